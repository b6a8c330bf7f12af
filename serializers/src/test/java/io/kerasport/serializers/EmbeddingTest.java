package io.kerasport.serializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import org.junit.jupiter.api.Test;

class EmbeddingTest {
  @Test
  void countsNegativeNumbersFromTheBackInKeras3Only() {
    assertThat(embedding(true).nodes())
        .containsExactly(
            "Less = Less(x, 0)",
            "add = AddV2(x, 9)",
            "SelectV2 = SelectV2(Less, add, x)",
            "GatherV2 = GatherV2(embeddings, SelectV2, 0)");
    assertThat(embedding(false).nodes()).containsExactly("GatherV2 = GatherV2(embeddings, x, 0)");
  }

  private static LayerUnderTest embedding(boolean keras3) {
    Object[] config = {"input_dim", 9, "output_dim", 2};
    LayerUnderTest layer =
        keras3
            ? LayerUnderTest.keras3("Embedding", config)
            : LayerUnderTest.keras2("Embedding", config);
    return layer.on(DType.INT32, -1, 5);
  }

  @Test
  void masksZerosIfAskedTo() {
    LayerUnderTest masking =
        LayerUnderTest.keras2("Embedding", "input_dim", 9, "output_dim", 2, "mask_zero", true)
            .on(DType.INT32, -1, 5);

    assertThat(masking.outputMask()).isEqualTo("NotEqual");
    assertThat(embedding(false).outputMask()).isNull();
  }

  @Test
  void refusesATableWithoutRows() {
    LayerUnderTest empty = LayerUnderTest.keras3("Embedding", "input_dim", 0, "output_dim", 2);

    assertThatThrownBy(empty::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`input_dim` should be positive");
  }

  @Test
  void maskingMasksPositionsWhoseFeaturesAllHaveTheValue() {
    LayerUnderTest masking = LayerUnderTest.keras3("Masking", "mask_value", 7).on(-1, 5, 3);

    assertThat(masking.nodes())
        .containsExactly(
            "NotEqual = NotEqual(x, 7.0)",
            "Any = Any(NotEqual, [-1]) keep_dims=true",
            "SelectV2 = SelectV2(Any, x, 0.0)",
            "Squeeze = Squeeze(Any) squeeze_dims=[-1]");
    assertThat(masking.outputMask()).isEqualTo("Squeeze");
  }

  @Test
  void identityPassesOnMasksOfKeras3Only() {
    assertThat(LayerUnderTest.keras3("Identity").on(-1, 5, 3).masked().outputMask())
        .isEqualTo("mask");
    assertThat(LayerUnderTest.keras2("Identity").on(-1, 5, 3).masked().outputMask()).isNull();
  }
}
