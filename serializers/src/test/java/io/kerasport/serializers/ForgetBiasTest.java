package io.kerasport.serializers;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.spi.WeightSpec;
import io.kerasport.spi.WeightSpec.Ones;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which part of a bias starts as 1, so that cells begin by remembering. */
final class ForgetBiasTest {
  @Test
  void isThatOfTheSecondGate() {
    assertThat(ones(LayerUnderTest.keras3("LSTM", "units", 3).on(-1, 4, 2)))
        .isEqualTo(new Ones(3, 6));
    assertThat(ones(images("ConvLSTM1D").on(-1, 4, 5, 2))).isEqualTo(new Ones(3, 6));
    assertThat(ones(images("ConvLSTM2D").on(-1, 4, 5, 5, 2))).isEqualTo(new Ones(3, 6));
    assertThat(ones(images("ConvLSTM3D").on(-1, 4, 5, 5, 5, 2))).isEqualTo(new Ones(3, 6));
  }

  /** The first half of NVIDIA's bias is that of the inputs. */
  @Test
  void isThatOfTheStatesInTheLayoutOfNvidia() {
    assertThat(ones(LayerUnderTest.keras2("CuDNNLSTM", "units", 3).on(-1, 4, 2)))
        .isEqualTo(new Ones(15, 18));
  }

  @Test
  void isNothingWhereTheLayerSaysSo() {
    assertThat(
            ones(
                LayerUnderTest.keras2("CuDNNLSTM", "units", 3, "unit_forget_bias", false)
                    .on(-1, 4, 2)))
        .isNull();
    assertThat(
            ones(
                LayerUnderTest.keras2(
                        "ConvLSTM1D", "filters", 3, "kernel_size", 2, "unit_forget_bias", false)
                    .on(-1, 4, 5, 2)))
        .isNull();
  }

  private static LayerUnderTest images(String className) {
    return LayerUnderTest.keras2(className, "filters", 3, "kernel_size", 2);
  }

  private static @Nullable Ones ones(LayerUnderTest layer) {
    return layer.weights().stream()
        .filter(weight -> weight.name().endsWith("bias"))
        .findFirst()
        .map(WeightSpec::ones)
        .orElse(null);
  }
}
