package io.kerasport.serializers.operation;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerOutput;
import java.util.List;
import java.util.stream.IntStream;

/** Operations that arrange elements anew, or choose among them. */
final class Arrangements {
  private Arrangements() {}

  static LayerOutput concatenate(LayerCall call) {
    return LayerOutput.of(call.ops().concat(call.inputs(), axis(call, "axis")));
  }

  static LayerOutput stack(LayerCall call) {
    return LayerOutput.of(call.ops().arrays().pack(call.inputs(), axis(call, "axis")));
  }

  static LayerOutput split(LayerCall call) {
    if (!(call.config().get("indices_or_sections") instanceof Long parts)) {
      throw Operands.refused(call, "splits at positions; only equal parts are supported");
    }
    int axis = axis(call, "axis");
    return new LayerOutput(
        call.ops().arrays().split(call.input(), axis, Math.toIntExact(parts)), null);
  }

  static Operand reshape(LayerCall call, Operand x) {
    int[] shape = ints(call.config().integers("newshape"));
    return call.ops().arrays().reshape(x, shape);
  }

  static Operand transpose(LayerCall call, Operand x) {
    int rank = x.shape().rank();
    int[] order =
        call.config().has("axes")
            ? Sizes.axes(call.config(), "axes", rank)
            : IntStream.range(0, rank).map(i -> rank - 1 - i).toArray();
    return call.ops().arrays().transpose(x, order);
  }

  static Operand swapaxes(LayerCall call, Operand x) {
    int rank = x.shape().rank();
    int[] order = IntStream.range(0, rank).toArray();
    int one = Sizes.axes(call.config(), "axis1", rank)[0];
    int other = Sizes.axes(call.config(), "axis2", rank)[0];
    order[one] = other;
    order[other] = one;
    return call.ops().arrays().transpose(x, order);
  }

  static Operand expandDims(LayerCall call, Operand x) {
    return call.ops().arrays().expandDims(x, axis(call, "axis"));
  }

  static Operand squeeze(LayerCall call, Operand x) {
    if (!call.config().has("axis")) {
      throw new ConfigException("axis", "an axis of size 1", null);
    }
    return call.ops().arrays().squeeze(x, Sizes.axes(call.config(), "axis", x.shape().rank()));
  }

  static Operand cast(LayerCall call, Operand x) {
    return call.ops().cast(x, DType.ofKerasName(call.config().string("dtype")));
  }

  static Operand clip(LayerCall call, Operand x) {
    return call.ops().math().clip(x, call.config().number("x_min"), call.config().number("x_max"));
  }

  static LayerOutput where(LayerCall call) {
    Operand condition = call.ops().cast(call.inputs().get(0), DType.BOOL);
    List<Operand> values = Operands.pair(call, 1);
    return LayerOutput.of(call.ops().math().select(condition, values.get(0), values.get(1)));
  }

  /** Matrix products over the last two axes; the others broadcast. */
  static Operand matmul(io.kerasport.graph.Ops tf, Operand x, Operand y) {
    if (x.shape().rank() < 2 || y.shape().rank() < 2) {
      Operand product = tf.mul(x, y.shape().rank() == 1 ? y : tf.arrays().expandDims(x, -1));
      return tf.reduce().sum(product, false, -1);
    }
    return tf.graph()
        .node("BatchMatMulV2")
        .input(x)
        .input(y)
        .attr("adj_x", Attr.of(false))
        .attr("adj_y", Attr.of(false))
        .buildOutput();
  }

  private static int axis(LayerCall call, String key) {
    return Math.toIntExact(call.config().integer(key));
  }

  private static int[] ints(List<Long> values) {
    return values.stream().mapToInt(Math::toIntExact).toArray();
  }
}
