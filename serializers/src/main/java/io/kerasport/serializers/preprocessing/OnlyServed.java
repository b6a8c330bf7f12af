package io.kerasport.serializers.preprocessing;

import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.graph.Operand;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;

/**
 * A random layer of images that has a counterpart only where it leaves images as they are.
 *
 * @param className its class
 * @param casts whether it gives its compute type; else images keep theirs
 */
record OnlyServed(String className, boolean casts) implements LayerSerializer {
  static final List<String> KERAS_3 =
      List.of(
          "AugMix",
          "CutMix",
          "MixUp",
          "RandAugment",
          "RandomColorDegeneration",
          "RandomColorJitter",
          "RandomElasticTransform",
          "RandomErasing",
          "RandomGaussianBlur",
          "RandomGrayscale",
          "RandomHue",
          "RandomInvert",
          "RandomPerspective",
          "RandomPosterization",
          "RandomSaturation",
          "RandomSharpness",
          "RandomShear");
  static final List<String> KERAS_2 = List.of("RandomHeight", "RandomWidth");

  @Override
  public boolean autocastsInputs() {
    return casts;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    if (call.training()) {
      throw new UnsupportedModelException(
          "A " + className + " layer cannot be exported for training",
          List.of(
              new Problem(
                  className + " has a counterpart only where it leaves images as they are",
                  "layer " + call.layer().name())),
          "Export the model for serving only, or change images before they reach it.");
    }
    Operand x = call.input();
    return LayerOutput.of(casts ? call.ops().cast(x, call.layer().computeDType()) : x);
  }
}
