package io.kerasport.serializers.recurrent;

import io.kerasport.graph.ArrayOps;
import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.WeightSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * An LSTM whose products are convolutions: {@code i, f, g, o = x * W + b + h * U}. The one of the
 * states keeps their size. Its images have their channels last.
 */
final class ConvLstmCell implements Cell {
  private static final int GATES = 4;

  /** In place of a default. */
  private static final long REQUIRED = -1;

  private final int rank;

  /**
   * A cell.
   *
   * @param rank how many spatial axes its images have
   */
  ConvLstmCell(int rank) {
    this.rank = rank;
  }

  @Override
  public int inputRank() {
    return rank + 2;
  }

  private static int filters(Config config) {
    return Sizes.positive(config, "filters");
  }

  private List<Long> sizes(Config config, String key, long otherwise) {
    List<Long> sizes =
        config.has(key) || otherwise == REQUIRED
            ? config.integers(key, rank)
            : Collections.nCopies(rank, otherwise);
    for (long size : sizes) {
      if (size < 1 || size > Integer.MAX_VALUE) {
        throw new ConfigException(key, "positive and below 2^31", config.get(key));
      }
    }
    return sizes;
  }

  @Override
  public List<String> unsupported(LayerDescription cell) {
    Config config = cell.config();
    filters(config);
    sizes(config, "kernel_size", REQUIRED);
    sizes(config, "strides", 1);
    sizes(config, "dilation_rate", 1);
    Dropped.check(config);
    if (cell.isKeras2() && config.bool("unroll", false)) {
      throw new ConfigException("unroll", "false, as for all convolutions of Keras 2", true);
    }
    return List.of();
  }

  @Override
  public List<WeightSpec> weights(LayerDescription cell, Shape input) {
    DType dtype = cell.variableDType();
    Config config = cell.config();
    long filters = filters(config);
    long columns = GATES * filters;
    Shape window =
        Shape.of(
            sizes(config, "kernel_size", REQUIRED).stream().mapToLong(Long::longValue).toArray());
    long channels = Sizes.known(cell, input, -1);
    output(cell, input); // checks that the window fits
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(
        WeightSpec.trainable(
            "kernel", new TensorSpec(dtype, window.concat(Shape.of(channels, columns)))));
    weights.add(
        WeightSpec.trainable(
                "recurrent_kernel",
                new TensorSpec(dtype, window.concat(Shape.of(filters, columns))))
            .initializedBy("recurrent_initializer"));
    if (config.bool("use_bias", true)) {
      WeightSpec bias = WeightSpec.trainable("bias", new TensorSpec(dtype, Shape.of(columns)));
      weights.add(Lstm.remembering(bias, 1, filters(config), config));
    }
    return weights;
  }

  @Override
  public Shape output(LayerDescription cell, Shape input) {
    Config config = cell.config();
    boolean same = padding(config).equals("SAME");
    long[] dims = new long[rank + 1];
    for (int axis = 0; axis < rank; axis++) {
      long size = input.dim(axis + 1);
      long window = sizes(config, "kernel_size", REQUIRED).get(axis);
      long covered = (window - 1) * sizes(config, "dilation_rate", 1).get(axis) + 1;
      long stride = sizes(config, "strides", 1).get(axis);
      if (!same && size != Shape.UNKNOWN_DIM && covered > size) {
        throw new ConfigException(
            "kernel_size", "at most " + size + " along axis " + axis, config.get("kernel_size"));
      }
      dims[axis] =
          size == Shape.UNKNOWN_DIM
              ? size
              : Math.floorDiv((same ? size : size - covered + 1) + stride - 1, stride);
    }
    dims[rank] = filters(config);
    return Shape.of(dims);
  }

  private static String padding(Config config) {
    String padding = config.string("padding", "valid").toUpperCase(Locale.ROOT);
    if (!padding.equals("SAME") && !padding.equals("VALID")) {
      throw new ConfigException("padding", "same or valid", config.get("padding"));
    }
    return padding;
  }

  @Override
  public List<State> states(LayerDescription cell, Shape input) {
    return State.times(2, output(cell, input));
  }

