package io.kerasport.formats.topology;

import io.kerasport.export.ModelFormatException;
import io.kerasport.model.ConfigException;
import java.util.function.Supplier;

/** Where in a configuration something stands: the file, and the way of keys to it. */
record Place(String text) {
  Place key(String key) {
    return new Place(text + "." + key);
  }

  Place item(int index) {
    return new Place(text + "[" + index + "]");
  }

  Place layer(String name) {
    return new Place(text + " (layer `" + name + "`)");
  }

  ModelFormatException error(String summary) {
    return error(summary, "");
  }

  ModelFormatException error(String summary, String wayOut) {
    return new ModelFormatException(summary, text, wayOut, null);
  }

  /** Runs code that reads entries, and says where it stood when one has the wrong type. */
  <T> T read(Supplier<T> code) {
    try {
      return code.get();
    } catch (ConfigException e) {
      throw new ModelFormatException("The configuration entry " + e.getMessage(), text, "", e);
    }
  }
}
