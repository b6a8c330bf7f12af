package io.kerasport.integration.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ExportOptions;
import io.kerasport.integration.Runtimes;
import io.kerasport.model.Compile;
import io.kerasport.model.Config;
import io.kerasport.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.VariableDef;

/**
 * The names in all signatures and collections of a model with two inputs and two outputs, beside
 * those that the original function writes.
 */
final class OriginalNamesTest {
  /**
   * In what the original differs. TensorFlow 2.21 puts an output's name before a metric object's
   * each time it compiles a clone, and calls functions by newer names than TensorFlow 1.14 did.
   */
  private static final Map<String, String> OURS =
      Map.of(
          "value_value_rmse", "value_rmse",
          "value_weighted_kl_divergence", "value_weighted_kullback_leibler_divergence");

  @TestFactory
  Stream<DynamicTest> namesAreThoseOfTheOriginal(@TempDir Path target) throws IOException {
    Config original = Json.read(ScoreCase.root().resolve("original.json"));
    return Stream.of("pure-java", "tensorflow")
        .flatMap(
            backend -> {
              List<MetaGraphDef> graphs = export(backend, target);
              assertThat(graphs).hasSizeGreaterThanOrEqualTo(2);
              return graphs.stream()
                  .map(
                      graph -> {
                        String tag = graph.getMetaInfoDef().getTags(0);
                        return dynamicTest(
                            tag + ", " + backend, () -> check(graph, graphOf(original, tag)));
                      });
            });
  }

  private static List<MetaGraphDef> export(String backend, Path target) {
    KerasportRuntime runtime = Runtimes.through(backend);
    Path file = ScoreCase.root().resolve("tf_keras/two_inputs_two_outputs.keras");
    Model model =
        runtime
            .reader()
            .read(file)
            .compile(
                Compile.with("Adam")
                    .loss("kind", "sparse_categorical_crossentropy")
                    .loss("value", "mse")
                    .lossWeight("kind", 2)
                    .lossWeight("value", 0.5)
                    .metrics("kind", List.of("accuracy"))
                    .metrics(
                        "value",
                        List.of(
                            "mae", Compile.object("RootMeanSquaredError", Map.of("name", "rmse"))))
                    .weightedMetrics("kind", List.of("ce"))
                    .weightedMetrics(
                        "value", List.of("mae", "cosine_similarity", "kullback_leibler_divergence"))
                    .config());
    Path path = runtime.exporter().export(model, target, ExportOptions.defaults()).path();
    try {
      return SavedModel.parseFrom(Files.readAllBytes(path.resolve("saved_model.pb")))
          .getMetaGraphsList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Config graphOf(Config original, String tag) {
    return original.list("meta_graphs").stream()
        .map(graph -> (Config) Objects.requireNonNull(graph))
        .filter(graph -> graph.list("tags").equals(List.of(tag)))
        .findFirst()
        .orElseThrow();
  }

  private static void check(MetaGraphDef graph, Config original) {
    Config signatures = original.object("signatures");
    assertThat(graph.getSignatureDefMap().keySet()).isEqualTo(signatures.entries().keySet());
    graph
        .getSignatureDefMap()
        .forEach(
            (key, signature) -> {
              Config expected = signatures.object(key);
              assertThat(signature.getMethodName()).isEqualTo(expected.string("method"));
              assertThat(described(signature.getInputsMap()))
                  .isEqualTo(described(expected.object("inputs")));
              assertThat(described(signature.getOutputsMap()))
                  .isEqualTo(described(expected.object("outputs")));
            });
    checkCollections(graph, original.object("collections"));
  }

  /**
   * Variables of metrics and the counter have names of their own, and the counter is not trained.
   */
  private static void checkCollections(MetaGraphDef graph, Config original) {
    Map<String, CollectionDef> collections = graph.getCollectionDefMap();
    TreeSet<String> expected = new TreeSet<>(original.entries().keySet());
    expected.remove("train_op"); // an artifact of tf.train
    assertThat(collections.keySet()).isEqualTo(expected);
    assertThat(weights(collections, "variables")).isEqualTo(weights(original, "variables"));
    assertThat(weights(collections, "trainable_variables"))
        .isEqualTo(weights(original, "trainable_variables"));
    for (String counted : List.of("local_variables", "global_step")) {
      assertThat(names(collections, counted)).hasSameSizeAs(names(original, counted));
    }
  }

  private static Map<String, String> described(Map<String, TensorInfo> tensors) {
    Map<String, String> described = new TreeMap<>();
    tensors.forEach(
        (name, tensor) ->
            described.put(
                name,
                tensor.getDtypeValue()
                    + (tensor.getTensorShape().getUnknownRank()
                        ? ""
                        : tensor.getTensorShape().getDimList().stream()
                            .map(dim -> Long.toString(dim.getSize()))
                            .collect(Collectors.joining(", ", " [", "]")))));
    return described;
  }

  private static Map<String, String> described(Config tensors) {
    Map<String, String> described = new TreeMap<>();
    for (String name : tensors.entries().keySet()) {
      Config tensor = tensors.object(name);
      String shape =
          tensor.has("shape")
              ? tensor.integers("shape").stream()
                  .map(String::valueOf)
                  .collect(Collectors.joining(", ", " [", "]"))
              : "";
      described.put(ours(name), tensor.integer("type") + shape);
    }
    return described;
  }

  private static String ours(String name) {
    String renamed = name;
    for (Map.Entry<String, String> difference : OURS.entrySet()) {
      renamed = renamed.replace(difference.getKey(), difference.getValue());
    }
    return renamed;
  }

  /** The names of the model's own variables. */
  private static List<String> weights(Map<String, CollectionDef> collections, String key) {
    return names(collections, key).stream().filter(OriginalNamesTest::isWeight).sorted().toList();
  }

  private static List<String> weights(Config collections, String key) {
    return names(collections, key).stream().filter(OriginalNamesTest::isWeight).sorted().toList();
  }

  private static boolean isWeight(String variable) {
    return variable.matches("(kind|value|of_a|of_b)/(kernel|bias):0");
  }

  private static List<String> names(Map<String, CollectionDef> collections, String key) {
    @Nullable CollectionDef collection = collections.get(key);
    return collection == null
        ? List.of()
        : collection.getBytesList().getValueList().stream()
            .map(OriginalNamesTest::variableName)
            .toList();
  }

  private static String variableName(com.google.protobuf.ByteString variable) {
    try {
      return VariableDef.parseFrom(variable).getVariableName();
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> names(Config collections, String key) {
    return collections.has(key)
        ? collections.list(key).stream().map(String::valueOf).toList()
        : List.of();
  }
}
