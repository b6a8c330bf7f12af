package io.kerasport.core.load;

import io.kerasport.core.backend.TensorProtos;
import io.kerasport.export.ModelFormatException;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.ChangedLayers;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;

/**
 * The vocabularies of a SavedModel that Keras 2 wrote. Its metadata leaves them out: they are
 * constants of the graph, which a function of each layer's table fills in.
 */
final class FilledTables {
  private static final String VOCABULARY = "vocabulary";
  private static final String WEIGHTS = "idf_weights";
  private static final int MOST_TERMS = 1 << 24;

  private final SavedObjectGraph objects;
  private final Map<String, TensorProto> constants;
  private final Map<String, Terms> byLayer = new HashMap<>();

  /**
   * The terms of a layer.
   *
   * @param terms in the order of their numbers
   * @param first the number of the first one
   */
  private record Terms(List<Object> terms, int first) {}

  private FilledTables(MetaGraphDef graph) {
    objects = graph.getObjectGraphDef();
    constants =
        graph.getGraphDef().getNodeList().stream()
            .filter(node -> node.getOp().equals("Const"))
            .collect(
                Collectors.toMap(
                    NodeDef::getName,
                    node -> node.getAttrOrThrow("value").getTensor(),
                    (first, second) -> first));
  }

  /** A model with the vocabularies of a graph, and the weights of their terms. */
  static Model into(Model model, MetaGraphDef graph) {
    FilledTables tables = new FilledTables(graph);
    tables.collect(model, object(graph.getObjectGraphDef(), 0), "");
    return ChangedLayers.in(model, tables::learned);
  }

  private void collect(Model model, @Nullable SavedObject object, String prefix) {
    boolean sequential = model.kind() == Model.Kind.SEQUENTIAL;
    int index = 0;
    for (Layer layer : model.layers()) {
      if (sequential && layer.isInput()) {
        continue;
      }
      SavedObject held = child(object, "layer-" + index++);
      String path = prefix + layer.name();
      Model nested = layer.nested();
      if (nested != null) {
        collect(nested, layer.isModel() ? held : child(held, "layer"), path + "/");
      } else if (layer.config().entries().containsKey(VOCABULARY)) {
        SavedObject inside = child(held, "_lookup_layer");
        boolean invert = layer.config().bool("invert", false);
        terms(child(inside == null ? held : inside, "lookup_table"), invert)
            .ifPresent(terms -> byLayer.put(path, terms));
      }
    }
  }

  /** The terms that a table is filled with: keys, or values where numbers are the keys. */
  private Optional<Terms> terms(@Nullable SavedObject table, boolean invert) {
    SavedObject fill = child(table, "_initialize");
    if (fill == null || fill.getFunction().getConcreteFunctionsCount() != 1) {
      return Optional.empty();
    }
    SavedConcreteFunction function =
        objects.getConcreteFunctionsMap().get(fill.getFunction().getConcreteFunctions(0));
    if (function == null || function.getBoundInputsCount() != 3) {
      return Optional.empty();
    }
    Optional<TensorValue> keys = constant(function.getBoundInputs(1));
    Optional<TensorValue> values = constant(function.getBoundInputs(2));
    return keys.isEmpty() || values.isEmpty()
        ? Optional.empty()
        : invert ? ordered(values.get(), keys.get()) : ordered(keys.get(), values.get());
  }

  /** A list that the graph holds whole. */
  private Optional<TensorValue> constant(int node) {
    SavedObject object = object(objects, node);
    TensorProto proto = object == null ? null : constants.get(object.getConstant().getOperation());
    if (proto == null || proto.getTensorShape().getDimCount() != 1) {
      return Optional.empty();
    }
    long count = proto.getTensorShape().getDim(0).getSize();
    // A byte for each element at least: the shape alone must not make it large.
    return count < 1 || count > Math.min(MOST_TERMS, proto.getSerializedSize())
        ? Optional.empty()
        : Optional.of(TensorProtos.from(proto));
  }

  private static Optional<Terms> ordered(TensorValue terms, TensorValue numbers) {
    int count = Math.toIntExact(terms.spec().shape().elements());
    boolean fits = numbers.spec().dtype() == DType.INT64 && numbers.integers().length == count;
    Optional<List<Object>> listed = fits ? listed(terms) : Optional.empty();
    if (listed.isEmpty()) {
      return Optional.empty();
    }
    long[] of = numbers.integers();
    List<Integer> order =
        IntStream.range(0, count).boxed().sorted(Comparator.comparingLong(i -> of[i])).toList();
    long first = of[order.get(0)];
    boolean without = IntStream.range(0, count).allMatch(i -> of[order.get(i)] == first + i);
    return without && first >= 0 && first < MOST_TERMS
        ? Optional.of(new Terms(order.stream().map(listed.get()::get).toList(), (int) first))
        : Optional.empty();
  }

  private static Optional<List<Object>> listed(TensorValue terms) {
    return switch (terms.spec().dtype()) {
      case STRING -> Optional.of(List.copyOf(terms.strings()));
      case INT64 -> Optional.of(LongStream.of(terms.integers()).<Object>mapToObj(i -> i).toList());
      default -> Optional.empty();
    };
  }

  private Layer learned(Layer layer, String path) {
    Terms terms = byLayer.get(path);
    if (terms == null || layer.config().has(VOCABULARY)) {
      return layer;
    }
    Config config = layer.config().with(VOCABULARY, terms.terms());
    for (Weight weight : layer.weights().orElse(List.of())) {
      String name = String.valueOf(weight.name());
      if (name.equals(WEIGHTS) || name.endsWith("/" + WEIGHTS)) {
        config = config.with(WEIGHTS, ofTerms(weight, terms));
      }
    }
    return new Layer(
        layer.name(),
        layer.className(),
        layer.registeredName(),
        config,
        layer.weights().map(all -> List.of()),
        null);
  }

  /** The weights without those of masks and unknown terms before them, and zeros behind them. */
  private static List<Double> ofTerms(Weight weight, Terms terms) {
    int end = terms.first() + terms.terms().size();
    if (weight.spec().dtype() != DType.FLOAT || weight.spec().shape().elements() < end) {
      throw unfit(weight, end, null);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      weight.data().writeTo(Channels.newChannel(bytes));
    } catch (IOException e) {
      throw unfit(weight, end, e);
    }
    double[] all = TensorValue.ofBytes(weight.spec(), bytes.toByteArray()).numbers();
    return IntStream.range(terms.first(), end).mapToObj(i -> all[i]).toList();
  }

  private static ModelFormatException unfit(Weight weight, int count, @Nullable Throwable cause) {
    return new ModelFormatException(
        "The weights of terms should be at least " + count + " numbers of type float32",
        weight.origin(),
        "Copy the whole directory, or save the model again.",
        cause);
  }

  private static @Nullable SavedObject object(SavedObjectGraph objects, int node) {
    return node < 0 || node >= objects.getNodesCount() ? null : objects.getNodes(node);
  }

  private @Nullable SavedObject child(@Nullable SavedObject object, String name) {
    if (object == null) {
      return null;
    }
    for (ObjectReference reference : object.getChildrenList()) {
      if (reference.getLocalName().equals(name)) {
        return object(objects, reference.getNodeId());
      }
    }
    return null;
  }
}
