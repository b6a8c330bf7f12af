package io.kerasport.integration.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.core.backend.Backend;
import io.kerasport.core.checkpoint.CheckpointEntry;
import io.kerasport.export.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** What the two backends must do alike: each is the other's witness. */
final class BothBackendsTest {
  private final Backend pureJava = Backends.named(Backends.PURE_JAVA);
  private final Backend tensorflow = Backends.named(Backends.TENSORFLOW);

  @TempDir Path directory;

  @Test
  void writeEqualGraphsForEqualCalls() {
    GraphDef ofPureJava = stripped(RichGraph.on(pureJava).graph(), pureJava);
    GraphDef ofTensorFlow = stripped(RichGraph.on(tensorflow).graph(), tensorflow);

    assertThat(ofPureJava.getNodeList()).isEqualTo(ofTensorFlow.getNodeList());
    assertThat(ofPureJava).isEqualTo(ofTensorFlow);
  }

  @Test
  void inferEqualTypesAndShapes() {
    assertThat(RichGraph.on(pureJava).outputs()).isEqualTo(RichGraph.on(tensorflow).outputs());
  }

  @Test
  void writeSameGraphTwice() {
    for (Backend backend : List.of(pureJava, tensorflow)) {
      assertThat(RichGraph.on(backend).graph().toByteString())
          .as(backend.name())
          .isEqualTo(RichGraph.on(backend).graph().toByteString());
    }
  }

  @Test
  void haveEqualVersions() {
    assertThat(pureJava.version()).isEqualTo(tensorflow.version());
  }

  @Test
  void defineOpsEqually() {
    for (NodeDef node : RichGraph.on(tensorflow).graph().getNodeList()) {
      assertThat(pureJava.opDef(node.getOp())).isEqualTo(tensorflow.opDef(node.getOp()));
    }
  }

  @Test
  void writeEqualCheckpoints() throws IOException {
    List<CheckpointEntry> entries = new ArrayList<>();
    entries.add(CheckpointContract.text("_CHECKPOINTABLE_OBJECT_GRAPH", "graph".repeat(100)));
    entries.add(CheckpointContract.text("empty", ""));
    SampleTensors.all()
        .forEach(
            value ->
                entries.add(
                    CheckpointContract.tensor(
                        "layer_with_weights-%04d".formatted(entries.size()), value)));
    pureJava.writeCheckpoint(directory.resolve("java"), entries, ProgressListener.SILENT);
    tensorflow.writeCheckpoint(directory.resolve("native"), entries, ProgressListener.SILENT);

    for (String suffix : List.of(".index", ".data-00000-of-00001")) {
      assertThat(directory.resolve("java" + suffix))
          .hasSameBinaryContentAs(directory.resolve("native" + suffix));
    }
    assertThat(Files.size(directory.resolve("java.data-00000-of-00001"))).isGreaterThan(1000);
  }

  /** Without the attributes that have their default, as exported graphs are. */
  private static GraphDef stripped(GraphDef graph, Backend backend) {
    GraphDef.Builder stripped = graph.toBuilder();
    for (NodeDef.Builder node : stripped.getNodeBuilderList()) {
      for (OpDef.AttrDef attr : backend.opDef(node.getOp()).getAttrList()) {
        AttrValue value = node.getAttrOrDefault(attr.getName(), AttrValue.getDefaultInstance());
        if (attr.hasDefaultValue() && attr.getDefaultValue().equals(value)) {
          node.removeAttr(attr.getName());
        }
      }
    }
    return stripped.build();
  }
}
