package io.kerasport.integration.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.purejava.ops.OpRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpList;
import org.tensorflow.proto.VersionDef;

/**
 * Keeps the bundled op definitions in step with TensorFlow. With {@code -Dgolden.overwrite=true} it
 * writes them anew instead, after TensorFlow has been raised; {@code tensorflow.properties} beside
 * them is then to be mended by hand.
 *
 * <p>Ops whose name begins with an underscore are left out: they are internal to TensorFlow's
 * runtime, and differ between its builds.
 */
final class OpRegistryTest {
  private static final Path MODULE =
      Path.of("..", "backend-pure-java", "src", "main", "resources", "io", "kerasport", "purejava");

  @Test
  void bundlesTheDefinitionsOfTensorFlow() throws IOException {
    byte[] expected = withoutDescriptions(TensorFlow.registeredOpList()).toByteArray();
    if (Boolean.getBoolean("golden.overwrite")) {
      Files.write(MODULE.resolve("ops").resolve(OpRegistry.RESOURCE), expected);
      return;
    }
    OpList bundled = OpList.parseFrom(resource(OpRegistry.class, OpRegistry.RESOURCE));

    assertThat(names(bundled)).isEqualTo(names(OpList.parseFrom(expected)));
    assertThat(bundled).isEqualTo(OpList.parseFrom(expected));
  }

  @Test
  void findsEveryBundledOp() throws IOException {
    OpRegistry registry = OpRegistry.bundled();

    for (OpDef op : OpList.parseFrom(resource(OpRegistry.class, OpRegistry.RESOURCE)).getOpList()) {
      assertThat(registry.find(op.getName())).contains(op);
    }
  }

  @Test
  void namesTheVersionOfTensorFlow() throws Exception {
    Properties bundled = new Properties();
    bundled.load(
        resource(
            Class.forName("io.kerasport.purejava.PureJavaBackendModule"), "tensorflow.properties"));
    try (Graph graph = new Graph()) {
      VersionDef versions = graph.toGraphDef().getVersions();

      assertThat(bundled.getProperty("version")).isEqualTo(TensorFlow.version());
      assertThat(bundled.getProperty("producer"))
          .isEqualTo(Integer.toString(versions.getProducer()));
      assertThat(bundled.getProperty("min_consumer"))
          .isEqualTo(Integer.toString(versions.getMinConsumer()));
    }
  }

  private static InputStream resource(Class<?> beside, String name) {
    return Objects.requireNonNull(beside.getResourceAsStream(name), name);
  }

  private static List<String> names(OpList ops) {
    return ops.getOpList().stream().map(OpDef::getName).toList();
  }

  private static OpList withoutDescriptions(OpList all) {
    OpList.Builder ops = OpList.newBuilder();
    all.getOpList().stream()
        .filter(op -> !op.getName().startsWith("_"))
        .sorted(Comparator.comparing(OpDef::getName))
        .map(OpRegistryTest::withoutDescriptions)
        .forEach(ops::addOp);
    return ops.build();
  }

  private static OpDef withoutDescriptions(OpDef op) {
    OpDef.Builder bare = op.toBuilder().clearSummary().clearDescription();
    bare.getInputArgBuilderList().forEach(OpDef.ArgDef.Builder::clearDescription);
    bare.getOutputArgBuilderList().forEach(OpDef.ArgDef.Builder::clearDescription);
    bare.getAttrBuilderList().forEach(OpDef.AttrDef.Builder::clearDescription);
    return bare.build();
  }
}
