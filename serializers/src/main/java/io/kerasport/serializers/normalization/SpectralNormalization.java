package io.kerasport.serializers.normalization;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.model.KerasObject;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.serializers.inner.InnerCall;
import io.kerasport.serializers.inner.InnerWeights;
import io.kerasport.serializers.inner.WrappedLayer;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.LayerSerializers;
import io.kerasport.spi.WeightSpec;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A layer whose kernel a training step divides by its spectral norm before the layer computes:
 * {@code kernel / (v · kernel · uᵀ)}, where power iteration improves {@code u} from step to step.
 * Serving takes the kernel as it is.
 *
 * <p>Keras assigns the kernel, so that the optimizer goes on from the divided one, and no gradient
 * goes through the division.
 */
public final class SpectralNormalization implements LayerSerializer {
  private static final String VECTOR = "vector_u";
  private static final String ITERATIONS = "power_iterations";

  private final LayerSerializers serializers;

  /** The wrapper around layers found so. */
  @Inject
  SpectralNormalization(LayerSerializers serializers) {
    this.serializers = serializers;
  }

  private WrappedLayer wrapped(LayerDescription wrapper) {
    return new WrappedLayer(serializers, wrapper);
  }

  @Override
  public List<String> unsupported(LayerDescription wrapper) {
    iterations(wrapper.config());
    String name = wrapped(wrapper).className();
    return wrapped(wrapper)
        .find()
        .map(serializer -> serializer.unsupported(wrapped(wrapper).description()))
        .orElse(
            List.of("the layer normalizes the kernel of " + name + ", which is no known layer"));
  }

  /** Null is no number to Keras, and no default either. */
  private static int iterations(Config config) {
    return config.entries().containsKey(ITERATIONS) ? Sizes.positive(config, ITERATIONS) : 1;
  }

  @Override
  public List<WeightSpec> weights(LayerDescription wrapper, List<TensorSpec> inputs) {
    LayerDescription layer = wrapped(wrapper).description();
    List<WeightSpec> weights = new ArrayList<>();
    InnerWeights place =
        InnerWeights.at(layer.name(), "layer").configuredAt("layer/config").alsoStoredBare();
    for (WeightSpec weight :
        place.of(wrapped(wrapper).serializer().weights(layer, inputs), layer)) {
      // Keras holds the kernel as an attribute of its own, so that archives have it twice.
      weights.add(
          isKernel(weight)
              ? weight.alsoStoredAs("0").alsoStoredAs("kernel").alsoTrackedAs("kernel")
              : weight);
    }
    TensorSpec kernel = kernel(wrapper, weights).spec();
    Shape row = Shape.of(1, kernel.shape().dim(-1));
    // Keras 2 makes it of the type that calls see the kernel in.
    DType dtype = wrapper.isKeras2() ? layer.computeDType() : kernel.dtype();
    weights.add(
        WeightSpec.nonTrainable(VECTOR, new TensorSpec(dtype, row))
            .alsoStoredAs("1")
            .drawnBy(KerasObject.configured("TruncatedNormal", Map.of("stddev", 0.02))));
    return weights;
  }

  private WeightSpec kernel(LayerDescription wrapper, List<WeightSpec> weights) {
    return weights.stream()
        .filter(SpectralNormalization::isKernel)
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigException(
                    "layer", "a layer with a kernel or embeddings", wrapped(wrapper).className()));
  }

  /** Whether a weight is an attribute of the inner layer itself by which Keras finds kernels. */
  private static boolean isKernel(WeightSpec weight) {
    List<String> attributes = weight.trackedAs();
    return attributes.contains("layer/kernel") || attributes.contains("layer/embeddings");
  }

  @Override
  public LayerOutput call(LayerCall call) {
    LayerDescription layer = wrapped(call.layer()).description();
    TensorSpec input = new TensorSpec(call.input().dtype(), call.input().shape());
    if (call.training()) {
      normalize(call, kernel(call.layer(), weights(call.layer(), List.of(input))).name());
    }
    Ops scope = call.ops().withScope(layer.name());
    LayerOutput output =
        new InnerCall(call, layer, layer.name() + "/", scope, call.inputs(), call.mask(0))
            .penalized(wrapped(call.layer()).serializer());
    return call.layer().isKeras2() ? output : inTypeOfInput(call, output);
  }

  /** Keras 3 casts what comes out, whatever it is, and what it casts loses its mask. */
  private static LayerOutput inTypeOfInput(LayerCall call, LayerOutput output) {
    DType type = call.input().dtype();
    Operand y = output.values().get(0);
    if (y.dtype() == type) {
      return output;
    }
    if (!type.isFloating()) {
      call.warn(
          "layer "
              + call.layer().name()
              + " gives whole numbers, as in Keras 3, which casts its output to the type of its"
              + " input.");
    }
    return LayerOutput.of(call.ops().cast(y, type));
  }

  private static void normalize(LayerCall call, String name) {
    Ops tf = call.ops().withScope("power_iteration");
    Operand kernel = call.weight(name);
    Operand rows = tf.arrays().reshape(kernel, -1, Math.toIntExact(kernel.shape().dim(-1)));
    Operand before = tf.cast(call.weight(VECTOR), kernel.dtype());
    Operand start = before;
    int iterations = iterations(call.config());
    if (iterations > 1) {
      start =
          tf.loops()
              .repeat(
                  tf.scalar(iterations - 1),
                  List.of(before),
                  (inside, iteration, u) ->
                      List.of(right(call, inside, left(call, inside, u.get(0), rows), rows)))
              .get(0);
    }
    Operand v = left(call, tf, start, rows);
    Operand u = right(call, tf, v, rows);
    Operand sigma = tf.matMul(tf.matMul(v, rows), transposed(tf, u));
    Operand allZero = tf.reduce().all(tf.math().equal(rows, tf.scalarLike(rows, 0)), false, 0, 1);
    call.update(VECTOR, tf.math().select(allZero, before, u));
    call.replace(name, tf.math().select(allZero, kernel, tf.div(kernel, sigma)));
  }

  /** {@code v = u · kernelᵀ}, of length 1. */
  private static Operand left(LayerCall call, Ops tf, Operand u, Operand kernel) {
    return unit(call, tf, tf.matMul(u, transposed(tf, kernel)));
  }

  /** {@code u = v · kernel}, of length 1. */
  private static Operand right(LayerCall call, Ops tf, Operand v, Operand kernel) {
    return unit(call, tf, tf.matMul(v, kernel));
  }

  private static Operand transposed(Ops tf, Operand matrix) {
    return tf.arrays().transpose(matrix, 1, 0);
  }

  /** Keras 2 bounds the square of the norm from below, Keras 3 the norm. */
  private static Operand unit(LayerCall call, Ops tf, Operand x) {
    Operand square = tf.reduce().sum(tf.square(x), true, 0, 1);
    Operand inverse =
        call.layer().isKeras2()
            ? tf.rsqrt(tf.maximum(square, tf.scalarLike(square, 1e-12)))
            : tf.minimum(tf.rsqrt(square), tf.scalarLike(square, 1e7));
    return tf.mul(x, inverse);
  }
}
