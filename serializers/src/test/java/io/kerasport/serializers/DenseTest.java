package io.kerasport.serializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.UnsupportedModelException;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.WeightSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DenseTest {
  @Test
  void multipliesAddsBiasAndActivates() {
    assertThat(LayerUnderTest.keras3("Dense", "units", 4, "activation", "relu").on(-1, 3).nodes())
        .containsExactly(
            "MatMul = MatMul(x, kernel)",
            "BiasAdd = BiasAdd(MatMul, bias)",
            "Relu = Relu(BiasAdd)");
  }

  @Test
  void leavesOutTheBias() {
    assertThat(LayerUnderTest.keras3("Dense", "units", 4, "use_bias", false).on(-1, 3).nodes())
        .containsExactly("MatMul = MatMul(x, kernel)");
  }

  @Test
  void takesLeadingAxesThroughOneMatrix() {
    LayerUnderTest dense = LayerUnderTest.keras3("Dense", "units", 4, "use_bias", false);
    assertThat(dense.on(-1, 5, 3).nodes())
        .containsExactly(
            "Tensordot/Reshape = Reshape(x, [-1, 3])",
            "Tensordot/MatMul = MatMul(Tensordot/Reshape, kernel)",
            "Tensordot/Reshape_1 = Reshape(Tensordot/MatMul, [-1, 5, 4])");
  }

  @Test
  void readsLeadingSizesThatAreUnknown() {
    LayerUnderTest dense = LayerUnderTest.keras3("Dense", "units", 4, "use_bias", false);
    assertThat(dense.on(-1, -1, 3).nodes())
        .contains(
            "Tensordot/stack = Pack(Tensordot/strided_slice, Tensordot/strided_slice_1, 4) axis=0",
            "Tensordot/Reshape_1 = Reshape(Tensordot/MatMul, Tensordot/stack)");
  }

  @Test
  void castsIntegersToTheComputeType() {
    assertThat(
            LayerUnderTest.keras3("Dense", "units", 4, "use_bias", false)
                .on(DType.INT32, -1, 3)
                .nodes())
        .contains("Cast = Cast(x) DstT=FLOAT");
  }

  @Test
  void hasWeightsAsKerasMakesThem() {
    List<WeightSpec> weights = LayerUnderTest.keras3("Dense", "units", 4).on(-1, 3).weights();
    assertThat(weights).extracting(WeightSpec::name).containsExactly("kernel", "bias");
    assertThat(weights)
        .extracting(WeightSpec::spec)
        .containsExactly(
            new TensorSpec(DType.FLOAT, Shape.of(3, 4)), new TensorSpec(DType.FLOAT, Shape.of(4)));
    assertThat(weights.get(0).trackedAs()).containsExactly("kernel", "_kernel");
  }

  @Test
  void refusesAnInputWithoutAKnownLastSize() {
    LayerUnderTest dense = LayerUnderTest.keras3("Dense", "units", 4).on(-1, -1);
    assertThatThrownBy(dense::weights)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("axis -1")
        .hasMessageContaining("(?, ?)")
        .hasMessageContaining("layer layer");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 1L << 31})
  void refusesUnitsThatAreNoSize(long units) {
    LayerUnderTest dense = LayerUnderTest.keras3("Dense", "units", units);
    assertThatThrownBy(dense::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`units` should be positive and below 2^31, found " + units);
  }

  @Test
  void refusesAKernelWithALowRankUpdate() {
    assertThat(LayerUnderTest.keras3("Dense", "units", 4, "lora_rank", 2).unsupported())
        .singleElement()
        .asString()
        .contains("lora_rank");
  }

  @Test
  void passesOnTheMask() {
    assertThat(LayerUnderTest.keras2("Dense", "units", 4).on(-1, 5, 3).masked().outputMask())
        .isEqualTo("mask");
    assertThat(LayerUnderTest.keras3("Dense", "units", 4).on(-1, 5, 3).masked().outputMask())
        .isEqualTo("mask");
  }
}
