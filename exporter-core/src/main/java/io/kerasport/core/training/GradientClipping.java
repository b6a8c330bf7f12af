package io.kerasport.core.training;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Clips gradients as the optimizer's settings say: each by its norm, all by their common norm, or
 * each element.
 */
record GradientClipping(Ops tf, Config config) {

  List<Operand> clip(List<Operand> gradients) {
    double norm = config.number("clipnorm", 0);
    double globalNorm = config.number("global_clipnorm", 0);
    double value = config.number("clipvalue", 0);
    if (norm > 0) {
      return gradients.stream().map(g -> scale(g, tf.sqrt(squares(g)), norm)).toList();
    }
    if (globalNorm > 0 && !gradients.isEmpty()) {
      Operand sum = squares(gradients.get(0));
      for (Operand gradient : gradients.subList(1, gradients.size())) {
        sum = tf.add(sum, tf.cast(squares(gradient), sum.dtype()));
      }
      Operand total = tf.sqrt(sum);
      return gradients.stream().map(g -> scale(g, tf.cast(total, g.dtype()), globalNorm)).toList();
    }
    if (value > 0) {
      List<Operand> clipped = new ArrayList<>();
      gradients.forEach(g -> clipped.add(tf.math().clip(g, -value, value)));
      return clipped;
    }
    return gradients;
  }

  /** {@code g · clip / max(norm, clip)}. */
  private Operand scale(Operand gradient, Operand norm, double clip) {
    Operand limit = tf.scalarLike(gradient, clip);
    return tf.div(tf.mul(gradient, limit), tf.maximum(norm, limit));
  }

  private Operand squares(Operand gradient) {
    int[] axes = IntStream.range(0, gradient.shape().rank()).toArray();
    Operand squared = tf.square(gradient);
    return axes.length == 0 ? squared : tf.reduce().sum(squared, false, axes);
  }
}
