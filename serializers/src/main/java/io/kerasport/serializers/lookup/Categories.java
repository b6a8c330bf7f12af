package io.kerasport.serializers.lookup;

import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.graph.TextOps;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.spi.LayerCall;
import java.util.List;
import java.util.Set;

/**
 * Numbers of categories as the vectors of an output mode.
 *
 * @param call the call of the layer
 * @param mode a mode other than {@link OutputMode#INT}; {@link OutputMode#TF_IDF} gives counts
 * @param depth how many categories there are; other numbers are left out
 * @param type element type of the vectors
 */
record Categories(LayerCall call, OutputMode mode, long depth, DType type) {
  private static final Set<DType> COUNTED =
      Set.of(DType.INT32, DType.INT64, DType.FLOAT, DType.DOUBLE);

  Operand encode(Operand numbers) {
    Ops tf = call.ops();
    int rank = numbers.shape().rank();
    Operand x = rank == 0 ? tf.arrays().reshape(numbers, 1) : numbers;
    return call.layer().isKeras2() ? keras2(x) : keras3(x);
  }

  /** The same for rows of any lengths, each of them a sample. */
  Operand encode(TextOps.Rows numbers) {
    if (mode == OutputMode.ONE_HOT) {
      throw problem("one_hot takes one number a sample, not a text of any length");
    }
    Ops tf = call.ops();
    DType counted = counted();
    Operand counts =
        tf.graph()
            .node("RaggedBincount")
            .name("bincount")
            .input(numbers.splits())
            .input(numbers.values())
            .input(depthLike(numbers.values()))
            .input(none(counted))
            .attr("binary_output", Attr.of(mode == OutputMode.MULTI_HOT))
            .buildOutput();
    // TensorFlow does not infer the shape
    Operand shaped = tf.arrays().ensureShape(counts, Shape.of(Shape.UNKNOWN_DIM, depth));
    return tf.cast(shaped, type);
  }

  /** Keras 2 counts in every mode. */
  private Operand keras2(Operand x) {
    boolean each = mode == OutputMode.ONE_HOT && x.shape().dim(-1) != 1;
    Operand samples = each ? call.ops().arrays().expandDims(x, -1) : x;
    if (samples.shape().rank() > 2) {
      throw problem(modeName() + " of Keras 2 takes no numbers of shape " + x.shape());
    }
    return bincount(samples);
  }

  private Operand keras3(Operand x) {
    Ops tf = call.ops();
    int rank = x.shape().rank();
    if (mode == OutputMode.ONE_HOT) {
      boolean single = rank > 1 && x.shape().dim(-1) == 1;
      return oneHot(single ? tf.arrays().squeeze(x, -1) : x);
    }
    if (rank <= 2) {
      return bincount(x);
    }
    Operand places = oneHot(x);
    return mode == OutputMode.MULTI_HOT
        ? tf.reduce().max(places, false, 1)
        : tf.reduce().sum(places, false, 1);
  }

  private Operand oneHot(Operand numbers) {
    Ops tf = call.ops();
    return tf.graph()
        .node("OneHot")
        .name("one_hot")
        .input(numbers)
        .input(tf.scalar(Math.toIntExact(depth)))
        .input(tf.constant(TensorValue.scalar(type, 1)))
        .input(tf.constant(TensorValue.scalar(type, 0)))
        .attr("axis", Attr.of(-1))
        .buildOutput();
  }

  private Operand bincount(Operand numbers) {
    Ops tf = call.ops();
    DType counted = counted();
    Operand counts =
        tf.graph()
            .node("DenseBincount")
            .name("bincount")
            .input(numbers)
            .input(depthLike(numbers))
            .input(none(counted))
            .attr("binary_output", Attr.of(mode != OutputMode.COUNT && mode != OutputMode.TF_IDF))
            .buildOutput();
    return tf.cast(counts, type);
  }

  /** The op counts in few types. */
  private DType counted() {
    return COUNTED.contains(type) ? type : DType.FLOAT;
  }

  private Operand depthLike(Operand numbers) {
    return call.ops().constant("size", TensorValue.scalar(numbers.dtype(), depth));
  }

  /** No weights, so that every number counts once. */
  private Operand none(DType counted) {
    return call.ops().constant("weights", TensorValue.ofNumbers(counted, Shape.of(0)));
  }

  private String modeName() {
    return call.config().string(OutputMode.KEY, "int");
  }

  private UnsupportedModelException problem(String what) {
    return new UnsupportedModelException(
        "Layer " + call.layer().name() + " cannot encode its input",
        List.of(new Problem(what, "layer " + call.layer().name())),
        "");
  }
}
