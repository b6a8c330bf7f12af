package io.kerasport.core.summary;

import io.kerasport.core.backend.Backend;
import io.kerasport.core.clone.ModelClone;
import io.kerasport.core.clone.ModelCloner;
import io.kerasport.core.clone.PartialClone;
import io.kerasport.core.graph.ForwardGraph;
import io.kerasport.core.graph.GraphAssembler;
import io.kerasport.core.graph.LayerVariable;
import io.kerasport.core.signature.SignatureInference;
import io.kerasport.export.ExportOptions;
import io.kerasport.export.Mode;
import io.kerasport.model.Model;
import jakarta.inject.Inject;

/** Summarizes models. */
public final class ModelSummarizer {
  private final Backend backend;
  private final ModelCloner cloner;
  private final SignatureInference signatures;
  private final GraphAssembler assembler;

  @Inject
  ModelSummarizer(
      Backend backend,
      ModelCloner cloner,
      SignatureInference signatures,
      GraphAssembler assembler) {
    this.backend = backend;
    this.cloner = cloner;
    this.signatures = signatures;
    this.assembler = assembler;
  }

  /**
   * Summarizes a model. No weights are read. Layers without a serializer, and those that take what
   * they make, have no shapes; their parameters are the ones stored.
   *
   * @throws io.kerasport.export.ExportException if the model could not be exported for another
   *     reason than such layers
   */
  public ModelSummary summarize(Model model) {
    PartialClone partial = cloner.partialCloneOf(model);
    ModelClone clone = partial.model();
    ModelClone known = partial.problems().isEmpty() ? clone : KnownPart.of(clone);
    try (ForwardGraph graph =
        assembler.assemble(
            known, signatures.inputsOf(model), Mode.PREDICT, backend, ExportOptions.defaults())) {
      SummaryRows rows = new SummaryRows(graph, signatures);
      return new ModelSummary(
          model.name(),
          Connections.isChain(model),
          rows.of(clone),
          parameters(graph, true),
          parameters(graph, false),
          rows.stored(clone),
          partial.problems());
    }
  }

  private static ModelSummary.Parameters parameters(ForwardGraph graph, boolean trainable) {
    return graph.variables().stream()
        .filter(variable -> variable.weightSpec().stored())
        .map(LayerVariable::variable)
        .filter(variable -> variable.trainable() == trainable)
        .map(variable -> ModelSummary.Parameters.of(variable.spec()))
        .reduce(ModelSummary.Parameters.NONE, ModelSummary.Parameters::plus);
  }
}
