package io.kerasport.serializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.UnsupportedModelException;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers of categories, found by a table, a hash or boundaries. */
class LookupTest {
  private static final List<String> TERMS = List.of("a", "b");

  static Stream<Arguments> refused() {
    return Stream.of(
        refusal("vocabulary", "StringLookup", "vocabulary", List.of("a", "a")),
        refusal("vocabulary", "StringLookup", "vocabulary", List.of()),
        refusal("vocabulary", "StringLookup", "vocabulary", List.of("a", 3)),
        refusal("vocabulary", "StringLookup", "vocabulary", List.of("a", ""), "mask_token", ""),
        refusal("vocabulary", "StringLookup", "vocabulary", List.of("a", "[UNK]"), "invert", true),
        refusal("vocabulary", "StringLookup", "vocabulary", TERMS, "max_tokens", 2),
        refusal("max_tokens", "StringLookup", "vocabulary", TERMS, "max_tokens", 1),
        refusal("max_tokens", "StringLookup", "vocabulary", TERMS, "pad_to_max_tokens", true),
        refusal("num_oov_indices", "StringLookup", "vocabulary", TERMS, "num_oov_indices", -1),
        refusal("output_mode", "StringLookup", "vocabulary", TERMS, "output_mode", "hot"),
        refusal(
            "output_mode",
            "StringLookup",
            "vocabulary",
            TERMS,
            "invert",
            true,
            "output_mode",
            "count"),
        refusal("sparse", "StringLookup", "vocabulary", TERMS, "sparse", true),
        refusal("idf_weights", "StringLookup", "vocabulary", TERMS, "idf_weights", List.of(1, 2)),
        refusal(
            "idf_weights",
            "StringLookup",
            "vocabulary",
            TERMS,
            "output_mode",
            "tf_idf",
            "idf_weights",
            List.of(1)),
        refusal("oov_method", "IntegerLookup", "vocabulary", List.of(1), "oov_method", "md5"),
        refusal("salt", "IntegerLookup", "vocabulary", List.of(1), "salt", 3),
        refusal(
            "salt",
            "IntegerLookup",
            "vocabulary",
            List.of(1),
            "oov_method",
            "farmhash",
            "salt",
            List.of(1, 2, 3)),
        refusal("vocabulary_dtype", "IntegerLookup", "vocabulary_dtype", "int8"),
        refusal("standardize", "TextVectorization", "vocabulary", TERMS, "standardize", "upper"),
        refusal("split", "TextVectorization", "vocabulary", TERMS, "split", "lines"),
        refusal("ngrams", "TextVectorization", "vocabulary", TERMS, "ngrams", 0),
        refusal(
            "output_sequence_length",
            "TextVectorization",
            "vocabulary",
            TERMS,
            "output_mode",
            "count",
            "output_sequence_length",
            3),
        refusal(
            "ragged",
            "TextVectorization",
            "vocabulary",
            TERMS,
            "output_mode",
            "count",
            "ragged",
            true),
        refusal("num_bins", "Hashing", "num_bins", 0),
        refusal("salt", "Hashing", "num_bins", 3, "salt", "x"),
        refusal("dtype", "Hashing", "num_bins", 3, "dtype", "float32"),
        refusal("output_mode", "Hashing", "num_bins", 3, "output_mode", "tf_idf"),
        refusal("num_bins", "HashedCrossing", "num_bins", -1),
        refusal("output_mode", "HashedCrossing", "num_bins", 3, "output_mode", "count"),
        refusal("bin_boundaries", "Discretization", "output_mode", "int"),
        refusal("bin_boundaries", "Discretization", "bin_boundaries", List.of(2, 1)),
        refusal("num_bins", "Discretization", "num_bins", -1));
  }

  private static Arguments refusal(
      String key, String className, @Nullable Object... configuration) {
    return Arguments.of(key, className, configuration);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatKerasRefusesByTheNameOfTheKey(
      String key, String className, @Nullable Object[] configuration) {
    LayerUnderTest layer = LayerUnderTest.keras3(className, configuration);

    assertThatThrownBy(layer::unsupported)
        .as(Arrays.toString(configuration))
        .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.key()).isEqualTo(key));
  }

  static Stream<Arguments> unsupported() {
    return Stream.of(
        refusal("sparse=False", "Hashing", "num_bins", 3, "output_mode", "count", "sparse", true),
        refusal(
            "sparse=False",
            "StringLookup",
            "vocabulary",
            TERMS,
            "output_mode",
            "count",
            "sparse",
            true),
        refusal("ragged=False", "TextVectorization", "vocabulary", TERMS, "ragged", true),
        refusal("a file outside of the model", "StringLookup", "vocabulary", "terms.txt"),
        refusal("not in the file", "TextVectorization", "max_tokens", 9),
        refusal(
            "`split` is a Python function",
            "TextVectorization",
            "vocabulary",
            TERMS,
            "split",
            LayerUnderTest.config("class_name", "function")),
        refusal("has not learned its boundaries", "Discretization", "num_bins", 3));
  }

  @ParameterizedTest
  @MethodSource("unsupported")
  void saysWhatHasNoCounterpart(String reason, String className, @Nullable Object[] configuration) {
    assertThat(LayerUnderTest.keras3(className, configuration).unsupported())
        .singleElement()
        .asString()
        .contains(reason);
  }

  @Test
  void refusesToLookTextsUpAmongIntegers() {
    LayerUnderTest layer =
        LayerUnderTest.keras3("IntegerLookup", "vocabulary", List.of(1)).on(DType.STRING, -1, 1);

    assertThatThrownBy(layer::nodes)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("its keys are INT64, and the input is STRING");
  }

  @Test
  void refusesToSplitSeveralTextsOfASample() {
    LayerUnderTest layer =
        LayerUnderTest.keras3("TextVectorization", "vocabulary", TERMS).on(DType.STRING, -1, 2);

    assertThatThrownBy(layer::nodes)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("it splits one text a sample");
  }

  @Test
  void refusesToHashRealNumbersInKeras2() {
    LayerUnderTest layer = LayerUnderTest.keras2("Hashing", "num_bins", 3).on(-1, 2);

    assertThatThrownBy(layer::nodes)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("Keras 2 hashes texts and integers");
  }

  @Test
  void refusesToCrossFeaturesOfOtherShapes() {
    LayerUnderTest layer =
        LayerUnderTest.keras3("HashedCrossing", "num_bins", 3)
            .on(DType.INT64, -1, 1)
            .on(DType.INT64, -1);

    assertThatThrownBy(layer::nodes)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("features have equal shapes");
  }
}
