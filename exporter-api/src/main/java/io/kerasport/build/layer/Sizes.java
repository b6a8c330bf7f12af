package io.kerasport.build.layer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sizes as Keras takes them. */
final class Sizes {
  private Sizes() {}

  /** Sizes with null in the places of -1. */
  static List<@Nullable Long> nullForOpen(long... sizes) {
    List<@Nullable Long> list = new ArrayList<>();
    for (long size : sizes) {
      list.add(size < 0 ? null : (Long) size);
    }
    return list;
  }

  /** One size for all axes, or one for each. */
  static Object oneOrEach(long... sizes) {
    return sizes.length == 1 ? (Object) sizes[0] : sizes;
  }
}
