package io.kerasport.serializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.UnsupportedModelException;
import io.kerasport.model.ConfigException;
import io.kerasport.model.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Convolutions, pooling and padding of other ranks than images have. */
class RanksTest {
  @Test
  void convolvesASequenceAsAnImageOfOneRow() {
    assertThat(
            LayerUnderTest.keras3(
                    "Conv1D", "filters", 2, "kernel_size", 3, "strides", 2, "use_bias", false)
                .on(-1, 9, 4)
                .nodes())
        .containsExactly(
            "ExpandDims = ExpandDims(x, 1)",
            "ExpandDims_1 = ExpandDims(kernel, 0)",
            "Conv2D = Conv2D(ExpandDims, ExpandDims_1) dilations=[1,1,1,1] padding=VALID"
                + " strides=[1,2,2,1]",
            "Squeeze = Squeeze(Conv2D) squeeze_dims=[1]");
  }

  @Test
  void padsACausalSequenceInFrontByTheReachOfTheFilter() {
    assertThat(
            LayerUnderTest.keras3(
                    "Conv1D",
                    "filters",
                    2,
                    "kernel_size",
                    3,
                    "dilation_rate",
                    2,
                    "padding",
                    "causal")
                .on(-1, 9, 4)
                .nodes())
        .contains("Pad = Pad(x, [0, 0, 4, 0, 0, 0])");
  }

  @Test
  void refusesACausalImage() {
    LayerUnderTest conv =
        LayerUnderTest.keras3("Conv2D", "filters", 2, "kernel_size", 3, "padding", "causal");

    assertThatThrownBy(conv::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`padding`");
  }

  @Test
  void refusesStridesTogetherWithDilation() {
    assertThat(
            LayerUnderTest.keras3(
                    "Conv3DTranspose",
                    "filters",
                    2,
                    "kernel_size",
                    3,
                    "strides",
                    2,
                    "dilation_rate",
                    2)
                .unsupported())
        .containsExactly("a convolution cannot have both strides and dilation_rate above 1");
  }

  @Test
  void refusesAnOutputPaddingAsLargeAsTheStrides() {
    LayerUnderTest conv =
        LayerUnderTest.keras3(
            "Conv1DTranspose", "filters", 2, "kernel_size", 3, "strides", 2, "output_padding", 2);

    assertThatThrownBy(conv::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`output_padding` should be not negative and below the strides");
  }

  @Test
  void hasLocalKernelsInTheFormsOfTheImplementations() {
    assertThat(localKernel(1, "valid")).isEqualTo(Shape.of(4, 6, 5));
    assertThat(localKernel(2, "valid")).isEqualTo(Shape.of(6, 2, 4, 5));
    assertThat(localKernel(3, "valid")).isEqualTo(Shape.of(4 * 6 * 5));
    // Two windows lack one of their three steps.
    assertThat(localKernel(3, "same")).isEqualTo(Shape.of((6 * 3 - 2) * 2 * 5));
  }

  private static Shape localKernel(int implementation, String padding) {
    return local(implementation, padding).on(-1, 6, 2).weights().get(0).spec().shape();
  }

  private static LayerUnderTest local(int implementation, String padding) {
    return LayerUnderTest.keras2(
        "LocallyConnected1D",
        "filters",
        5,
        "kernel_size",
        3,
        "padding",
        padding,
        "implementation",
        implementation);
  }

  @Test
  void refusesLocalFiltersOverTheBorderThatAreAllOfOneSize() {
    assertThatThrownBy(local(1, "same")::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`padding` should be \"valid\"");
  }

  @Test
  void refusesAFormOfLocalKernelsThatKerasLacks() {
    assertThatThrownBy(local(4, "valid")::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`implementation` should be 1, 2 or 3");
  }

  @Test
  void refusesALocalFilterLargerThanTheInput() {
    LayerUnderTest local =
        LayerUnderTest.keras2("LocallyConnected1D", "filters", 2, "kernel_size", 7).on(-1, 6, 2);

    assertThatThrownBy(local::weights)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`kernel_size` should be at most the input's size 6");
  }

  @Test
  void averagesOverTheStepsThatAMaskKeeps() {
    assertThat(LayerUnderTest.keras2("GlobalAveragePooling1D").on(-1, 5, 3).masked().nodes())
        .containsExactly(
            "Cast = Cast(mask) DstT=FLOAT",
            "ExpandDims = ExpandDims(Cast, 2)",
            "mul = Mul(x, ExpandDims)",
            "Sum = Sum(mul, [1]) keep_dims=false",
            "Sum_1 = Sum(ExpandDims, [1]) keep_dims=false",
            "truediv = RealDiv(Sum, Sum_1)");
  }

  @Test
  void refusesToAdaptToASizeThatIsNotKnown() {
    LayerUnderTest pooling =
        LayerUnderTest.keras3("AdaptiveMaxPooling1D", "output_size", 2).on(-1, -1, 3);

    assertThatThrownBy(pooling::nodes)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("axis 1 of the input must be known");
  }

  @Test
  void refusesToCutOffAWholeAxis() {
    LayerUnderTest cropping =
        LayerUnderTest.keras3("Cropping1D", "cropping", List.of(2, 3)).on(-1, 5, 3);

    assertThatThrownBy(cropping::nodes)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`cropping` should be less than the size 5 of axis 1");
  }

  @Test
  void takesAPairForASequenceAsBeforeAndBehind() {
    assertThat(
            LayerUnderTest.keras3("ZeroPadding1D", "padding", List.of(1, 2)).on(-1, 5, 3).nodes())
        .containsExactly("Pad = Pad(x, [0, 0, 1, 2, 0, 0])");
  }

  @Test
  void kernelOfATransposedConvolutionHasItsFiltersFirst() {
    LayerUnderTest conv =
        LayerUnderTest.keras3("Conv3DTranspose", "filters", 4, "kernel_size", 2).on(-1, 3, 3, 3, 2);

    assertThat(conv.weights().get(0).spec().shape()).isEqualTo(Shape.of(2, 2, 2, 4, 2));
  }
}
