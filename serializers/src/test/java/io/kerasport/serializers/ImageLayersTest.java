package io.kerasport.serializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.model.ConfigException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageLayersTest {
  @Test
  void poolsWithStridesAsLargeAsTheWindowByDefault() {
    assertThat(
            LayerUnderTest.keras3("MaxPooling2D", "pool_size", List.of(2, 3), "strides", null)
                .on(-1, 9, 8, 3)
                .nodes())
        .containsExactly("MaxPool = MaxPool(x) ksize=[1,2,3,1] padding=VALID strides=[1,2,3,1]");
  }

  @Test
  void refusesAWindowWithoutSize() {
    LayerUnderTest pooling = LayerUnderTest.keras3("MaxPooling2D", "pool_size", List.of(2, 0));
    assertThatThrownBy(pooling::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`pool_size` should be positive");
  }

  @Test
  void refusesImagesTooLargeToCount() {
    LayerUnderTest up =
        LayerUnderTest.keras3("UpSampling2D", "size", 1 << 20).on(-1, 1 << 20, 1, 3);
    assertThatThrownBy(up::nodes)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`size`");
  }

  @Test
  void poolsAverages() {
    assertThat(
            LayerUnderTest.keras2(
                    "AveragePooling2D", "pool_size", 3, "strides", 1, "padding", "same")
                .on(-1, 9, 8, 3)
                .nodes())
        .containsExactly("AvgPool = AvgPool(x) ksize=[1,3,3,1] padding=SAME strides=[1,1,1,1]");
  }

  @Test
  void poolsChannelsFirstByTransposing() {
    assertThat(
            LayerUnderTest.keras3("MaxPool2D", "pool_size", 2, "data_format", "channels_first")
                .on(-1, 3, 9, 8)
                .nodes())
        .containsExactly(
            "transpose = Transpose(x, [0, 2, 3, 1])",
            "MaxPool = MaxPool(transpose) ksize=[1,2,2,1] padding=VALID strides=[1,2,2,1]",
            "transpose_1 = Transpose(MaxPool, [0, 3, 1, 2])");
  }

  @Test
  void poolsWholeImages() {
    assertThat(LayerUnderTest.keras3("GlobalAveragePooling2D").on(-1, 9, 8, 3).nodes())
        .containsExactly("Mean = Mean(x, [1, 2]) keep_dims=false");
    assertThat(
            LayerUnderTest.keras3(
                    "GlobalMaxPooling2D", "data_format", "channels_first", "keepdims", true)
                .on(-1, 3, 9, 8)
                .nodes())
        .containsExactly("Max = Max(x, [2, 3]) keep_dims=true");
  }

  @Test
  void padsWithOneNumberForAllBorders() {
    assertThat(LayerUnderTest.keras3("ZeroPadding2D", "padding", 2).on(-1, 9, 8, 3).nodes())
        .containsExactly("Pad = Pad(x, [0, 0, 2, 2, 2, 2, 0, 0])");
  }

  @Test
  void padsWithOneNumberForEachAxis() {
    assertThat(
            LayerUnderTest.keras3("ZeroPadding2D", "padding", List.of(1, 3))
                .on(-1, 9, 8, 3)
                .nodes())
        .containsExactly("Pad = Pad(x, [0, 0, 1, 1, 3, 3, 0, 0])");
  }

  @Test
  void padsWithOneNumberForEachBorder() {
    assertThat(
            LayerUnderTest.keras3(
                    "ZeroPadding2D",
                    "padding",
                    List.of(List.of(1, 0), List.of(2, 3)),
                    "data_format",
                    "channels_first")
                .on(-1, 3, 9, 8)
                .nodes())
        .containsExactly("Pad = Pad(x, [0, 0, 0, 0, 1, 0, 2, 3])");
  }

  @Test
  void refusesNegativePadding() {
    LayerUnderTest padding = LayerUnderTest.keras3("ZeroPadding2D", "padding", List.of(1, -1));
    assertThatThrownBy(padding::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "`padding` should be a number, a number for each axis or a pair for each");
  }

  @Test
  void cropsFromBothEnds() {
    assertThat(
            LayerUnderTest.keras3("Cropping2D", "cropping", List.of(List.of(2, 1), List.of(0, 3)))
                .on(-1, 9, 8, 3)
                .nodes())
        .containsExactly(
            "strided_slice = StridedSlice(x, [0, 2, 0], [0, -1, -3], [1, 1, 1])"
                + " begin_mask=0 end_mask=1 shrink_axis_mask=0");
  }

  @Test
  void repeatsPixels() {
    assertThat(LayerUnderTest.keras3("UpSampling2D", "size", List.of(2, 3)).on(-1, 9, 8, 3).nodes())
        .containsExactly(
            "ResizeNearestNeighbor = ResizeNearestNeighbor(x, [18, 24]) half_pixel_centers=true");
  }

  @Test
  void multipliesSizesThatAreUnknown() {
    assertThat(
            LayerUnderTest.keras3("UpSampling2D", "size", 2, "interpolation", "bilinear")
                .on(-1, -1, -1, 3)
                .nodes())
        .containsExactly(
            "Shape = Shape(x) out_type=INT32",
            "strided_slice = StridedSlice(Shape, [1], [3], [1])"
                + " begin_mask=0 end_mask=0 shrink_axis_mask=0",
            "mul = Mul(strided_slice, [2, 2])",
            "ResizeBilinear = ResizeBilinear(x, mul) half_pixel_centers=true");
  }

  @Test
  void resamplesWithKernels() {
    assertThat(
            LayerUnderTest.keras2("UpSampling2D", "size", 2, "interpolation", "lanczos5")
                .on(-1, 9, 8, 3)
                .nodes())
        .containsExactly(
            "ScaleAndTranslate = ScaleAndTranslate(x, [18, 16], [2.0, 2.0], [0.0, 0.0])"
                + " antialias=false kernel_type=lanczos5");
  }

  @Test
  void refusesAnUnknownInterpolation() {
    assertThat(LayerUnderTest.keras3("UpSampling2D", "interpolation", "hermite").unsupported())
        .singleElement()
        .asString()
        .contains("`hermite`")
        .contains("nearest, bilinear");
  }

  @Test
  void dropsMasks() {
    assertThat(
            LayerUnderTest.keras2("MaxPooling2D", "pool_size", 2)
                .on(-1, 9, 8, 3)
                .masked()
                .outputMask())
        .isNull();
  }
}
