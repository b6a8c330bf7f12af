package io.kerasport.integration.backend;

import io.kerasport.core.backend.AttrValues;
import io.kerasport.graph.Attr;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.RawTensor;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TString;

/** What TensorFlow itself makes of graphs and checkpoints. */
final class TensorFlowOracle {
  private TensorFlowOracle() {}

  /** The bytes of a tensor of numbers, computed by a session. */
  static byte[] bytes(GraphDef graph, String node, DType dtype) {
    if (dtype == DType.BOOL || dtype == DType.UINT8) {
      return run(graph, node);
    }
    // TensorFlow Java has no class for some types; as uint8 it reads them all.
    NodeDef bitcast =
        NodeDef.newBuilder()
            .setName("oracle")
            .setOp("Bitcast")
            .addInput(node)
            .putAttr("T", AttrValues.of(Attr.of(dtype)))
            .putAttr("type", AttrValues.of(Attr.of(DType.UINT8)))
            .build();
    return run(graph.toBuilder().addNode(bitcast).build(), "oracle");
  }

  /** The elements of a tensor of strings, computed by a session. */
  static List<String> strings(GraphDef graph, String node) {
    try (Graph imported = new Graph()) {
      imported.importGraphDef(graph);
      try (Session session = new Session(imported);
          Result result = session.runner().fetch(node).run()) {
        TString strings = (TString) result.get(0);
        List<String> elements = new ArrayList<>();
        strings.scalars().forEach(element -> elements.add(element.getObject()));
        return elements;
      }
    }
  }

  /** A graph whose node {@code restore} reads one entry of a checkpoint. */
  static GraphDef restoring(Path prefix, String key, DType dtype) {
    return GraphDef.newBuilder()
        .addNode(text("prefix", Shape.scalar(), prefix.toString()))
        .addNode(text("keys", Shape.of(1), key))
        .addNode(text("slices", Shape.of(1), ""))
        .addNode(
            NodeDef.newBuilder()
                .setName("restore")
                .setOp("RestoreV2")
                .addAllInput(List.of("prefix", "keys", "slices"))
                .putAttr("dtypes", AttrValues.of(Attr.types(List.of(dtype)))))
        .build();
  }

  private static NodeDef text(String name, Shape shape, String value) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .putAttr("dtype", AttrValues.of(Attr.of(DType.STRING)))
        .putAttr("value", AttrValues.of(Attr.of(TensorValue.ofStrings(shape, List.of(value)))))
        .build();
  }

  private static byte[] run(GraphDef graph, String node) {
    try (Graph imported = new Graph()) {
      imported.importGraphDef(graph);
      try (Session session = new Session(imported);
          Result result = session.runner().fetch(node).run()) {
        RawTensor tensor = result.get(0).asRawTensor();
        ByteDataBuffer data = tensor.data();
        byte[] bytes = new byte[Math.toIntExact(data.size())];
        data.read(bytes);
        return bytes;
      }
    }
  }
}
