package io.kerasport.serializers.operation;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Operations that make tensors of a given shape, or tell the shape of one. */
final class Fillings {
  private Fillings() {}

  static Map<String, Operation> byName() {
    Map<String, Operation> all = new LinkedHashMap<>();
    all.put("ZerosLike", Operation.of("x", call -> like(call, "ZerosLike")));
    all.put("OnesLike", Operation.of("x", call -> like(call, "OnesLike")));
    all.put("FullLike", Operation.of("x fill_value", Fillings::fullLike));
    all.put("Full", Operation.of("fill_value", Fillings::full));
    return all;
  }

  private static Operand full(OperationCall call) {
    Ops tf = call.tf();
    Operand value = call.tensor("fill_value");
    Operand cast = tf.cast(value, call.dtype("dtype", value.dtype()));
    return tf.arrays().broadcastTo(cast, Sizing.vector(tf, "shape", call.required("shape")));
  }

  private static Operand like(OperationCall call, String type) {
    Operand x = call.x();
    return call.tf().unary(type, call.tf().cast(x, call.dtype("dtype", x.dtype())));
  }

  private static Operand fullLike(OperationCall call) {
    Operand x = call.x();
    DType dtype = call.dtype("dtype", x.dtype());
    Operand value = call.tensor("fill_value", dtype);
    return call.tf().arrays().broadcastTo(value, call.tf().arrays().shape(x));
  }

  /** TensorFlow's {@code fill}. */
  static Operand fill(OperationCall call) {
    return filled(call, "dims", call.tensor("value"));
  }

  /** TensorFlow's {@code zeros} and {@code ones}. */
  static Operand constant(OperationCall call, double value) {
    DType dtype = call.dtype("dtype", DType.FLOAT);
    return filled(call, "shape", call.tf().constant(TensorValue.scalar(dtype, value)));
  }

  private static Operand filled(OperationCall call, String sizes, Operand value) {
    Ops tf = call.tf();
    return tf.arrays().fill(Sizing.vector(tf, sizes, call.required(sizes)), value);
  }

  /** The numbers between two; with one argument, those from 0 up to it. */
  static Operand range(OperationCall call) {
    Ops tf = call.tf();
    boolean fromZero = !call.arguments().has("limit");
    List<String> given =
        Stream.of("start", "limit", "delta").filter(call.arguments()::has).toList();
    DType dtype = call.dtype("dtype", call.together(given.toArray(String[]::new)).get(0).dtype());
    return tf.graph()
        .node("Range")
        .name("range")
        .input(fromZero ? number(tf, dtype, 0) : call.tensor("start", dtype))
        .input(call.tensor(fromZero ? "start" : "limit", dtype))
        .input(call.arguments().has("delta") ? call.tensor("delta", dtype) : number(tf, dtype, 1))
        .buildOutput();
  }

  private static Operand number(Ops tf, DType dtype, double value) {
    return tf.constant(TensorValue.scalar(dtype, value));
  }

  static Operand shape(OperationCall call) {
    Operand shape = call.tf().arrays().shape(call.x());
    return call.tf().cast(shape, call.dtype("out_type", DType.INT32));
  }

  static Operand size(OperationCall call) {
    return call.tf()
        .graph()
        .node("Size")
        .input(call.x())
        .attr("out_type", Attr.of(call.dtype("out_type", DType.INT32)))
        .buildOutput();
  }

  static Operand rank(OperationCall call) {
    return call.tf().scalar(call.x().shape().rank());
  }

  /** TensorFlow's {@code sequence_mask}: which of the first positions each length covers. */
  static Operand sequenceMask(OperationCall call) {
    Ops tf = call.tf();
    Operand lengths = call.tensor("lengths");
    Operand most = tf.cast(Sizing.scalar(tf, "maxlen", call.required("maxlen")), lengths.dtype());
    Operand positions =
        tf.graph()
            .node("Range")
            .name("range")
            .input(tf.scalarLike(lengths, 0))
            .input(most)
            .input(tf.scalarLike(lengths, 1))
            .buildOutput();
    Operand covered = tf.math().less(positions, tf.arrays().expandDims(lengths, -1));
    return tf.cast(covered, call.dtype("dtype", DType.BOOL));
  }
}
