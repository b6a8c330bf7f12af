package io.kerasport.serializers.operation;

import io.kerasport.graph.ArrayOps;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import java.util.Arrays;
import java.util.List;

/** Parts of a tensor by where they begin and how large they are. */
final class Slices {
  private static final int MOST_DIFFERENCES = 64;

  private Slices() {}

  static Operand slice(OperationCall call) {
    Operand x = call.tensor("inputs");
    Operand begin = Sizing.vector(call.tf(), "start_indices", call.required("start_indices"));
    Operand size = Sizing.vector(call.tf(), "shape", call.required("shape"));
    if (begin.dtype() != size.dtype()) {
      size = call.tf().cast(size, begin.dtype());
    }
    return call.tf().graph().node("Slice").input(x).input(begin).input(size).buildOutput();
  }

  /** Differences of neighbours along an axis, as often as asked. */
  static Operand differences(OperationCall call) {
    Operand x = call.tensor("a");
    int axis = call.axis("axis", x);
    long times = call.arguments().integer("n", 1);
    if (times < 0 || times > MOST_DIFFERENCES) {
      throw new ConfigException("n", "between 0 and " + MOST_DIFFERENCES, times);
    }
    for (long i = 0; i < times; i++) {
      x =
          call.tf()
              .sub(
                  part(call.tf(), x, axis, 1, ArrayOps.TO_THE_END),
                  part(call.tf(), x, axis, 0, -1));
    }
    return x;
  }

  private static Operand part(Ops tf, Operand x, int axis, int from, int to) {
    int[] begin = new int[axis + 1];
    int[] end = new int[axis + 1];
    Arrays.fill(end, ArrayOps.TO_THE_END);
    begin[axis] = from;
    end[axis] = to;
    return tf.arrays().slice(x, begin, end);
  }

  /** A tensor with another in the place of a part: padded to the size of all, and chosen there. */
  static Operand update(OperationCall call) {
    Ops tf = call.tf();
    Operand x = call.tensor("inputs");
    Operand part = call.tensor("updates", x.dtype());
    Operand before =
        tf.cast(Sizing.vector(tf, "start_indices", call.required("start_indices")), DType.INT32);
    Operand after = tf.sub(tf.sub(tf.arrays().shape(x), tf.arrays().shape(part)), before);
    Operand paddings = tf.arrays().pack(List.of(before, after), 1);
    Operand chosen = tf.cast(tf.unary("OnesLike", part), DType.BOOL);
    return tf.math().select(padded(tf, chosen, paddings), padded(tf, part, paddings), x);
  }

  private static Operand padded(Ops tf, Operand x, Operand paddings) {
    return tf.graph()
        .node("PadV2")
        .input(x)
        .input(paddings)
        .input(tf.scalarLike(x, 0))
        .buildOutput();
  }
}
