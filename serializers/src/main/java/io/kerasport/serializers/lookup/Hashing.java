package io.kerasport.serializers.lookup;

import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;

/** {@code hash(x) mod num_bins}, of texts or of numbers in decimal; 0 is left to a mask value. */
final class Hashing implements LayerSerializer {
  private static final String BINS = "num_bins";
  private static final String MASK = "mask_value";

  @Override
  public List<String> unsupported(LayerDescription layer) {
    Config config = layer.config();
    Sizes.positive(config, BINS);
    LookupSettings.salt(config);
    OutputMode mode = mode(config);
    outputType(layer, mode);
    return OutputMode.refuseSparse(config, mode);
  }

  private static OutputMode mode(Config config) {
    return OutputMode.of(config, OutputMode.without(OutputMode.TF_IDF));
  }

  /** Numbers are integers; old files of Keras 2 state another type, which counts for nothing. */
  static DType outputType(LayerDescription layer, OutputMode mode) {
    DType stated =
        layer.config().has("dtype")
            ? layer.computeDType()
            : mode == OutputMode.INT ? DType.INT64 : DType.FLOAT;
    boolean whole = stated == DType.INT32 || stated == DType.INT64;
    if (mode != OutputMode.INT || whole) {
      return stated;
    }
    if (layer.isKeras2()) {
      return DType.INT64;
    }
    throw new ConfigException(
        "dtype", "int32 or int64 where `output_mode` is int", stated.kerasName());
  }

  @Override
  public boolean autocastsInputs() {
    return false;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    OutputMode mode = mode(call.config());
    DType type = outputType(call.layer(), mode);
    Operand x = call.input();
    boolean single = mode == OutputMode.ONE_HOT && x.shape().rank() > 0 && x.shape().dim(-1) == 1;
    Operand bins = bins(call, single && !call.layer().isKeras2() ? tf.arrays().squeeze(x, -1) : x);
    return LayerOutput.of(
        mode == OutputMode.INT
            ? tf.cast(bins, type)
            : new Categories(call, mode, Sizes.positive(call.config(), BINS), type).encode(bins));
  }

  private static Operand bins(LayerCall call, Operand x) {
    Ops tf = call.ops();
    Config config = call.config();
    int bins = Sizes.positive(config, BINS);
    if (!config.has(MASK) || bins == 1) {
      return hash(call, x, bins);
    }
    Operand isMask = tf.math().equal(x, mask(tf, config, x));
    Operand hashed = tf.add(hash(call, x, bins - 1), 1);
    return tf.math().select(isMask, tf.zerosLike(hashed), hashed);
  }

  private static Operand mask(Ops tf, Config config, Operand x) {
    return x.dtype() == DType.STRING
        ? tf.constant("mask", TensorValue.ofStrings(Shape.scalar(), List.of(config.string(MASK))))
        : tf.scalarLike(x, config.number(MASK));
  }

  private static Operand hash(LayerCall call, Operand x, int bins) {
    Ops tf = call.ops();
    Operand texts = x.dtype() == DType.STRING ? x : tf.text().of(whole(call, x));
    List<Long> salt = LookupSettings.salt(call.config());
    return salt.isEmpty() ? tf.text().hash(texts, bins) : tf.text().hash(texts, bins, salt);
  }

  private static Operand whole(LayerCall call, Operand x) {
    if (!x.dtype().isFloating()) {
      return x;
    }
    if (call.layer().isKeras2()) {
      throw new UnsupportedModelException(
          "A Hashing layer cannot hash its input",
          List.of(
              new Problem(
                  "Keras 2 hashes texts and integers, not " + x.dtype(),
                  "layer " + call.layer().name())),
          "");
    }
    return call.ops().cast(x, DType.INT64);
  }
}
