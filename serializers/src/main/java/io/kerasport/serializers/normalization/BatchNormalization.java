package io.kerasport.serializers.normalization;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.WeightSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code gamma · (x - mean) / sqrt(variance + epsilon) + beta}, with statistics for every index of
 * one axis: those of the batch in training, else the moving ones. A frozen layer uses the moving
 * ones in training too.
 */
final class BatchNormalization implements LayerSerializer {
  private static final String MOVING_MEAN = "moving_mean";
  private static final String MOVING_VARIANCE = "moving_variance";

  @Override
  public List<String> unsupported(LayerDescription layer) {
    axis(layer.config());
    List<String> reasons = new ArrayList<>();
    Renormalization.of(layer.config()).ifPresent(renorm -> renorm.check(layer.isKeras2()));
    if (layer.config().has("virtual_batch_size")) {
      reasons.add("statistics over parts of a batch (virtual_batch_size) have no counterpart");
    }
    return reasons;
  }

  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    long size = Sizes.known(layer, inputs.get(0).shape(), axis(layer.config()));
    TensorSpec spec = new TensorSpec(statisticsDType(layer), Shape.of(size));
    List<WeightSpec> weights = new ArrayList<>();
    if (hasScale(layer.config())) {
      weights.add(WeightSpec.trainable("gamma", spec).withoutAutocast());
    }
    if (hasCenter(layer.config())) {
      weights.add(WeightSpec.trainable("beta", spec).withoutAutocast());
    }
    weights.add(WeightSpec.nonTrainable(MOVING_MEAN, spec).withoutAutocast());
    weights.add(WeightSpec.nonTrainable(MOVING_VARIANCE, spec).withoutAutocast());
    Renormalization.of(layer.config()).ifPresent(renorm -> weights.addAll(renorm.weights(spec)));
    return weights;
  }

  /** Keras 2 keeps statistics of 16-bit layers in float32. */
  private static DType statisticsDType(LayerDescription layer) {
    DType type = layer.variableDType();
    return layer.isKeras2() && type.byteSize() == Short.BYTES ? DType.FLOAT : type;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    Operand input = call.input();
    // 16-bit numbers overflow in the squares; Keras computes in float32 as well.
    Operand x = input.dtype().byteSize() == Short.BYTES ? tf.cast(input, DType.FLOAT) : input;
    boolean trains = call.training() && call.trainable();
    Optional<Renormalization> renorm = Renormalization.of(call.config());
    Operand y =
        trains
            ? renorm.map(it -> train(call, x, it)).orElseGet(() -> train(call, x))
            : infer(call, x);
    return LayerOutput.passingMask(call, tf.cast(y, input.dtype()));
  }

  private static Operand infer(LayerCall call, Operand x) {
    return normalization(call, x)
        .by(weight(call, MOVING_MEAN, x), weight(call, MOVING_VARIANCE, x));
  }

  private static Operand train(LayerCall call, Operand x) {
    AxisNormalization normalization = normalization(call, x);
    boolean fusedInKeras2 = isFusedInKeras2(call, x);
    // The fused op of Keras 2 ignores masks.
    Operand mask = fusedInKeras2 ? null : call.mask(0);
    AxisNormalization.Batch batch =
        mask == null ? normalization.byBatch() : normalization.byBatch(mask);
    Operand variance =
        fusedInKeras2 ? normalization.unbiasedVariance(batch) : normalization.biasedVariance(batch);
    move(call, x, MOVING_MEAN, batch.mean());
    move(call, x, MOVING_VARIANCE, variance);
    return batch.y();
  }

  private static Operand train(LayerCall call, Operand x, Renormalization renorm) {
    Config config = call.config();
    double epsilon = epsilon(config);
    AxisNormalization plain =
        new AxisNormalization(call.ops(), x, axis(config, x.shape().rank()), null, null, epsilon);
    Operand mask = call.mask(0);
    AxisNormalization.Batch batch = mask == null ? plain.byBatch() : plain.byBatch(mask);
    Ops tf = call.ops();
    Operand deviation = tf.sqrt(tf.add(plain.biasedVariance(batch), epsilon));
    Renormalization.Correction correction =
        renorm.correction(call, batch.mean(), deviation, epsilon);
    move(call, x, MOVING_MEAN, batch.mean());
    call.update(
        MOVING_VARIANCE, renorm.move(call, batch.mean(), deviation, momentum(config), epsilon));
    Operand y = plain.scaled(batch.y(), correction.r(), correction.d());
    return plain.scaled(
        y,
        hasScale(config) ? weight(call, "gamma", x) : null,
        hasCenter(config) ? weight(call, "beta", x) : null);
  }

  /**
   * Whether Keras 2 calls TensorFlow's fused op here. It shows in the moving variance, which then
   * follows the unbiased variance of the batch.
   */
  private static boolean isFusedInKeras2(LayerCall call, Operand x) {
    int rank = x.shape().rank();
    int axis = axis(call.config(), rank);
    return call.layer().isKeras2()
        && x.dtype() == DType.FLOAT
        && (rank == 4 || rank == 5)
        && (axis == 1 || axis == rank - 1);
  }

  /** {@code moving · momentum + batch · (1 - momentum)}. */
  private static void move(LayerCall call, Operand x, String name, Operand batch) {
    Ops tf = call.ops().withScope("moving_average");
    double momentum = momentum(call.config());
    Operand kept = tf.mul(weight(call, name, x), momentum);
    call.update(name, tf.add(kept, tf.mul(batch, 1 - momentum)));
  }

  private static AxisNormalization normalization(LayerCall call, Operand x) {
    Config config = call.config();
    return new AxisNormalization(
        call.ops(),
        x,
        axis(config, x.shape().rank()),
        hasScale(config) ? weight(call, "gamma", x) : null,
        hasCenter(config) ? weight(call, "beta", x) : null,
        epsilon(config));
  }

  private static double epsilon(Config config) {
    return config.number("epsilon", 1e-3);
  }

  private static double momentum(Config config) {
    return config.number("momentum", 0.99);
  }

  private static Operand weight(LayerCall call, String name, Operand like) {
    return call.ops().cast(call.weight(name), like.dtype());
  }

  private static boolean hasScale(Config config) {
    return config.bool("scale", true);
  }

  private static boolean hasCenter(Config config) {
    return config.bool("center", true);
  }

  private static int axis(Config config, int rank) {
    int axis = axis(config);
    return axis < 0 ? axis + rank : axis;
  }

  /** The entry {@code axis}: a number, or in Keras 2 a list of one. */
  private static int axis(Config config) {
    List<Long> axes = config.has("axis") ? config.integers("axis") : List.of(-1L);
    if (axes.size() != 1) {
      throw new ConfigException("axis", "one axis", config.get("axis"));
    }
    return Math.toIntExact(axes.get(0));
  }
}
