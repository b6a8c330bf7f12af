package io.kerasport.serializers.attention;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.DType;
import io.kerasport.spi.LayerCall;
import org.jspecify.annotations.Nullable;

/** Which positions of a source may be seen from which of a target, all conditions together. */
final class AttentionMasks {
  private final Ops tf;
  private @Nullable Operand mask;

  AttentionMasks(Ops tf) {
    this.tf = tf.withScope("mask");
  }

  /** The mask so far: (batch, target positions, source positions), or null for none. */
  @Nullable Operand mask() {
    return mask;
  }

  /** Takes a mask of (batch, target positions). */
  AttentionMasks target(@Nullable Operand positions) {
    return positions == null ? this : and(tf.arrays().expandDims(set(positions), -1));
  }

  /** Takes a mask of (batch, source positions). */
  AttentionMasks source(@Nullable Operand positions) {
    return positions == null ? this : and(tf.arrays().expandDims(set(positions), -2));
  }

  /** Takes a mask of the full shape. */
  AttentionMasks given(@Nullable Operand full) {
    return full == null ? this : and(set(full));
  }

  /** Hides what comes later in the source. */
  AttentionMasks causal(Operand target, int targetAxis, Operand source, int sourceAxis) {
    Operand rows = rows(target, targetAxis);
    return and(
        tf.arrays().expandDims(tf.math().greaterEqual(rows, columns(source, sourceAxis)), 0));
  }

  /** Hides what is that far away or farther. */
  AttentionMasks window(Operand target, Operand source, int size) {
    Operand distance = tf.math().abs(tf.sub(rows(target, 1), columns(source, 1)));
    return and(tf.arrays().expandDims(tf.math().less(distance, tf.scalar(size)), 0));
  }

  private Operand rows(Operand target, int axis) {
    return tf.arrays().expandDims(columns(target, axis), 1);
  }

  private Operand columns(Operand source, int axis) {
    return tf.arrays().range(0, tf.arrays().size(source, axis));
  }

  private Operand set(Operand any) {
    return tf.cast(any, DType.BOOL);
  }

  private AttentionMasks and(Operand more) {
    mask = mask == null ? more : tf.math().logicalAnd(mask, more);
    return this;
  }

  static boolean flag(LayerCall call, String keyword) {
    return call.keywordConstant(keyword).filter(Boolean.TRUE::equals).isPresent();
  }
}
