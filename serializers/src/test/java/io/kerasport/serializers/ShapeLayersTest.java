package io.kerasport.serializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.model.ConfigException;
import io.kerasport.model.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeLayersTest {
  @Test
  void flattensToAKnownSize() {
    LayerUnderTest flatten = LayerUnderTest.keras3("Flatten").on(-1, 4, 3, 2);
    assertThat(flatten.nodes()).containsExactly("Reshape = Reshape(x, [-1, 24])");
    assertThat(flatten.outputShape()).isEqualTo(Shape.of(-1, 24));
  }

  @Test
  void flattensAVectorOfSamplesToOneColumn() {
    assertThat(LayerUnderTest.keras3("Flatten").on(-1).nodes())
        .containsExactly("Reshape = Reshape(x, [-1, 1])");
  }

  @Test
  void flattensUnknownSizesByReadingTheBatch() {
    assertThat(LayerUnderTest.keras3("Flatten").on(-1, -1, 3).nodes())
        .contains("stack = Pack(strided_slice, -1) axis=0", "Reshape = Reshape(x, stack)");
    assertThat(LayerUnderTest.keras3("Flatten").on(2, -1, 3).nodes())
        .containsExactly("Reshape = Reshape(x, [2, -1])");
  }

  @Test
  void flattensChannelsFirstInTheOrderOfChannelsLast() {
    assertThat(
            LayerUnderTest.keras3("Flatten", "data_format", "channels_first")
                .on(-1, 4, 3, 2)
                .nodes())
        .containsExactly(
            "transpose = Transpose(x, [0, 2, 3, 1])", "Reshape = Reshape(transpose, [-1, 24])");
  }

  @Test
  void reshapesToAKnownShape() {
    assertThat(
            LayerUnderTest.keras3("Reshape", "target_shape", List.of(2, -1, 3)).on(-1, 12).nodes())
        .containsExactly("Reshape = Reshape(x, [-1, 2, 2, 3])");
  }

  @Test
  void reshapesToAnOpenShapeByReadingTheBatch() {
    assertThat(
            LayerUnderTest.keras3("Reshape", "target_shape", List.of(-1, 3))
                .on(-1, -1, -1, 3)
                .nodes())
        .contains("stack = Pack(strided_slice, -1, 3) axis=0", "Reshape = Reshape(x, stack)");
  }

  @Test
  void refusesTwoOpenSizes() {
    LayerUnderTest reshape = LayerUnderTest.keras3("Reshape", "target_shape", List.of(-1, -1));
    assertThatThrownBy(reshape::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("at most one of them -1");
  }

  @Test
  void permutesAxesCountedFromOne() {
    assertThat(LayerUnderTest.keras3("Permute", "dims", List.of(3, 1, 2)).on(-1, 4, 3, 2).nodes())
        .containsExactly("transpose = Transpose(x, [0, 3, 1, 2])");
  }

  @Test
  void refusesAPermutationThatLeavesOutAnAxis() {
    LayerUnderTest permute = LayerUnderTest.keras3("Permute", "dims", List.of(1, 3));
    assertThatThrownBy(permute::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`dims`");
  }

  @Test
  void dropsNothingOutsideOfTraining() {
    assertThat(LayerUnderTest.keras3("Dropout", "rate", 0.4).on(-1, 3).nodes())
        .containsExactly("= x");
  }

  @Test
  void dropsInTrainingAndScalesTheRest() {
    assertThat(LayerUnderTest.keras3("Dropout", "rate", 0.5).inTraining().on(-1, 3).nodes())
        .containsExactly(
            "dropout/Shape = Shape(x) out_type=INT32",
            "dropout/random_uniform = RandomUniform(dropout/Shape) dtype=FLOAT seed=0 seed2=0",
            "dropout/GreaterEqual = GreaterEqual(dropout/random_uniform, 0.5)",
            "dropout/mul = Mul(x, 2.0)",
            "dropout/SelectV2 = SelectV2(dropout/GreaterEqual, dropout/mul, 0.0)");
  }

  @Test
  void sharesNoiseAlongAxesOfSizeOne() {
    assertThat(
            LayerUnderTest.keras3(
                    "Dropout", "rate", 0.5, "noise_shape", Arrays.asList(null, 1), "seed", 7)
                .inTraining()
                .on(-1, 3)
                .nodes())
        .contains(
            "dropout/stack = Pack(dropout/strided_slice, 1) axis=0",
            "dropout/random_uniform = RandomUniform(dropout/stack) dtype=FLOAT seed=7 seed2=7");
  }

  @Test
  void refusesARateAboveOne() {
    LayerUnderTest dropout = LayerUnderTest.keras3("Dropout", "rate", 1.5);
    assertThatThrownBy(dropout::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`rate`");
  }

  @Test
  void dropoutPassesOnTheMaskOfKeras2AndReshapeDoesNot() {
    assertThat(LayerUnderTest.keras2("Dropout", "rate", 0.5).on(-1, 5, 3).masked().outputMask())
        .isEqualTo("mask");
    assertThat(
            LayerUnderTest.keras2("Reshape", "target_shape", List.of(15))
                .on(-1, 5, 3)
                .masked()
                .outputMask())
        .isNull();
  }
}
