package io.kerasport.core.training;

import io.kerasport.model.Config;
import io.kerasport.model.Weight;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;

/** Settings that a model was compiled with, and that its checkpoint has with other values. */
final class OverruledSettings {
  /**
   * A setting.
   *
   * @param name its name in the configuration
   * @param compiled the value that was asked for
   * @param stored the value that is kept
   */
  private record Setting(String name, Weight compiled, Weight stored) {}

  private final Config compiled;
  private final List<Setting> settings = new ArrayList<>();

  /**
   * Settings of an optimizer.
   *
   * @param compiled its configuration; a setting that it leaves to the default is not overruled
   */
  OverruledSettings(Config compiled) {
    this.compiled = compiled;
  }

  void add(String name, Weight initial, Weight weight) {
    if (weight != initial && compiled.has(name)) {
      settings.add(new Setting(name, initial, weight));
    }
  }

  /** A sentence for each that makes a difference. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (Setting setting : settings) {
      float asked = value(setting.compiled());
      float kept = value(setting.stored());
      if (asked != kept) {
        warnings.add(
            "The checkpoint's "
                + setting.name()
                + " of "
                + kept
                + " counts for more than the "
                + asked
                + " that the model is compiled with, as in Keras.");
      }
    }
    return warnings;
  }

  private static float value(Weight scalar) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(Float.BYTES);
    try {
      scalar.data().writeTo(Channels.newChannel(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + scalar.origin(), e);
    }
    return ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN).getFloat();
  }
}
