package io.kerasport.serializers.lookup;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.serializers.config.NumberArray;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The number of the bin that each number falls into: of the boundaries that are not above it. */
final class Discretization implements LayerSerializer {
  private static final String BOUNDARIES = "bin_boundaries";
  private static final String BINS = "num_bins";
  private static final Set<DType> BUCKETIZED =
      Set.of(DType.INT32, DType.INT64, DType.FLOAT, DType.DOUBLE);

  @Override
  public List<String> unsupported(LayerDescription layer) {
    Config config = layer.config();
    OutputMode mode = mode(config);
    List<String> reasons = new ArrayList<>(OutputMode.refuseSparse(config, mode));
    if (config.integer(BINS, 0) < 0) {
      throw new ConfigException(BINS, "at least 0", config.get(BINS));
    }
    if (config.has(BOUNDARIES)) {
      boundaries(config);
      if (config.has(BINS) && layer.isKeras2()) { // Keras 3 keeps both of what it learned
        throw new ConfigException(BINS, "null where `bin_boundaries` are given", config.get(BINS));
      }
    } else if (!config.has(BINS)) {
      throw new ConfigException(BOUNDARIES, "given where `num_bins` is not", null);
    } else {
      reasons.add("it has not learned its boundaries; adapt it, or build it with bin_boundaries");
    }
    return reasons;
  }

  private static OutputMode mode(Config config) {
    return OutputMode.of(config, OutputMode.without(OutputMode.TF_IDF));
  }

  private static List<Double> boundaries(Config config) {
    NumberArray boundaries = NumberArray.of(config, BOUNDARIES);
    List<Double> values = boundaries.values();
    if (boundaries.shape().rank() != 1 || !values.stream().sorted().toList().equals(values)) {
      throw new ConfigException(BOUNDARIES, "a sorted list of numbers", config.get(BOUNDARIES));
    }
    return values;
  }

  @Override
  public boolean autocastsInputs() {
    return false;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    Config config = call.config();
    OutputMode mode = mode(config);
    List<Double> boundaries = boundaries(config);
    Operand bins =
        tf.graph()
            .node("Bucketize")
            .input(comparable(call))
            .attr(
                "boundaries",
                new Attr.Many(
                    boundaries.stream().map(bound -> Attr.of(bound.floatValue())).toList()))
            .buildOutput();
    if (mode != OutputMode.INT) {
      return LayerOutput.of(
          new Categories(call, mode, boundaries.size() + 1L, call.layer().computeDType())
              .encode(bins));
    }
    return LayerOutput.of(
        call.layer().isKeras2()
            ? tf.cast(bins, Hashing.outputType(call.layer(), OutputMode.INT))
            : bins);
  }

  /** Keras 3 compares all numbers as float32, Keras 2 as they are. */
  private static Operand comparable(LayerCall call) {
    Operand x = call.input();
    boolean asIs = call.layer().isKeras2() && BUCKETIZED.contains(x.dtype());
    return asIs ? x : call.ops().cast(x, DType.FLOAT);
  }
}
