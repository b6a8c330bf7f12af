package io.kerasport.djl;

import ai.djl.ndarray.types.Shape;
import io.kerasport.djl.Value.Stored;
import io.kerasport.djl.Value.Traced;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Activations. */
final class Activations {
  private Activations() {}

  static void addTo(Map<String, ArrayOp> ops) {
    Map<String, String> names =
        Map.of(
            "relu", "relu",
            "sigmoid", "sigmoid",
            "tanh", "tanh",
            "softPlus", "softplus",
            "softSign", "softsign",
            "selu", "selu",
            "gelu", "gelu");
    names.forEach(
        (method, name) ->
            ops.put(method, ArrayOp.of(call -> call.out().like(call.x(), activation(name)))));
    ops.put(
        "leakyRelu",
        ArrayOp.of(
            call ->
                call.out()
                    .like(
                        call.x(),
                        LayerSpec.layer("LeakyReLU").with("negative_slope", call.number(0)))));
    ops.put(
        "elu",
        ArrayOp.of(
            call ->
                call.out().like(call.x(), LayerSpec.layer("ELU").with("alpha", call.number(0)))));
    ops.put("swish", ArrayOp.of(Activations::swish));
    ops.put("prelu", call -> List.of(prelu(call)));
    ops.put("softmax", ArrayOp.of(Activations::softmax));
    ops.put("logSoftmax", ArrayOp.of(Activations::logSoftmax));
  }

  static LayerSpec activation(String name) {
    return LayerSpec.layer("Activation").with("activation", name);
  }

  /** {@code x · sigmoid(β x)}. */
  private static Value swish(ArrayCall call) {
    Traced x = call.x();
    double beta = call.number(0);
    if (beta == 1) {
      return call.out().like(x, activation("silu"));
    }
    Value scaled = Arithmetic.withNumber(call.out(), "Multiply", x, beta);
    Traced gate = call.out().like(call.out().tensor(scaled), activation("sigmoid"));
    return Arithmetic.ofTensors(call.out(), "Multiply", x, gate, x.type());
  }

  /** One slope for all, or one for each channel. */
  private static Value prelu(ArrayCall call) {
    Traced x = call.tensor(0);
    Stored alpha = call.parameter(1);
    long slopes = alpha.shape().size();
    Shape keras = x.kerasShape();
    int channel = slopes == 1 ? 0 : x.kerasAxis(1);
    if (slopes != 1 && slopes != keras.get(channel)) {
      throw new UntraceableException(
          "the parameter alpha has the shape " + alpha.shape() + ", the input " + x.shape());
    }
    long[] shared =
        LongStream.range(1, x.rank()).filter(axis -> axis != channel || slopes == 1).toArray();
    long[] shape =
        LongStream.range(1, x.rank()).map(axis -> axis == channel ? slopes : 1).toArray();
    return call.out()
        .like(
            x,
            LayerSpec.layer("PReLU")
                .with("shared_axes", Axes.list(shared))
                .weights(List.of(ParameterWeights.of("alpha", alpha.parameter(), shape))));
  }

  private static Value softmax(ArrayCall call) {
    Traced x = call.x();
    long axis = x.kerasAxis(call.integer(0));
    return call.out().like(x, LayerSpec.layer("Softmax").with("axis", axis));
  }

  private static Value logSoftmax(ArrayCall call) {
    Traced x = call.x();
    long axis = x.kerasAxis(call.integer(0));
    return call.out()
        .operation(
            LayerSpec.operation("nn", "LogSoftmax").with("axis", axis),
            x.shape(),
            x.type(),
            x.channelsLast(),
            x.tensor());
  }
}
