package io.kerasport.serializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.UnsupportedModelException;
import io.kerasport.model.ConfigException;
import io.kerasport.model.Shape;
import io.kerasport.spi.WeightSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttentionTest {
  @Test
  void headsHaveTheWeightsOfTheirDenseLayers() {
    LayerUnderTest heads =
        LayerUnderTest.keras3(
                "MultiHeadAttention",
                "num_heads",
                2,
                "key_dim",
                3,
                "value_dim",
                5,
                "use_gate",
                true)
            .on(-1, 7, 4)
            .on(-1, 6, 8);

    assertThat(heads.weights().stream().map(WeightSpec::name))
        .containsExactly(
            "query/kernel",
            "query/bias",
            "key/kernel",
            "key/bias",
            "gate/kernel",
            "gate/bias",
            "value/kernel",
            "value/bias",
            "attention_output/kernel",
            "attention_output/bias");
    assertThat(heads.weights().get(6).spec().shape()).isEqualTo(Shape.of(8, 2, 5));
    assertThat(heads.weights().get(8).spec().shape()).isEqualTo(Shape.of(2, 5, 4));
  }

  @ParameterizedTest
  @CsvSource({"num_heads, 0", "key_dim, -1", "value_dim, 0", "sliding_window, 0"})
  void refusesSizesThatAreNotPositive(String key, int size) {
    Object[] config = {"num_heads", 2, "key_dim", 3, key, size};
    LayerUnderTest heads = LayerUnderTest.keras3("MultiHeadAttention", config);

    assertThatThrownBy(heads::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`" + key + "` should be positive");
  }

  @Test
  void refusesToAttendAlongTheFeatures() {
    LayerUnderTest heads =
        LayerUnderTest.keras3(
                "MultiHeadAttention", "num_heads", 2, "key_dim", 3, "attention_axes", 2)
            .on(-1, 7, 4)
            .on(-1, 7, 4);

    assertThatThrownBy(heads::nodes)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`attention_axes` should be axes between the batch and the features");
  }

  @Test
  void refusesQueriesThatAreNoMultipleOfTheKeys() {
    LayerUnderTest heads =
        LayerUnderTest.keras3(
            "GroupQueryAttention", "head_dim", 2, "num_query_heads", 3, "num_key_value_heads", 2);

    assertThatThrownBy(heads::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`num_query_heads` should be a multiple of num_key_value_heads 2");
  }

  @Test
  void refusesHeadsWithoutAValue() {
    LayerUnderTest heads =
        LayerUnderTest.keras3("MultiHeadAttention", "num_heads", 2, "key_dim", 3).on(-1, 7, 4);

    assertThatThrownBy(heads::weights)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("layer layer");
  }

  @Test
  void refusesAttentionOfOneTensor() {
    LayerUnderTest attention = LayerUnderTest.keras2("Attention").on(-1, 7, 4);

    assertThatThrownBy(attention::nodes)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("the layer is called with 1 tensors");
  }

  @Test
  void refusesAnUnknownWayToScore() {
    LayerUnderTest attention = LayerUnderTest.keras3("Attention", "score_mode", "cosine");

    assertThatThrownBy(attention::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`score_mode` should be \"dot\" or \"concat\", found \"cosine\"");
  }

  @Test
  void passesOnTheMaskOfTheQuery() {
    assertThat(LayerUnderTest.keras2("Attention").on(-1, 7, 4).masked().on(-1, 6, 4).outputMask())
        .isEqualTo("mask");
  }

  @Test
  void mergesMasksByOrInKeras3AndByAndInKeras2() {
    assertThat(
            LayerUnderTest.keras3("Add").on(-1, 7, 4).masked().on(-1, 7, 4).masked().outputMask())
        .isEqualTo("LogicalOr");
    assertThat(LayerUnderTest.keras3("Add").on(-1, 7, 4).masked().on(-1, 7, 4).outputMask())
        .isNull();
    assertThat(
            LayerUnderTest.keras2("Add").on(-1, 7, 4).masked().on(-1, 7, 4).masked().outputMask())
        .isEqualTo("LogicalAnd");
  }
}
