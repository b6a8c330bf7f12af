package io.kerasport.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.kerasport.djl.Value.Filled;
import io.kerasport.djl.Value.Stored;
import io.kerasport.djl.Value.Traced;
import io.kerasport.djl.Value.Unusable;
import io.kerasport.model.CallArgument;
import io.kerasport.model.KerasTensor;
import io.kerasport.model.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Adds layers for the Block that is being read, and brings tensors into the order of axes that a
 * layer takes.
 */
final class LayerWriter {
  private static final Set<String> PREPARING =
      Set.of("Permute", "ZeroPadding1D", "ZeroPadding2D", "ZeroPadding3D");

  private final LayerGraph graph = new LayerGraph();
  private final BlockTree tree;
  private final Map<KerasTensor, KerasTensor> channelsLast = new HashMap<>();
  private final Map<KerasTensor, KerasTensor> channelsFirst = new HashMap<>();
  private final Map<Parameter, Traced> materialized = new HashMap<>();
  private final List<Traced> inputs = new ArrayList<>();
  private final Set<String> named = new HashSet<>();
  private String path = "";

  LayerWriter(BlockTree tree) {
    this.tree = tree;
  }

  LayerGraph graph() {
    return graph;
  }

  /** The Block whose layers are added from now on. */
  void at(String block) {
    path = block;
  }

  String path() {
    return path;
  }

  Traced input(String name, Shape shape, DataType type, boolean last) {
    Shape keras = last ? Axes.channelsLast(shape) : shape;
    KerasTensor tensor = graph.input(name, keras, Types.of(type).kerasName());
    Traced input = new Traced(tensor, shape, type, last);
    inputs.add(input);
    return input;
  }

  /** Whether a tensor is an input of the model. */
  boolean isInput(Traced x) {
    return inputs.stream().anyMatch(input -> input.tensor().equals(x.tensor()));
  }

  /** A value as a tensor of the model. */
  Traced tensor(Value value) {
    if (value instanceof Traced traced) {
      return traced;
    }
    if (value instanceof Stored stored) {
      return materialized.computeIfAbsent(
          stored.parameter(), parameter -> new Copies(this, inputs.get(0)).of(parameter));
    }
    if (value instanceof Filled filled && filled.shape().dimension() > 1) {
      return new Copies(this, inputs.get(0)).of(filled);
    }
    if (value instanceof Unusable unusable) {
      throw UntraceableException.noCounterpart(unusable.reason());
    }
    throw UntraceableException.noCounterpart("an array of constants of the shape " + value.shape());
  }

  /** A layer whose output has the shape and order of axes of its input. */
  Traced like(Traced x, LayerSpec spec) {
    return add(spec, x.shape(), x.type(), x.channelsLast(), x.tensor());
  }

  /** A layer on tensors in DJL's order of axes. */
  Traced layer(LayerSpec spec, Shape shape, Traced... tensors) {
    KerasTensor[] ordered =
        Arrays.stream(tensors).map(this::channelsFirst).toArray(KerasTensor[]::new);
    return add(spec, shape, tensors[0].type(), false, ordered);
  }

  /** A layer on a tensor with its channels last, whose output has them last, too. */
  Traced lastLayer(LayerSpec spec, Shape shape, Traced x) {
    return add(spec, shape, x.type(), true, channelsLast(x));
  }

  /** A layer on tensors as they are. */
  Traced add(LayerSpec spec, Shape shape, DataType type, boolean last, KerasTensor... tensors) {
    List<CallArgument> items = new ArrayList<>();
    Arrays.stream(tensors).forEach(tensor -> items.add(new CallArgument.Tensor(tensor)));
    List<CallArgument> arguments =
        items.size() == 1 ? items : List.of(new CallArgument.Sequence(items));
    return call(spec, shape, type, last, arguments, Map.of());
  }

  /**
   * An operation.
   *
   * @param arguments tensors of the model, and constants
   */
  Traced operation(
      LayerSpec spec, Shape shape, DataType type, boolean last, @Nullable Object... arguments) {
    return call(spec, shape, type, last, arguments(arguments), Map.of());
  }

  static List<CallArgument> arguments(@Nullable Object... values) {
    List<CallArgument> arguments = new ArrayList<>();
    for (Object value : values) {
      arguments.add(argument(value));
    }
    return arguments;
  }

  private static CallArgument argument(@Nullable Object value) {
    if (value instanceof KerasTensor tensor) {
      return new CallArgument.Tensor(tensor);
    }
    if (value instanceof List<?> list) {
      return new CallArgument.Sequence(list.stream().map(LayerWriter::argument).toList());
    }
    return new CallArgument.Constant(value);
  }

  Traced call(
      LayerSpec spec,
      Shape shape,
      DataType type,
      boolean last,
      List<CallArgument> arguments,
      Map<String, CallArgument> keywords) {
    String name = graph.unique(name(spec));
    Map<String, @Nullable Object> identity = new LinkedHashMap<>();
    if (!spec.isOperation()) {
      identity.put("trainable", tree.isTrained(path));
      identity.put("dtype", tree.dtype().kerasName());
    }
    Node node = new Node(name, 0, arguments, keywords);
    Shape keras = last ? Axes.channelsLast(shape) : shape;
    KerasTensor tensor = graph.call(spec, name, identity, node, keras, Types.of(type).kerasName());
    return new Traced(tensor, shape, type, last);
  }

  /** The path as a name that TensorFlow takes; with the class for all layers but the first. */
  private String name(LayerSpec spec) {
    String block = path.replaceAll("[^A-Za-z0-9_.-]", "_");
    String kind = spec.className().toLowerCase(Locale.ROOT);
    if (block.isEmpty()) {
      return kind;
    }
    return PREPARING.contains(spec.className()) || !named.add(path) ? block + "_" + kind : block;
  }

  /** The tensor in DJL's order of axes. */
  KerasTensor channelsFirst(Traced x) {
    if (!x.channelsLast()) {
      return x.tensor();
    }
    return channelsFirst.computeIfAbsent(
        x.tensor(),
        tensor -> {
          Traced moved = permute(x, Axes.toChannelsFirst(x.rank()), false);
          channelsLast.put(moved.tensor(), tensor);
          return moved.tensor();
        });
  }

  /** The tensor with its second axis at the end. */
  KerasTensor channelsLast(Traced x) {
    if (x.channelsLast()) {
      return x.tensor();
    }
    return channelsLast.computeIfAbsent(
        x.tensor(),
        tensor -> {
          Traced moved = permute(x, Axes.toChannelsLast(x.rank()), true);
          channelsFirst.put(moved.tensor(), tensor);
          return moved.tensor();
        });
  }

  private Traced permute(Traced x, int[] order, boolean last) {
    return add(permute(order), x.shape(), x.type(), last, x.tensor());
  }

  /** A Permute layer, for an order that leaves the batch where it is. */
  static LayerSpec permute(int[] order) {
    return LayerSpec.layer("Permute")
        .with("dims", Axes.list(IntStream.of(order).skip(1).asLongStream().toArray()));
  }

  /** Whether a layer on both tensors works on channels that stand last. */
  static boolean lastTogether(Traced a, Traced b) {
    return a.rank() == b.rank() && (a.channelsLast() || b.channelsLast());
  }
}
