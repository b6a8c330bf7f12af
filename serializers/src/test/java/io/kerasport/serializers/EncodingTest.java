package io.kerasport.serializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.UnsupportedModelException;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Categories as vectors, images in other sizes. */
class EncodingTest {
  @Test
  void marksTheCategoriesOfASample() {
    assertThat(
            LayerUnderTest.keras3("CategoryEncoding", "num_tokens", 9)
                .on(DType.INT32, -1, 3)
                .nodes())
        .containsExactly(
            "one_hot = OneHot(x, 9, 1.0, 0.0) axis=-1", "Max = Max(one_hot, [1]) keep_dims=false");
  }

  @Test
  void refusesAnUnknownWayToEncode() {
    LayerUnderTest layer =
        LayerUnderTest.keras3("CategoryEncoding", "num_tokens", 9, "output_mode", "tf_idf");

    assertThatThrownBy(layer::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`output_mode` should be one of one_hot, multi_hot, count");
  }

  @Test
  void refusesSparseOutputs() {
    assertThat(
            LayerUnderTest.keras3("CategoryEncoding", "num_tokens", 9, "sparse", true)
                .unsupported())
        .singleElement()
        .asString()
        .contains("sparse=False");
  }

  @Test
  void refusesSeveralNumbersOfASampleForOneHotOfKeras2() {
    LayerUnderTest layer =
        LayerUnderTest.keras2("CategoryEncoding", "num_tokens", 9, "output_mode", "one_hot")
            .on(DType.INT32, -1, 3);

    assertThatThrownBy(layer::nodes)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("one_hot of Keras 2 takes one number a sample");
  }

  @Test
  void refusesToCropMoreThanThereIs() {
    LayerUnderTest crop =
        LayerUnderTest.keras3("CenterCrop", "height", 6, "width", 2).on(-1, 5, 7, 3);

    assertThatThrownBy(crop::nodes)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("height 6 is more than the 5 of the input");
  }

  @ParameterizedTest
  @ValueSource(strings = {"crop_to_aspect_ratio", "pad_to_aspect_ratio", "antialias"})
  void refusesToResizeInWaysThatHaveNoCounterpart(String flag) {
    assertThat(LayerUnderTest.keras3("Resizing", "height", 6, "width", 2, flag, true).unsupported())
        .containsExactly("resizing with " + flag + " has no counterpart");
  }

  @Test
  void refusesAnUnknownInterpolation() {
    assertThat(
            LayerUnderTest.keras3("Resizing", "height", 6, "width", 2, "interpolation", "lanczos3")
                .unsupported())
        .singleElement()
        .asString()
        .contains("interpolation `lanczos3` has no counterpart");
  }
}
