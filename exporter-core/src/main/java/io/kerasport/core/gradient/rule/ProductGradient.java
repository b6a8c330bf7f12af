package io.kerasport.core.gradient.rule;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.GradientCall;

/**
 * y = Π x over axes: dx is dy times the product of the other factors, which is exact where factors
 * are 0, unlike y / x.
 *
 * <p>The reduced axes come to the front and become one axis; the others are the product of all
 * factors before and all behind.
 */
final class ProductGradient {
  private final Ops tf;
  private final GradientCall op;

  ProductGradient(GradientCall op) {
    this.op = op;
    tf = op.ops();
  }

  Operand ofInput() {
    Operand x = op.input(0);
    Reduced reduced = new Reduced(op);
    Operand order = Shapes.join(tf, reduced.positiveAxes(), reduced.otherAxes());
    Operand inFront = tf.binary("Transpose", x, order);
    Operand count = Shapes.product(tf, gather(tf.arrays().shape(x), reduced.positiveAxes()));
    Operand factors =
        tf.reshape(inFront, Shapes.join(tf, Shapes.vector(tf, count), others(x, reduced)));
    Operand product = tf.mul(running(factors, false), running(factors, true));
    Operand back =
        tf.binary(
            "Transpose",
            tf.reshape(product, tf.arrays().shape(inFront)),
            tf.unary("InvertPermutation", order));
    return tf.mul(back, reduced.keepingAxes(op.gradient()));
  }

  /** The number of elements that are not reduced over, as a vector. */
  private Operand others(Operand x, Reduced reduced) {
    return Shapes.vector(tf, Shapes.product(tf, gather(tf.arrays().shape(x), reduced.otherAxes())));
  }

  private Operand gather(Operand vector, Operand positions) {
    return tf.graph()
        .node("GatherV2")
        .input(vector)
        .input(positions)
        .input(tf.scalar(0))
        .buildOutput();
  }

  private Operand running(Operand factors, boolean reverse) {
    return tf.graph()
        .node("Cumprod")
        .input(factors)
        .input(tf.scalar(0))
        .attr("exclusive", Attr.of(true))
        .attr("reverse", Attr.of(reverse))
        .buildOutput();
  }
}
