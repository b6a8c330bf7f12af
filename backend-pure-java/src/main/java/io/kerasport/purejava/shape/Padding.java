package io.kerasport.purejava.shape;

import io.kerasport.purejava.ops.NodeAttrs;
import java.util.List;

/**
 * How a windowed op pads its input.
 *
 * @param kind {@code SAME}, {@code VALID} or {@code EXPLICIT}
 * @param explicit for {@code EXPLICIT}, what is added before and after each axis; else empty
 */
record Padding(String kind, List<Long> explicit) {
  /** Reads and checks the attributes {@code padding} and {@code explicit_paddings}. */
  static Padding of(NodeAttrs attrs, TensorFormat format) {
    String kind = attrs.text("padding");
    List<Long> explicit =
        attrs.has("explicit_paddings") ? attrs.integers("explicit_paddings") : List.of();
    Padding padding = new Padding(kind, explicit);
    padding.check(format);
    return padding;
  }

  private void check(TensorFormat format) {
    if (!kind.equals("EXPLICIT")) {
      if (!explicit.isEmpty()) {
        throw new ShapeException(
            "explicit_paddings should be empty for padding " + kind + ", found " + explicit);
      }
      return;
    }
    if (explicit.size() != 2 * format.rank()) {
      throw new ShapeException(
          "explicit_paddings should have " + 2 * format.rank() + " numbers, found " + explicit);
    }
    if (explicit.stream().anyMatch(amount -> amount < 0)) {
      throw new ShapeException("explicit_paddings should not be negative, found " + explicit);
    }
    if (total(format.batchAxis()) != 0 || total(format.channelAxis()) != 0) {
      throw new ShapeException(
          "explicit_paddings should not pad batch or channels, found " + explicit);
    }
  }

  boolean isSame() {
    return kind.equals("SAME");
  }

  /** What is added to an axis on both sides together. */
  long total(int axis) {
    return explicit.isEmpty() ? 0 : explicit.get(2 * axis) + explicit.get(2 * axis + 1);
  }
}
