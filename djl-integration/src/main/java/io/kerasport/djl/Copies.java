package io.kerasport.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.kerasport.djl.Value.Filled;
import io.kerasport.djl.Value.Traced;
import io.kerasport.model.KerasTensor;
import java.util.List;

/**
 * Arrays that do not come from the inputs, one copy for each sample.
 *
 * <p>Keras has no layer that is just a weight. A Dense layer without bias is one where its input is
 * 1, and the weight stays trainable.
 */
final class Copies {
  private final LayerWriter out;
  private final Traced anyInput;

  Copies(LayerWriter out, Traced anyInput) {
    this.out = out;
    this.anyInput = anyInput;
  }

  /** A parameter, of shape (batch, …parameter). */
  Traced of(Parameter parameter) {
    Shape shape = parameter.getArray().getShape();
    long size = shape.size();
    DataType type = parameter.getArray().getDataType();
    LayerSpec dense =
        LayerSpec.layer("Dense")
            .with("units", size)
            .with("activation", "linear")
            .with("use_bias", false)
            .weights(List.of(ParameterWeights.of("kernel", parameter, 1, size)));
    Traced row = out.add(dense, new Shape(-1, size), type, false, ones(type));
    return out.layer(
        LayerSpec.layer("Reshape").with("target_shape", Axes.list(shape)),
        new Shape(-1).addAll(shape),
        row);
  }

  /** One number everywhere; its first axis is the batch. */
  Traced of(Filled filled) {
    Shape shape = filled.shape();
    long size = shape.slice(1).size();
    if (shape.get(0) != Axes.UNKNOWN || size == Axes.UNKNOWN) {
      throw UntraceableException.noCounterpart("an array of constants of the shape " + shape);
    }
    DataType type = filled.type();
    Traced one =
        Arithmetic.withNumber(
            out,
            "Multiply",
            new Traced(ones(type), new Shape(-1, 1), type, false),
            filled.number());
    Traced row =
        out.operation(
            LayerSpec.operation("numpy", "Repeat").with("repeats", size).with("axis", 1L),
            new Shape(-1, size),
            type,
            false,
            one.tensor());
    return out.layer(
        LayerSpec.layer("Reshape").with("target_shape", Axes.list(shape.slice(1))), shape, row);
  }

  /** Ones of shape (batch, 1). */
  private KerasTensor ones(DataType type) {
    Traced flat = anyInput;
    if (flat.rank() > 2) {
      flat =
          out.add(LayerSpec.layer("Flatten"), new Shape(-1, -1), flat.type(), false, flat.tensor());
    }
    Traced first =
        flat.rank() == 1
            ? out.layer(
                LayerSpec.layer("Reshape").with("target_shape", Axes.list(1)),
                new Shape(-1, 1),
                flat)
            : out.operation(
                LayerSpec.operation("numpy", "GetItem"),
                new Shape(-1, 1),
                flat.type(),
                false,
                flat.tensor(),
                List.of(Slices.all(), Slices.of(0L, 1L, null)));
    return out.operation(
            LayerSpec.operation("numpy", "OnesLike").with("dtype", Types.of(type).kerasName()),
            new Shape(-1, 1),
            type,
            false,
            first.tensor())
        .tensor();
  }
}
