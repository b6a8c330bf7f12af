package io.kerasport.formats;

import io.kerasport.export.ModelFormatException;
import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The version of Keras that wrote a file.
 *
 * @param text as the file has it
 * @param generation what it means
 */
record Version(String text, KerasGeneration generation) {
  private static final String KEY = "keras_version";

  /** TensorFlow.js' own layers are those of Keras 2. */
  private static final String TENSORFLOW_JS = "tfjs-layers ";

  static Version of(@Nullable Object stated, String where) {
    if (stated == null) {
      throw new ModelFormatException(
          "The file states no `keras_version`, as files of Keras 1 do; those are not read",
          where,
          "Load the model with Keras 2 and save it again.",
          null);
    }
    String text = stated.toString();
    if (text.startsWith("2.") || text.startsWith(TENSORFLOW_JS)) {
      return new Version(text, KerasGeneration.KERAS_2);
    }
    if (text.startsWith("3.")) {
      return new Version(text, KerasGeneration.KERAS_3);
    }
    throw new ModelFormatException(
        "The file was written by Keras " + text + "; versions 2 and 3 are read", where, "", null);
  }

  /**
   * The version of an architecture. Where it states none, Keras 3 wrote it, or it was taken out of
   * an archive; the entry for an input's shape tells the generations apart, and the first version
   * that wrote such files stands for the rest.
   */
  static Version ofArchitecture(Config object, String where) {
    if (!object.has(KEY) && object.entries().containsKey("module")) {
      return of(mentions(object, "batch_input_shape") ? "2.12.0" : "3.0.0", where);
    }
    return of(object.get(KEY), where);
  }

  /** The object with the version beside its config, so that it can be read again on its own. */
  Config into(Config object) {
    return object.has(KEY) ? object : object.with(KEY, text);
  }

  private static boolean mentions(@Nullable Object value, String key) {
    if (value instanceof Config object) {
      return object.has(key)
          || object.entries().values().stream().anyMatch(item -> mentions(item, key));
    }
    return value instanceof List<?> list && list.stream().anyMatch(item -> mentions(item, key));
  }
}
