package io.kerasport.serializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.UnsupportedModelException;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  void refusesToCropAndFillUpAtOnce() {
    LayerUnderTest layer =
        LayerUnderTest.keras3(
            "Resizing",
            "height",
            6,
            "width",
            2,
            "crop_to_aspect_ratio",
            true,
            "pad_to_aspect_ratio",
            true);

    assertThatThrownBy(layer::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`pad_to_aspect_ratio` should be false");
  }

  @Test
  void refusesAnUnknownInterpolation() {
    LayerUnderTest layer =
        LayerUnderTest.keras3("Resizing", "height", 6, "width", 2, "interpolation", "area");

    assertThatThrownBy(layer::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`interpolation` should be one of bilinear, nearest, bicubic");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RandAugment", "AugMix", "CutMix", "MixUp", "RandomHue", "RandomErasing"})
  void refusesToTrainWithRandomLayersWithoutACounterpart(String className) {
    LayerUnderTest layer = LayerUnderTest.keras3(className).inTraining().on(-1, 6, 8, 3);

    assertThatThrownBy(layer::nodes)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining(className + " layer cannot be exported for training")
        .hasMessageContaining("Export the model for serving only");
  }

  @ParameterizedTest
  @CsvSource({
    "RandomFlip, mode, sideways",
    "RandomContrast, factor, 1.5",
    "RandomBrightness, factor, -1.5",
    "RandomRotation, factor, 2.0",
    "RandomZoom, height_factor, -1.0",
    "RandomTranslation, height_factor, 1.5",
    "RandomCrop, height, 0"
  })
  void refusesWhatRandomLayersDoNotTake(String className, String key, String value) {
    Object entry = value.matches("-?[0-9.]+") ? (Object) Double.valueOf(value) : value;
    LayerUnderTest layer = LayerUnderTest.keras3(className, key, entry, "width_factor", 0.1);

    assertThatThrownBy(layer::unsupported)
        .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.key()).isEqualTo(key));
  }
}
