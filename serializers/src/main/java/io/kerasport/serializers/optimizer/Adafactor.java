package io.kerasport.serializers.optimizer;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.Slot;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Adam's second moment kept as row and column factors: {@code v ≈ r·c / mean(r)}; the update is
 * clipped by its root mean square and scaled by that of the variable.
 */
final class Adafactor extends CurrentOptimizer {
  private static final TensorSpec PLACEHOLDER = new TensorSpec(DType.INT32, Shape.scalar());

  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    Shape shape = variable.shape();
    if (shape.rank() < 2) {
      Slot velocity = Slot.zeros("velocity", variable);
      // Keras 3 keeps, and stores, two integers in the place of the factors.
      return optimizer.isKeras2()
          ? List.of(velocity)
          : List.of(
              Slot.zeros("row_factor", PLACEHOLDER),
              Slot.zeros("column_factor", PLACEHOLDER),
              velocity);
    }
    Shape rows = shape.slice(0, shape.rank() - 1);
    Shape columns = shape.slice(0, shape.rank() - 2).concat(Shape.of(shape.dim(-1)));
    return List.of(
        Slot.zeros("row_factor", new TensorSpec(variable.dtype(), rows)),
        Slot.zeros("column_factor", new TensorSpec(variable.dtype(), columns)),
        Slot.zeros("velocity", variable));
  }

  @Override
  public void update(OptimizerCall call) {
    Ops tf = call.ops();
    Config config = call.config();
    Operand step = step(call, call.dtype());
    Operand one = tf.scalarLike(step, 1);
    Operand falling = tf.div(one, tf.sqrt(step));
    // Keras lets the rate fall with 1/√t whether or not relative_step is set.
    Operand rho = tf.minimum(call.learningRate(), falling);
    Operand least = tf.scalarLike(step, config.number("epsilon_2", 1e-3));
    Operand alpha = tf.mul(tf.maximum(least, rms(tf, call.variable())), rho);
    Operand squares = tf.add(tf.square(call.gradient()), config.number("epsilon_1", 1e-30));
    Operand beta2 = tf.sub(one, tf.math().pow(step, config.number("beta_2_decay", -0.8)));
    Operand v =
        call.variable().shape().rank() >= 2
            ? factored(call, squares, beta2)
            : mix(tf, beta2, call.slot("velocity"), squares);
    call.assignSlot("velocity", v);
    Operand update = tf.div(call.gradient(), tf.sqrt(v));
    Operand excess = tf.div(rms(tf, update), config.number("clip_threshold", 1));
    Operand clipped = tf.div(update, tf.maximum(one, excess));
    call.assign(tf.sub(call.variable(), tf.mul(alpha, clipped)));
  }

  private static Operand factored(OptimizerCall call, Operand squares, Operand beta2) {
    Ops tf = call.ops();
    Operand r = mix(tf, beta2, call.slot("row_factor"), tf.reduce().mean(squares, false, -1));
    Operand c = mix(tf, beta2, call.slot("column_factor"), tf.reduce().mean(squares, false, -2));
    call.assignSlot("row_factor", r);
    call.assignSlot("column_factor", c);
    Operand rows = tf.div(r, tf.reduce().mean(r, true, -1));
    return tf.mul(tf.arrays().expandDims(rows, -1), tf.arrays().expandDims(c, -2));
  }

  private static Operand mix(Ops tf, Operand beta, Operand average, Operand value) {
    return tf.add(tf.mul(beta, average), tf.mul(tf.sub(tf.scalarLike(beta, 1), beta), value));
  }

  private static Operand rms(Ops tf, Operand x) {
    int[] axes = IntStream.range(0, x.shape().rank()).toArray();
    Operand squared = tf.square(x);
    return tf.sqrt(axes.length == 0 ? squared : tf.reduce().mean(squared, false, axes));
  }
}
