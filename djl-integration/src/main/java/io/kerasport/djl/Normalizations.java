package io.kerasport.djl;

import ai.djl.ndarray.types.Shape;
import io.kerasport.djl.Value.Stored;
import io.kerasport.djl.Value.Traced;
import io.kerasport.model.Weight;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Normalization by batch and by layer, and Dropout. */
final class Normalizations {
  private Normalizations() {}

  static void addTo(Map<String, ArrayOp> ops) {
    ops.put("batchNorm", ArrayOp.of(Normalizations::batchNorm));
    ops.put("layerNorm", ArrayOp.of(Normalizations::layerNorm));
    ops.put(
        "dropout",
        ArrayOp.of(
            call ->
                call.out()
                    .like(
                        call.tensor(0), LayerSpec.layer("Dropout").with("rate", call.number(1)))));
  }

  /** Over all axes but one. Images get their channels last, which is faster on CPU. */
  private static Value batchNorm(ArrayCall call) {
    Traced x = call.tensor(0);
    Stored mean = call.parameter(1);
    Stored variance = call.parameter(2);
    Stored gamma = learned(call.optionalParameter(3), 1);
    Stored beta = learned(call.optionalParameter(4), 0);
    int axis = Axes.fromFront(call.integer(5), x.rank());
    long channels = x.shape().get(axis) == Axes.UNKNOWN ? mean.shape().size() : x.shape().get(axis);
    boolean last = axis == 1 && x.rank() > 2;
    LayerSpec layer =
        LayerSpec.layer("BatchNormalization")
            .with("axis", last ? -1L : (long) axis)
            .with("momentum", call.number(6))
            .with("epsilon", call.number(7))
            .with("center", beta != null)
            .with("scale", gamma != null)
            .weights(
                Parameters.present(
                    optional("gamma", gamma, channels),
                    optional("beta", beta, channels),
                    Parameters.vector("moving_mean", mean, channels),
                    Parameters.vector("moving_variance", variance, channels)));
    if (gamma == null && beta == null) {
      // nothing to train, but training still normalizes by the batch
      layer = layer.with("trainable", true);
    }
    return last ? call.out().lastLayer(layer, x.shape(), x) : call.out().layer(layer, x.shape(), x);
  }

  /** DJL makes gamma and beta in any case; without scale and center they stay as they begin. */
  private static @Nullable Stored learned(@Nullable Stored parameter, double start) {
    if (parameter == null || parameter.parameter().requiresGradient()) {
      return parameter;
    }
    for (Number value : parameter.parameter().getArray().toArray()) {
      if (value.doubleValue() != start) {
        return parameter;
      }
    }
    return null;
  }

  private static @Nullable Weight optional(String name, @Nullable Stored parameter, long channels) {
    return parameter == null ? null : Parameters.vector(name, parameter, channels);
  }

  /** Over the last axes, as many as the normalized shape has. */
  private static Value layerNorm(ArrayCall call) {
    Traced x = call.tensor(0);
    Shape normalized = call.shape(1);
    Stored gamma = learned(call.optionalParameter(2), 1);
    Stored beta = learned(call.optionalParameter(3), 0);
    int first = x.rank() - normalized.dimension();
    if (first < 1 || !x.shape().slice(first).equals(normalized)) {
      throw UntraceableException.noCounterpart(
          "a LayerNorm of the last axes " + normalized + " of " + x.shape());
    }
    List<Object> axes = Axes.list(LongStream.range(first, x.rank()).toArray());
    return call.out()
        .layer(
            LayerSpec.layer("LayerNormalization")
                .with("axis", axes.size() == 1 ? axes.get(0) : axes)
                .with("epsilon", call.number(4))
                .with("center", beta != null)
                .with("scale", gamma != null)
                .weights(
                    Parameters.present(
                        shaped("gamma", gamma, normalized), shaped("beta", beta, normalized))),
            x.shape(),
            x);
  }

  private static @Nullable Weight shaped(
      String name, @Nullable Stored parameter, Shape normalized) {
    if (parameter == null) {
      return null;
    }
    if (!parameter.shape().equals(normalized)) {
      throw Parameters.contradiction(parameter, normalized.toString());
    }
    return ParameterWeights.of(name, parameter.parameter(), normalized.getShape());
  }
}
