package io.kerasport.formats;

import io.kerasport.export.ModelFormatException;
import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;
import org.jspecify.annotations.Nullable;

/**
 * The version of Keras that wrote a file.
 *
 * @param text as the file has it
 * @param generation what it means
 */
record Version(String text, KerasGeneration generation) {
  private static final String KEY = "keras_version";

  static Version of(@Nullable Object stated, String where) {
    if (stated == null) {
      throw new ModelFormatException(
          "The file states no `keras_version`, as files of Keras 1 do; those are not read",
          where,
          "Load the model with Keras 2 and save it again.",
          null);
    }
    String text = stated.toString();
    if (text.startsWith("2.")) {
      return new Version(text, KerasGeneration.KERAS_2);
    }
    if (text.startsWith("3.")) {
      return new Version(text, KerasGeneration.KERAS_3);
    }
    throw new ModelFormatException(
        "The file was written by Keras " + text + "; versions 2 and 3 are read", where, "", null);
  }

  /** The object with the version beside its config, so that it can be read again on its own. */
  Config into(Config object) {
    return object.has(KEY) ? object : object.with(KEY, text);
  }
}
