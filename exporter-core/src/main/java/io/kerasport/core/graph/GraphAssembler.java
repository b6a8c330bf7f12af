package io.kerasport.core.graph;

import io.kerasport.core.backend.Backend;
import io.kerasport.core.backend.BackendGraph;
import io.kerasport.core.backend.ScopedGraphBuilder;
import io.kerasport.core.clone.ModelClone;
import io.kerasport.core.clone.SerializerCatalog;
import io.kerasport.core.gradient.GradientRules;
import io.kerasport.core.signature.SignatureInput;
import io.kerasport.core.weights.WeightBinder;
import io.kerasport.export.ExportOptions;
import io.kerasport.export.Mode;
import io.kerasport.export.ModelFormatException;
import io.kerasport.graph.Attr;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Model;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Assembles the graphs of a model, one for each mode. */
public final class GraphAssembler {
  private static final String WAY_OUT =
      "Check that configuration and weights come from the same model, and save it again.";

  private final SerializerCatalog catalog;
  private final WeightBinder weights;
  private final GradientRules gradients;

  @Inject
  GraphAssembler(SerializerCatalog catalog, WeightBinder weights, GradientRules gradients) {
    this.catalog = catalog;
    this.weights = weights;
    this.gradients = gradients;
  }

  /**
   * Assembles one graph.
   *
   * @param clone the model, serializers bound
   * @param inputs the inputs of its signature
   * @param mode decides whether layers train
   * @param backend makes the nodes
   * @param options device and progress
   * @return the graph, for the caller to close
   * @throws io.kerasport.export.ExportException if weights do not fit the layers, all of them
   *     reported together, or if a layer makes a node that contradicts its op
   */
  public ForwardGraph assemble(
      ModelClone clone,
      List<SignatureInput> inputs,
      Mode mode,
      Backend backend,
      ExportOptions options) {
    BackendGraph graph = backend.newGraph();
    try {
      GraphBuilder root = new ScopedGraphBuilder(graph, gradients.over(backend));
      return assemble(clone, inputs, mode, graph, root, options);
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  private ForwardGraph assemble(
      ModelClone clone,
      List<SignatureInput> inputs,
      Mode mode,
      BackendGraph graph,
      GraphBuilder root,
      ExportOptions options) {
    GraphBuilder modelRoot = options.device().map(root::withDevice).orElse(root);
    List<NamedOperand> placeholders = new ArrayList<>();
    List<MaskedTensor> fed = new ArrayList<>();
    for (SignatureInput input : inputs) {
      Operand placeholder = placeholder(root, input);
      placeholders.add(new NamedOperand(input.key(), placeholder));
      fed.add(new MaskedTensor(placeholder, null));
    }
    ModelAssembly assembly = new ModelAssembly(catalog, new LayerVariables(weights), mode, options);
    List<MaskedTensor> results = assembly.add(clone, modelRoot, fed);
    if (!assembly.problems().isEmpty()) {
      throw ModelFormatException.weightMismatch(assembly.problems(), WAY_OUT);
    }
    return new ForwardGraph(
        mode,
        clone,
        graph,
        new Ops(root),
        placeholders,
        predictions(clone.model(), results, placeholders, new Ops(modelRoot)),
        assembly.variables(),
        assembly.resources(),
        assembly.calls(),
        assembly.effects(),
        assembly.warnings());
  }

  private static Operand placeholder(GraphBuilder root, SignatureInput input) {
    return root.node("Placeholder")
        .name(input.tensor().layer())
        .attr("dtype", Attr.of(input.spec().dtype()))
        .attr("shape", Attr.of(input.spec().shape()))
        .buildOutput();
  }

  /**
   * Gives every output a tensor of its own: TensorFlow does not fetch a tensor that it is fed, and
   * its Java client does not fetch one under two names.
   */
  private static List<Prediction> predictions(
      Model model, List<MaskedTensor> results, List<NamedOperand> placeholders, Ops tf) {
    Set<String> taken = new HashSet<>();
    placeholders.forEach(placeholder -> taken.add(placeholder.operand().tensorName()));
    List<String> names = model.outputNames();
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      MaskedTensor result = results.get(i);
      boolean free = taken.add(result.value().tensorName());
      Operand value = free ? result.value() : tf.identity(result.value());
      predictions.add(new Prediction(names.get(i), value, result.mask()));
    }
    return predictions;
  }
}
