package io.kerasport.serializers.metric;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.serializers.metric.ScoredElements.Elements;
import java.util.EnumMap;
import java.util.Map;

/** Counts, for each threshold, what lies in each cell of a batch's confusion matrix. */
final class ConfusionCounts {
  private final Ops tf;
  private final Thresholds thresholds;

  ConfusionCounts(Ops tf, Thresholds thresholds) {
    this.tf = tf;
    this.thresholds = thresholds;
  }

  /**
   * The counts of every cell: a vector, or with a column for each label.
   *
   * @param elements the batch
   */
  Map<Cell, Operand> of(Elements elements) {
    return thresholds.even() ? byPlace(elements) : byComparison(elements);
  }

  /** Compares every prediction with every threshold. */
  private Map<Cell, Operand> byComparison(Elements elements) {
    int rank = elements.prediction().shape().rank() + 1;
    Operand rows = tf.arrays().expandDims(elements.prediction(), 0);
    Operand isPositive = tf.math().greater(rows, thresholds.tensor(tf, rank));
    Operand positive = tf.cast(isPositive, DType.FLOAT);
    Operand negative = tf.cast(tf.math().logicalNot(isPositive), DType.FLOAT);
    Map<Cell, Operand> counts = new EnumMap<>(Cell.class);
    counts.put(Cell.TRUE_POSITIVES, weighted(positive, elements.trueWeight()));
    counts.put(Cell.FALSE_POSITIVES, weighted(positive, elements.falseWeight()));
    counts.put(Cell.TRUE_NEGATIVES, weighted(negative, elements.falseWeight()));
    counts.put(Cell.FALSE_NEGATIVES, weighted(negative, elements.trueWeight()));
    return counts;
  }

  private Operand weighted(Operand decided, Operand weights) {
    return tf.reduce().sum(tf.mul(decided, weights), false, 1);
  }

  /** Computes the place of every prediction among the thresholds, and sums from the top down. */
  private Map<Cell, Operand> byPlace(Elements elements) {
    Operand places = places(elements);
    Operand truePositives = above(elements, elements.trueWeight(), places);
    Operand falsePositives = above(elements, elements.falseWeight(), places);
    Operand trues = tf.reduce().sum(elements.trueWeight(), false, 0);
    Operand falses = tf.reduce().sum(elements.falseWeight(), false, 0);
    Map<Cell, Operand> counts = new EnumMap<>(Cell.class);
    counts.put(Cell.TRUE_POSITIVES, truePositives);
    counts.put(Cell.FALSE_POSITIVES, falsePositives);
    counts.put(Cell.TRUE_NEGATIVES, tf.sub(falses, falsePositives));
    counts.put(Cell.FALSE_NEGATIVES, tf.sub(trues, truePositives));
    return counts;
  }

  /** The last threshold that each prediction exceeds; -1 for one that exceeds none. */
  private Operand places(Elements elements) {
    Operand p = tf.math().clip(elements.prediction(), 0, 1);
    Operand place = tf.sub(tf.unary("Ceil", tf.mul(p, thresholds.count() - 1)), 1);
    return tf.cast(thresholds.startBelowZero() ? tf.nn().relu(place) : place, DType.INT32);
  }

  /** For each threshold, the sum of the weights of the predictions that exceed it. */
  private Operand above(Elements elements, Operand weights, Operand places) {
    if (elements.labels() == ScoredElements.TOGETHER) {
      return fromTheTop(segmentSum(weights, places, thresholds.count()), 0);
    }
    int labels = elements.labels();
    int[] starts = new int[labels];
    for (int i = 0; i < labels; i++) {
      starts[i] = i * thresholds.count();
    }
    Operand ofLabel = tf.add(places, tf.constant(TensorValue.ofInts(Shape.of(1, labels), starts)));
    Operand sums = segmentSum(weights, ofLabel, labels * thresholds.count());
    Operand rows = tf.arrays().reshape(sums, labels, thresholds.count());
    return tf.arrays().transpose(fromTheTop(rows, 1), 1, 0);
  }

  private Operand segmentSum(Operand weights, Operand segments, int count) {
    return tf.graph()
        .node("UnsortedSegmentSum")
        .input(weights)
        .input(segments)
        .input(tf.scalar(count))
        .buildOutput();
  }

  private Operand fromTheTop(Operand x, int axis) {
    return tf.graph()
        .node("Cumsum")
        .input(x)
        .input(tf.scalar(axis))
        .attr("reverse", Attr.of(true))
        .buildOutput();
  }
}
