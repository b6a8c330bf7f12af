package io.kerasport.formats.weights;

import io.kerasport.export.ModelFormatException;
import io.kerasport.model.Config;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON beside sharded weights: which path is in which files. */
public final class ShardMap {
  private static final String KEY = "weight_map";
  private static final int MOST_FILES = 1000;

  private ShardMap() {}

  /** Whether an object is such a map. */
  public static boolean isIn(Config object) {
    return object.get(KEY) instanceof Config;
  }

  /**
   * The names of the files, in the order in which the map mentions them.
   *
   * @param where file, for messages
   * @throws ModelFormatException if the map has other entries, none, or more than a thousand files
   */
  public static List<String> files(Config object, String where) {
    Set<String> files = new LinkedHashSet<>();
    object
        .object(KEY)
        .entries()
        .forEach(
            (path, value) -> {
              List<?> names = value instanceof List<?> list ? list : listOf(value);
              for (Object name : names) {
                if (!(name instanceof String file)) {
                  throw new ModelFormatException(
                      "The map of the weights names no file for `" + path + "`", where, "", null);
                }
                files.add(file);
              }
            });
    if (files.isEmpty() || files.size() > MOST_FILES) {
      throw new ModelFormatException(
          "The map of the weights names "
              + files.size()
              + " files, 1 to "
              + MOST_FILES
              + " are read",
          where,
          "",
          null);
    }
    return List.copyOf(files);
  }

  private static List<?> listOf(@Nullable Object value) {
    List<@Nullable Object> one = new ArrayList<>();
    one.add(value);
    return one;
  }
}
