package io.kerasport.build.layer;

import io.kerasport.build.KerasLayer;
import io.kerasport.model.KerasObject;

/** Activations as layers. */
public final class Activation extends KerasLayer<Activation> {
  private Activation(String className) {
    super(className);
  }

  /** A function by its name, such as {@code gelu}. */
  public static Activation of(String function) {
    return new Activation("Activation").set("activation", function);
  }

  /** {@code max(x, 0)}. */
  public static Activation relu() {
    return new Activation("ReLU");
  }

  /** {@code x} where positive, {@code slope · x} elsewhere. */
  public static Activation leakyRelu(double slope) {
    return new Activation("LeakyReLU").set("negative_slope", slope);
  }

  /** {@code x} where positive, {@code alpha · (exp(x) - 1)} elsewhere. */
  public static Activation elu(double alpha) {
    return new Activation("ELU").set("alpha", alpha);
  }

  /** A leaky one whose slopes are trained. */
  public static Activation prelu() {
    return new Activation("PReLU");
  }

  /** Shares of 1 along an axis. */
  public static Activation softmax(long... axes) {
    return new Activation("Softmax").set("axis", Sizes.oneOrEach(axes));
  }

  /** No result of a ReLU is above this. */
  public Activation maxValue(double largest) {
    return set("max_value", largest);
  }

  /** Axes along which a PReLU has one slope. */
  public Activation sharedAxes(long... axes) {
    return set("shared_axes", axes);
  }

  /** Where the slopes of a PReLU start. */
  public Activation alphaInitializer(KerasObject object) {
    return set("alpha_initializer", object);
  }
}
