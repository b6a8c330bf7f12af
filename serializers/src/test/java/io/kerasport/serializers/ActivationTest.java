package io.kerasport.serializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          relu         | Relu = Relu(x)
          relu6        | Relu6 = Relu6(x)
          leaky_relu   | LeakyRelu = LeakyRelu(x) alpha=0.2
          elu          | Elu = Elu(x)
          selu         | Selu = Selu(x)
          exponential  | Exp = Exp(x)
          sigmoid      | Sigmoid = Sigmoid(x)
          tanh         | Tanh = Tanh(x)
          softmax      | Softmax = Softmax(x)
          log_softmax  | LogSoftmax = LogSoftmax(x)
          softplus     | Softplus = Softplus(x)
          softsign     | Softsign = Softsign(x)
          sin          | Sin = Sin(x)
          arctan       | Atan = Atan(x)
          """)
  void isOneOpWhereTensorFlowHasOne(String activation, String node) {
    assertThat(activation(activation).nodes()).containsExactly(node);
  }

  @Test
  void isNothingWhenLinear() {
    assertThat(activation("linear").nodes()).containsExactly("= x");
  }

  @Test
  void siluHasTwoNames() {
    assertThat(activation("swish").nodes())
        .isEqualTo(activation("silu").nodes())
        .containsExactly("Sigmoid = Sigmoid(x)", "mul = Mul(x, Sigmoid)");
  }

  @Test
  void hardSigmoidIsSteeperInKeras2() {
    assertThat(LayerUnderTest.keras2("Activation", "activation", "hard_sigmoid").on(-1, 3).nodes())
        .containsExactly(
            "mul = Mul(x, 0.2)",
            "add = AddV2(mul, 0.5)",
            "Minimum = Minimum(add, 1.0)",
            "Maximum = Maximum(Minimum, 0.0)");
    assertThat(activation("hard_sigmoid").nodes())
        .containsExactly(
            "add = AddV2(x, 3.0)", "Relu6 = Relu6(add)", "truediv = RealDiv(Relu6, 6.0)");
  }

  private static LayerUnderTest activation(String name) {
    return LayerUnderTest.keras3("Activation", "activation", name).on(-1, 3);
  }

  @Test
  void reluIsPlainByDefault() {
    assertThat(
            LayerUnderTest.keras3(
                    "ReLU", "max_value", null, "negative_slope", 0.0, "threshold", 0.0)
                .on(-1, 3)
                .nodes())
        .containsExactly("Relu = Relu(x)");
  }

  @Test
  void reluUpToSixIsOneOp() {
    assertThat(LayerUnderTest.keras3("ReLU", "max_value", 6.0).on(-1, 3).nodes())
        .containsExactly("Relu6 = Relu6(x)");
  }

  @Test
  void reluWithASlopeIsOneOp() {
    assertThat(LayerUnderTest.keras3("ReLU", "negative_slope", 0.1).on(-1, 3).nodes())
        .containsExactly("LeakyRelu = LeakyRelu(x) alpha=0.1");
  }

  @Test
  void reluWithEverySettingFollowsTheFormula() {
    assertThat(
            LayerUnderTest.keras3(
                    "ReLU", "max_value", 1.0, "negative_slope", 0.2, "threshold", 0.25)
                .on(-1, 3)
                .nodes())
        .containsExactly(
            "Greater = Greater(x, 0.25)",
            "SelectV2 = SelectV2(Greater, x, 0.0)",
            "Minimum = Minimum(SelectV2, 1.0)",
            "Maximum = Maximum(Minimum, 0.0)",
            "Neg = Neg(x)",
            "add = AddV2(Neg, 0.25)",
            "Relu = Relu(add)",
            "mul = Mul(Relu, 0.2)",
            "sub = Sub(Maximum, mul)");
  }

  @Test
  void leakyReluCallsItsSlopeByTheNameOfEitherGeneration() {
    assertThat(LayerUnderTest.keras2("LeakyReLU", "alpha", 0.05).on(-1, 3).nodes())
        .containsExactly("LeakyRelu = LeakyRelu(x) alpha=0.05");
    assertThat(LayerUnderTest.keras3("LeakyReLU", "negative_slope", 0.05).on(-1, 3).nodes())
        .containsExactly("LeakyRelu = LeakyRelu(x) alpha=0.05");
    assertThat(LayerUnderTest.keras3("LeakyReLU").on(-1, 3).nodes())
        .containsExactly("LeakyRelu = LeakyRelu(x) alpha=0.3");
  }

  @Test
  void softmaxSwapsAnotherAxisToTheEnd() {
    assertThat(LayerUnderTest.keras3("Softmax", "axis", 1).on(-1, 4, 3).nodes())
        .containsExactly(
            "transpose = Transpose(x, [0, 2, 1])",
            "Softmax = Softmax(transpose)",
            "transpose_1 = Transpose(Softmax, [0, 2, 1])");
  }

  @Test
  void softmaxOverSeveralAxesSumsThemTogether() {
    assertThat(LayerUnderTest.keras3("Softmax", "axis", List.of(1, 2)).on(-1, 4, 3).nodes())
        .containsExactly(
            "Max = Max(x, [1, 2]) keep_dims=true",
            "StopGradient = StopGradient(Max)",
            "sub = Sub(x, StopGradient)",
            "Exp = Exp(sub)",
            "Sum = Sum(Exp, [1, 2]) keep_dims=true",
            "truediv = RealDiv(Exp, Sum)");
  }

  @Test
  void softmaxRefusesAnAxisThatTheInputLacks() {
    LayerUnderTest softmax = LayerUnderTest.keras3("Softmax", "axis", -4).on(-1, 4, 3);
    assertThatThrownBy(softmax::nodes)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`axis` should be between -3 and 2, found -4");
  }

  @Test
  void softmaxLowersMaskedPositionsInKeras2() {
    assertThat(LayerUnderTest.keras2("Softmax").on(-1, 3).on(DType.BOOL, -1, 3).nodes())
        .containsExactly(
            "Cast = Cast(x1) DstT=FLOAT",
            "sub = Sub(1.0, Cast)",
            "mul = Mul(sub, -1.0E9)",
            "add = AddV2(x, mul)",
            "Softmax = Softmax(add)");
  }

  @Test
  void softmaxGivesMaskedPositionsZeroInKeras3() {
    assertThat(LayerUnderTest.keras3("Softmax").on(-1, 3).on(DType.BOOL, -1, 3).nodes())
        .containsExactly(
            "SelectV2 = SelectV2(x1, x, -1.0E9)",
            "Softmax = Softmax(SelectV2)",
            "SelectV2_1 = SelectV2(x1, Softmax, 0.0)");
  }
}
