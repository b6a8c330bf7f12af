package io.kerasport.serializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.kerasport.model.ConfigException;
import io.kerasport.model.Shape;
import io.kerasport.spi.WeightSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConvolutionTest {
  @Test
  void convolvesAddsBiasAndActivates() {
    assertThat(
            LayerUnderTest.keras3(
                    "Conv2D",
                    "filters",
                    4,
                    "kernel_size",
                    List.of(3, 2),
                    "strides",
                    List.of(2, 1),
                    "padding",
                    "same",
                    "activation",
                    "relu")
                .on(-1, 9, 8, 3)
                .nodes())
        .containsExactly(
            "Conv2D = Conv2D(x, kernel) dilations=[1,1,1,1] padding=SAME strides=[1,2,1,1]",
            "BiasAdd = BiasAdd(Conv2D, bias)",
            "Relu = Relu(BiasAdd)");
  }

  @Test
  void givesDilationsToTheOp() {
    assertThat(
            LayerUnderTest.keras3(
                    "Conv2D", "filters", 4, "kernel_size", 3, "dilation_rate", 2, "use_bias", false)
                .on(-1, 9, 8, 3)
                .nodes())
        .containsExactly(
            "Conv2D = Conv2D(x, kernel) dilations=[1,2,2,1] padding=VALID strides=[1,1,1,1]");
  }

  @Test
  void transposesAroundTheOpForChannelsFirst() {
    assertThat(
            LayerUnderTest.keras3(
                    "Conv2D",
                    "filters",
                    4,
                    "kernel_size",
                    3,
                    "data_format",
                    "channels_first",
                    "activation",
                    "softmax")
                .on(-1, 3, 9, 8)
                .nodes())
        .containsExactly(
            "transpose = Transpose(x, [0, 2, 3, 1])",
            "Conv2D = Conv2D(transpose, kernel) dilations=[1,1,1,1] padding=VALID strides=[1,1,1,1]",
            "BiasAdd = BiasAdd(Conv2D, bias)",
            "transpose_1 = Transpose(BiasAdd, [0, 3, 1, 2])",
            "Softmax = Softmax(transpose_1)");
  }

  @Test
  void servesGroupsWithOneOpThatIsNotFused() {
    assertThat(grouped(2).nodes())
        .containsExactly(
            "Conv2D = Conv2D(x, kernel) dilations=[1,1,1,1] padding=VALID strides=[1,1,1,1]",
            "EnsureShape = EnsureShape(Conv2D) shape=(?, ?, ?, 8)");
  }

  @Test
  void trainsGroupsOneByOneBecauseTheOpHasNoGradientOnCpu() {
    assertThat(grouped(2).inTraining().on(-1, 9, 8, 4).nodes())
        .containsExactly(
            "split = Split(-1, x) num_split=2",
            "split_1 = Split(-1, kernel) num_split=2",
            "Conv2D = Conv2D(split, split_1) dilations=[1,1,1,1] padding=VALID strides=[1,1,1,1]",
            "Conv2D_1 = Conv2D(split:1, split_1:1) dilations=[1,1,1,1] padding=VALID strides=[1,1,1,1]",
            "concat = ConcatV2(Conv2D, Conv2D_1, -1)");
  }

  @Test
  void takesGroupsOfOneChannelDepthwise() {
    assertThat(grouped(4).nodes())
        .containsExactly(
            "Reshape = Reshape(kernel, [3, 3, 4, 2])",
            "depthwise = DepthwiseConv2dNative(x, Reshape) padding=VALID strides=[1,1,1,1]");
  }

  private static LayerUnderTest grouped(int groups) {
    return LayerUnderTest.keras3(
            "Conv2D", "filters", 8, "kernel_size", 3, "groups", groups, "use_bias", false)
        .on(-1, 9, 8, 4);
  }

  @Test
  void dividesTheKernelsChannelsByTheGroups() {
    assertThat(grouped(2).weights().get(0).spec().shape()).isEqualTo(Shape.of(3, 3, 2, 8));
  }

  @Test
  void refusesGroupsThatDoNotDivideTheChannels() {
    assertThatThrownBy(() -> grouped(3).weights())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`groups` should be a divisor of 4 channels and 8 filters, found 3");
  }

  @Test
  void refusesStridesTogetherWithDilation() {
    assertThat(
            LayerUnderTest.keras3(
                    "Conv2D", "filters", 4, "kernel_size", 3, "strides", 2, "dilation_rate", 2)
                .unsupported())
        .singleElement()
        .asString()
        .contains("strides and dilation_rate");
  }

  @Test
  void refusesAPaddingThatDoesNotExist() {
    LayerUnderTest conv =
        LayerUnderTest.keras3("Conv2D", "filters", 4, "kernel_size", 3, "padding", "causal");
    assertThatThrownBy(conv::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("\"causal\"");
  }

  @Test
  void convolvesDepthwise() {
    assertThat(depthwise("strides", 2, "padding", "same").on(-1, 9, 8, 3).nodes())
        .containsExactly(
            "depthwise = DepthwiseConv2dNative(x, kernel) padding=SAME strides=[1,2,2,1]");
  }

  @Test
  void choosesFromStrideOneWhereStridesDiffer() {
    assertThat(depthwise("strides", List.of(2, 1)).on(-1, 9, 8, 3).nodes())
        .containsExactly(
            "depthwise = DepthwiseConv2dNative(x, kernel) padding=VALID strides=[1,1,1,1]",
            "strided_slice = StridedSlice(depthwise, [0, 0, 0], [0, 0, 0], [1, 2, 1])"
                + " begin_mask=0 end_mask=7 shrink_axis_mask=0");
  }

  @Test
  void dilatesByInterleavedParts() {
    // Height 9 and width 8, a filter that reaches 4: 2 before and 2 behind, and behind that as much
    // as makes 13 and 12 multiples of 2.
    assertThat(depthwise("dilation_rate", 2, "padding", "same").on(-1, 9, 8, 3).nodes())
        .containsExactly(
            "SpaceToBatchND = SpaceToBatchND(x, [2, 2], [2, 3, 2, 2])",
            "depthwise = DepthwiseConv2dNative(SpaceToBatchND, kernel) padding=VALID strides=[1,1,1,1]",
            "BatchToSpaceND = BatchToSpaceND(depthwise, [2, 2], [0, 1, 0, 0])");
  }

  @Test
  void measuresImagesWhoseSizeIsUnknown() {
    assertThat(depthwise("dilation_rate", 2).on(-1, -1, -1, 3).nodes())
        .contains(
            "borders/Shape = Shape(x) out_type=INT32",
            "SpaceToBatchND = SpaceToBatchND(x, [2, 2], borders/stack)",
            "BatchToSpaceND = BatchToSpaceND(depthwise, [2, 2], borders/stack_1)");
  }

  private static LayerUnderTest depthwise(Object... settings) {
    Object[] all = new Object[settings.length + 4];
    System.arraycopy(settings, 0, all, 4, settings.length);
    all[0] = "kernel_size";
    all[1] = 3;
    all[2] = "use_bias";
    all[3] = false;
    return LayerUnderTest.keras3("DepthwiseConv2D", all);
  }

  @Test
  void callsTheDepthwiseKernelAsItsGenerationDoes() {
    WeightSpec keras2 =
        LayerUnderTest.keras2("DepthwiseConv2D", "kernel_size", 3).on(-1, 9, 8, 3).weights().get(0);
    assertThat(keras2.name()).isEqualTo("depthwise_kernel");
    assertThat(keras2.storedAs()).containsExactly("depthwise_kernel", "kernel");
    WeightSpec keras3 = depthwise().on(-1, 9, 8, 3).weights().get(0);
    assertThat(keras3.name()).isEqualTo("kernel");
    assertThat(keras3.trackedAs()).containsExactly("kernel", "depthwise_kernel");
    assertThat(keras3.initializer()).isEqualTo("depthwise_initializer");
  }

  @Test
  void countsOutputsOfEveryChannel() {
    assertThat(
            LayerUnderTest.keras3("DepthwiseConv2D", "kernel_size", 3, "depth_multiplier", 2)
                .on(-1, 9, 8, 3)
                .weights())
        .extracting(weight -> weight.spec().shape())
        .containsExactly(Shape.of(3, 3, 3, 2), Shape.of(6));
  }

  @Test
  void separatesDepthFromPoints() {
    LayerUnderTest separable =
        LayerUnderTest.keras3(
                "SeparableConv2D",
                "filters",
                5,
                "kernel_size",
                3,
                "strides",
                2,
                "depth_multiplier",
                2)
            .on(-1, 9, 8, 3);
    assertThat(separable.nodes())
        .containsExactly(
            "depthwise = DepthwiseConv2dNative(x, depthwise_kernel) padding=VALID strides=[1,2,2,1]",
            "Conv2D = Conv2D(depthwise, pointwise_kernel)"
                + " dilations=[1,1,1,1] padding=VALID strides=[1,1,1,1]",
            "BiasAdd = BiasAdd(Conv2D, bias)");
    assertThat(separable.weights())
        .extracting(WeightSpec::name, weight -> weight.spec().shape())
        .containsExactly(
            tuple("depthwise_kernel", Shape.of(3, 3, 3, 2)),
            tuple("pointwise_kernel", Shape.of(1, 1, 6, 5)),
            tuple("bias", Shape.of(5)));
  }
}
