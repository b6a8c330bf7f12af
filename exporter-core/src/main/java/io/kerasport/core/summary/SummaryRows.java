package io.kerasport.core.summary;

import io.kerasport.core.clone.LayerClone;
import io.kerasport.core.clone.ModelClone;
import io.kerasport.core.graph.AssembledCall;
import io.kerasport.core.graph.ForwardGraph;
import io.kerasport.core.graph.LayerVariable;
import io.kerasport.core.signature.SignatureInference;
import io.kerasport.core.signature.SignatureInput;
import io.kerasport.graph.Operand;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Makes the rows of a summary from an assembled graph. */
final class SummaryRows {
  private static final String OPERATIONS = "keras.ops.";

  private final SignatureInference signatures;
  private final Map<LayerClone, List<Shape>> outputs = new IdentityHashMap<>();
  private final Map<LayerClone, Long> parameters = new IdentityHashMap<>();

  SummaryRows(ForwardGraph graph, SignatureInference signatures) {
    this.signatures = signatures;
    for (AssembledCall call : graph.calls()) {
      outputs.put(call.layer(), call.outputs().stream().map(Operand::shape).toList());
    }
    for (LayerVariable variable : graph.variables()) {
      if (variable.weightSpec().stored()) {
        parameters.merge(
            variable.layer(), variable.variable().spec().shape().elements(), Math::addExact);
      }
    }
  }

  List<ModelSummary.Row> of(ModelClone clone) {
    Model model = clone.model();
    Map<String, Shape> inputs = new HashMap<>();
    for (SignatureInput input : signatures.inputsOf(model)) {
      inputs.put(input.key(), input.spec().shape());
    }
    Map<String, List<String>> connections = Connections.of(model);
    List<ModelSummary.Row> rows = new ArrayList<>();
    for (LayerClone layer : clone.layers()) {
      if (!layer.layer().isInput()) {
        rows.add(row(layer, connections));
      } else if (model.kind() != Model.Kind.SEQUENTIAL) {
        Shape shape = inputs.getOrDefault(layer.layer().name(), Shape.unknown());
        rows.add(
            new ModelSummary.Row(
                layer.layer().name(), "InputLayer", List.of(shape), 0, List.of(), List.of()));
      }
    }
    return rows;
  }

  /** The stored parameters of layers that have no place in the graph. */
  ModelSummary.Parameters stored(ModelClone clone) {
    ModelSummary.Parameters sum = ModelSummary.Parameters.NONE;
    for (LayerClone layer : clone.layers()) {
      if (layer.nested() != null) {
        sum = sum.plus(stored(layer.nested()));
      } else if (!outputs.containsKey(layer)) {
        sum = sum.plus(stored(layer));
      }
    }
    return sum;
  }

  private static ModelSummary.Parameters stored(LayerClone layer) {
    return layer.layer().weights().orElse(List.of()).stream()
        .map(weight -> ModelSummary.Parameters.of(weight.spec()))
        .reduce(ModelSummary.Parameters.NONE, ModelSummary.Parameters::plus);
  }

  private ModelSummary.Row row(LayerClone layer, Map<String, List<String>> connections) {
    List<ModelSummary.Row> nested = layer.nested() == null ? List.of() : of(layer.nested());
    long own =
        outputs.containsKey(layer) ? parameters.getOrDefault(layer, 0L) : stored(layer).count();
    String className = layer.layer().className();
    return new ModelSummary.Row(
        layer.layer().name(),
        className.startsWith(OPERATIONS) ? className.substring(OPERATIONS.length()) : className,
        outputs.getOrDefault(layer, List.of()),
        own + nested.stream().mapToLong(ModelSummary.Row::parameters).sum(),
        connections.getOrDefault(layer.layer().name(), List.of()),
        layer.layer().isModel() ? nested : List.of());
  }
}