  /** Whole pixels of the first image's shape: one mask for each gate. */
  @Override
  public Dropped dropped(CellCall call, Operand batch, Shape input) {
    double inputs = Dropped.rate(call.config(), "dropout", GATES);
    double states = Dropped.rate(call.config(), "recurrent_dropout", GATES);
    if (!call.training() || inputs == 0 && states == 0) {
      return Dropped.nothing();
    }
    Shape output = output(call.description(), input);
    return new Dropped(
        Dropped.masks(call, batch, input.slice(1, rank + 2), inputs, GATES),
        Dropped.masks(call, batch, output, states, GATES),
        List.of());
  }

  @Override
  public Operand project(CellCall call, Operand x, Dropped dropped) {
    Ops tf = call.ops();
    Config config = call.config();
    boolean sequence = x.shape().rank() == rank + 3;
    List<Long> strides = sizes(config, "strides", 1);
    List<Long> dilations = sizes(config, "dilation_rate", 1);
    List<Operand> parts = new ArrayList<>();
    List<Operand> kernels =
        dropped.inputs().isEmpty()
            ? List.of(call.weight("kernel"))
            : tf.arrays().split(call.weight("kernel"), -1, GATES);
    for (int i = 0; i < kernels.size(); i++) {
      Operand in = dropped.inputs().isEmpty() ? x : tf.mul(x, dropped.inputs().get(i));
      Operand images = sequence ? Steps.fold(tf, in) : in;
      parts.add(convolved(tf, images, kernels.get(i), strides, padding(config), dilations));
    }
    Operand y = parts.size() == 1 ? parts.get(0) : tf.concat(parts, -1);
    if (config.bool("use_bias", true)) {
      y = tf.nn().biasAdd(y, call.weight("bias"));
    }
    return sequence ? Steps.unfold(tf, y, x) : y;
  }

  private Operand convolved(
      Ops tf, Operand x, Operand kernel, List<Long> strides, String padding, List<Long> dilations) {
    if (rank == 3) {
      return tf.graph()
          .node("Conv3D")
          .input(x)
          .input(kernel)
          .attr("strides", aroundSpace(strides))
          .attr("padding", Attr.of(padding))
          .attr("dilations", aroundSpace(dilations))
          .buildOutput();
    }
    if (rank == 2) {
      return tf.nn().conv2d(x, kernel, strides, padding, dilations);
    }
    ArrayOps arrays = tf.arrays();
    Operand y =
        tf.nn()
            .conv2d(
                arrays.expandDims(x, 1),
                arrays.expandDims(kernel, 0),
                List.of(1L, strides.get(0)),
                padding,
                List.of(1L, dilations.get(0)));
    return arrays.squeeze(y, 1);
  }

  private static Attr aroundSpace(List<Long> values) {
    List<Long> all = new ArrayList<>(values);
    all.add(0, 1L);
    all.add(1L);
    return Attr.ints(all);
  }

  @Override
  public List<Operand> zeroStates(CellCall call, Operand batch, Operand projected) {
    Ops tf = call.ops();
    List<Operand> sizes = new ArrayList<>();
    sizes.add(batch);
    for (int axis = 0; axis < rank; axis++) {
      sizes.add(tf.arrays().size(projected, axis + 2));
    }
    sizes.add(tf.scalar(filters(call.config())));
    Operand zeros = tf.arrays().fill(tf.arrays().pack(sizes, 0), tf.scalarLike(projected, 0));
    return List.of(zeros, zeros);
  }

  @Override
  public Step step(CellCall call, Operand projected, List<Operand> states, Dropped dropped) {
    Ops tf = call.ops();
    Operand kernel = call.weight("recurrent_kernel");
    List<Long> ones = Collections.nCopies(rank, 1L);
    Operand recurrent;
    if (dropped.states().isEmpty()) {
      recurrent = convolved(tf, states.get(0), kernel, ones, "SAME", ones);
    } else {
      List<Operand> kernels = tf.arrays().split(kernel, -1, GATES);
      List<Operand> parts = new ArrayList<>();
      for (int gate = 0; gate < GATES; gate++) {
        Operand h = tf.mul(states.get(0), dropped.states().get(gate));
        parts.add(convolved(tf, h, kernels.get(gate), ones, "SAME", ones));
      }
      recurrent = tf.concat(parts, -1);
    }
    List<Operand> gates = tf.arrays().split(tf.add(projected, recurrent), -1, GATES);
    return Lstm.step(call, gates, states.get(1));
  }
}
