package io.kerasport.core.build;

import io.kerasport.build.Architecture;
import io.kerasport.build.Block;
import io.kerasport.build.Subclassed;
import io.kerasport.core.backend.Backend;
import io.kerasport.core.clone.ModelCloner;
import io.kerasport.core.graph.AssembledCall;
import io.kerasport.core.graph.ForwardGraph;
import io.kerasport.core.graph.GraphAssembler;
import io.kerasport.core.registry.CustomObjectScope;
import io.kerasport.core.signature.SignatureInference;
import io.kerasport.export.BuildOptions;
import io.kerasport.export.ExportOptions;
import io.kerasport.export.Mode;
import io.kerasport.export.ModelBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.model.KerasTensor;
import io.kerasport.model.Model;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ArchitectureSpelling;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** Builds models: names and settings first, then shapes, then weights. */
public final class ArchitectureBuilder implements ModelBuilder {
  private final ArchitectureSpelling spelling;
  private final ModelCloner cloner;
  private final SignatureInference signatures;
  private final GraphAssembler assembler;
  private final Backend backend;
  private final FirstWeights weights;
  private final SubclassedTopology subclassed;
  private final CustomObjectScope customObjects;

  @Inject
  ArchitectureBuilder(
      ArchitectureSpelling spelling,
      ModelCloner cloner,
      SignatureInference signatures,
      GraphAssembler assembler,
      Backend backend,
      FirstWeights weights,
      SubclassedTopology subclassed,
      CustomObjectScope customObjects) {
    this.spelling = spelling;
    this.cloner = cloner;
    this.signatures = signatures;
    this.assembler = assembler;
    this.backend = backend;
    this.weights = weights;
    this.subclassed = subclassed;
    this.customObjects = customObjects;
  }

  @Override
  public Model build(Architecture architecture, BuildOptions options) {
    return customObjects.with(options.customObjects(), () -> build(architecture, options.seed()));
  }

  private Model build(Architecture architecture, long seed) {
    ArchitectureSpelling.Spelled spelled = spelling.begin(architecture);
    Traced traced = new Traced();
    trace(architecture, spelled, traced);
    return withWeights(spelled.model(architecture, traced), seed);
  }

  @Override
  public Model build(Subclassed model, BuildOptions options) {
    return customObjects.with(
        options.customObjects(), () -> withWeights(subclassed.of(model), options.seed()));
  }

  private Model withWeights(Model model, long seed) {
    try (ForwardGraph graph = assembled(model)) {
      return weights.addTo(model, graph.variables(), seed);
    }
  }

  /** The shapes of a model, after those of the models inside of it, which have their own. */
  private void trace(Architecture model, ArchitectureSpelling.Spelled spelled, Traced traced) {
    if (traced.specs.containsKey(model)) {
      return;
    }
    for (Block block : model.blocks()) {
      if (block instanceof Architecture inner) {
        trace(inner, spelled, traced);
      }
    }
    Map<KerasTensor, TensorSpec> specs = new HashMap<>();
    try (ForwardGraph graph = assembled(spelled.model(model, traced))) {
      for (AssembledCall call : graph.calls()) {
        if (call.layer().path().equals(call.node().layer())) {
          put(call, specs);
        }
      }
    }
    traced.specs.put(model, specs);
  }

  private static void put(AssembledCall call, Map<KerasTensor, TensorSpec> specs) {
    for (int i = 0; i < call.outputs().size(); i++) {
      Operand output = call.outputs().get(i);
      specs.put(
          new KerasTensor(call.node().layer(), call.node().index(), i),
          new TensorSpec(output.dtype(), output.shape()));
    }
  }

  private ForwardGraph assembled(Model model) {
    return assembler.assemble(
        cloner.cloneOf(model),
        signatures.inputsOf(model),
        Mode.PREDICT,
        backend,
        ExportOptions.defaults());
  }

  /** What is known so far. */
  private static final class Traced implements ArchitectureSpelling.TracedShapes {
    private final Map<Architecture, Map<KerasTensor, TensorSpec>> specs = new IdentityHashMap<>();

    @Override
    public Optional<TensorSpec> of(Architecture model, KerasTensor tensor) {
      return Optional.ofNullable(specs.getOrDefault(model, Map.of()).get(tensor));
    }
  }
}
