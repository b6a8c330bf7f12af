package io.kerasport.serializers.lookup;

import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.ArrayList;
import java.util.List;

/** {@code hash(x₁, x₂, …) mod num_bins}: one number for the features of a sample together. */
final class HashedCrossing implements LayerSerializer {
  private static final String BINS = "num_bins";

  /** What TensorFlow's function of the name begins every hash with. */
  private static final long HASH_KEY = 0xDECAFCAFFEL;

  @Override
  public List<String> unsupported(LayerDescription layer) {
    Sizes.positive(layer.config(), BINS);
    OutputMode mode = mode(layer.config());
    Hashing.outputType(layer, mode);
    return OutputMode.refuseSparse(layer.config(), mode);
  }

  private static OutputMode mode(Config config) {
    return OutputMode.of(config, OutputMode.INT, OutputMode.ONE_HOT);
  }

  @Override
  public boolean autocastsInputs() {
    return false;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    OutputMode mode = mode(call.config());
    DType type = Hashing.outputType(call.layer(), mode);
    int bins = Sizes.positive(call.config(), BINS);
    Operand crossed = crossed(call, bins);
    return LayerOutput.of(
        mode == OutputMode.INT
            ? tf.cast(crossed, type)
            : new Categories(call, mode, bins, type).encode(crossed));
  }

  private static Operand crossed(LayerCall call, int bins) {
    Ops tf = call.ops();
    Shape shape = check(call);
    List<Operand> columns = new ArrayList<>();
    for (Operand x : call.inputs()) {
      Operand feature = x.dtype() == DType.STRING ? x : tf.cast(x, DType.INT64);
      columns.add(shape.rank() == 2 ? feature : tf.arrays().reshape(feature, -1, 1));
    }
    Operation cross =
        tf.graph()
            .node("SparseCross")
            .inputs(List.of())
            .inputs(List.of())
            .inputs(List.of())
            .inputs(columns)
            .attr("N", Attr.of(0))
            .attr("sparse_types", new Attr.Many(List.of()))
            .attr("hashed_output", Attr.of(true))
            .attr("num_buckets", Attr.of(bins))
            .attr("hash_key", Attr.of(HASH_KEY))
            .attr("out_type", Attr.of(DType.INT64))
            .attr("internal_type", Attr.of(DType.INT64))
            .build();
    Operand dense =
        tf.graph()
            .node("SparseToDense")
            .input(cross.outputs().get(0))
            .input(cross.outputs().get(2))
            .input(cross.outputs().get(1))
            .input(tf.constant(TensorValue.ofLongs(Shape.scalar(), 0)))
            .buildOutput();
    return switch (shape.rank()) {
      case 0 -> tf.graph().node("Reshape").input(dense).input(tf.ints()).buildOutput();
      case 1 -> tf.arrays().reshape(dense, -1);
      default -> tf.arrays().reshape(dense, -1, 1);
    };
  }

  /** The shape that all inputs have. */
  private static Shape check(LayerCall call) {
    List<Operand> inputs = call.inputs();
    Shape first = inputs.get(0).shape();
    if (inputs.size() < 2) {
      throw problem(call, "it crosses at least two features, not " + inputs.size());
    }
    if (inputs.size() > 2 && !call.layer().isKeras2()) {
      throw problem(call, "Keras 3 crosses two features, not " + inputs.size());
    }
    if (!first.hasRank() || first.rank() > 2 || first.rank() == 2 && first.dim(1) != 1) {
      throw problem(call, "features have the shape (batch) or (batch, 1), not " + first);
    }
    for (Operand input : inputs) {
      if (!input.shape().equals(first)) {
        throw problem(call, "features have equal shapes, not " + first + " and " + input.shape());
      }
      if (input.dtype().isFloating()) {
        throw problem(call, "features are integers or texts, not " + input.dtype());
      }
    }
    return first;
  }

  private static UnsupportedModelException problem(LayerCall call, String what) {
    return new UnsupportedModelException(
        "A HashedCrossing layer cannot cross its inputs",
        List.of(new Problem(what, "layer " + call.layer().name())),
        "");
  }
}
