package io.kerasport.core.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;

/**
 * The SavedModels that {@code src/test/python/savedmodels.py} wrote, and changed copies of them.
 */
final class SavedModels {
  private SavedModels() {}

  static Path written(String name) {
    try {
      return Path.of(SavedModels.class.getResource("/savedmodels/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A copy of a directory. */
  static Path copy(String name, Path parent) {
    Path source = written(name);
    Path target = parent.resolve("copy");
    try {
      Files.createDirectories(parent);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(source.relativize(file).toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return target;
  }

  /** A copy whose first MetaGraph is changed. */
  static Path changed(String name, Path parent, Consumer<MetaGraphDef.Builder> change) {
    Path target = copy(name, parent);
    Path file = target.resolve("saved_model.pb");
    try {
      SavedModel.Builder model = SavedModel.parseFrom(Files.readAllBytes(file)).toBuilder();
      SavedModel before = model.build();
      change.accept(model.getMetaGraphsBuilder(0));
      assertThat(model.build()).as("the change did something").isNotEqualTo(before);
      Files.write(file, model.build().toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return target;
  }

  static NodeDef.Builder node(MetaGraphDef.Builder metaGraph, String name) {
    return node(metaGraph.getGraphDefBuilder(), name);
  }

  static NodeDef.Builder node(GraphDef.Builder graph, String name) {
    return graph.getNodeBuilderList().stream()
        .filter(node -> node.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
