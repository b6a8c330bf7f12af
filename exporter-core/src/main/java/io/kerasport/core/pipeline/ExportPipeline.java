package io.kerasport.core.pipeline;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.TextFormat;
import io.kerasport.core.backend.Backend;
import io.kerasport.core.clone.ModelClone;
import io.kerasport.core.clone.ModelCloner;
import io.kerasport.core.compile.CompileConfig;
import io.kerasport.core.compile.CompileConfigParser;
import io.kerasport.core.graph.ForwardGraph;
import io.kerasport.core.graph.GraphAssembler;
import io.kerasport.core.mode.ModeSelection;
import io.kerasport.core.mode.ModeSelector;
import io.kerasport.core.objective.Objective;
import io.kerasport.core.objective.ObjectiveAssembler;
import io.kerasport.core.publish.PublishTarget;
import io.kerasport.core.publish.StagedDirectory;
import io.kerasport.core.registry.CustomObjectScope;
import io.kerasport.core.savedmodel.MetaGraphAssembler;
import io.kerasport.core.signature.SignatureInference;
import io.kerasport.core.signature.SignatureInput;
import io.kerasport.core.trackable.CheckpointPlan;
import io.kerasport.core.training.ModeGraph;
import io.kerasport.core.training.OptimizerAssembler;
import io.kerasport.core.training.TrainingStep;
import io.kerasport.export.ExportOptions;
import io.kerasport.export.ExportResult;
import io.kerasport.export.Exporter;
import io.kerasport.export.Mode;
import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.model.Model;
import io.kerasport.spi.ModelJson;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

/** Exports models, stage by stage. */
public final class ExportPipeline implements Exporter {
  private static final String CHECKPOINT_PREFIX = "variables/variables";
  private static final String CHECKPOINT_STATE =
      "model_checkpoint_path: \"variables\"\nall_model_checkpoint_paths: \"variables\"\n";

  private final Backend backend;
  private final CompileConfigParser compileConfigs;
  private final ModeSelector modes;
  private final ModelCloner cloner;
  private final SignatureInference signatures;
  private final GraphAssembler assembler;
  private final ObjectiveAssembler objectives;
  private final OptimizerAssembler optimizers;
  private final MetaGraphAssembler metaGraphs;
  private final ModelJson json;
  private final CustomObjectScope customObjects;
  private final Clock clock;

  @Inject
  ExportPipeline(
      Backend backend,
      CompileConfigParser compileConfigs,
      ModeSelector modes,
      ModelCloner cloner,
      SignatureInference signatures,
      GraphAssembler assembler,
      ObjectiveAssembler objectives,
      OptimizerAssembler optimizers,
      MetaGraphAssembler metaGraphs,
      ModelJson json,
      CustomObjectScope customObjects,
      Clock clock) {
    this.backend = backend;
    this.compileConfigs = compileConfigs;
    this.modes = modes;
    this.cloner = cloner;
    this.signatures = signatures;
    this.assembler = assembler;
    this.objectives = objectives;
    this.optimizers = optimizers;
    this.metaGraphs = metaGraphs;
    this.json = json;
    this.customObjects = customObjects;
    this.clock = clock;
  }

  @Override
  public ExportResult export(Model model, Path directory, ExportOptions options) {
    requireTopology(model, options);
    PublishTarget target =
        options.exactPath()
            ? PublishTarget.exactly(directory)
            : PublishTarget.timestampedChildOf(directory, clock);
    target.check();
    return customObjects.with(options.customObjects(), () -> export(model, target, options));
  }

  /** Code cannot be cloned, so nobody could make the graphs for evaluation and training. */
  private static void requireTopology(Model model, ExportOptions options) {
    if (model.kind() == Model.Kind.SUBCLASSED && !options.servingOnly()) {
      throw new UnsupportedModelException(
          "Model `" + model.name() + "` is neither functional nor Sequential",
          List.of(
              new Problem(
                  "the calls of a subclassed model are code, which can be run for serving but not"
                      + " cloned for evaluation and training",
                  "model " + model.name())),
          "Export it with servingOnly.");
    }
  }

  private ExportResult export(Model model, PublishTarget target, ExportOptions options) {
    Optional<CompileConfig> compiled =
        options.servingOnly() ? Optional.empty() : compileConfigs.parse(model);
    ModeSelection selection = modes.select(compiled, options.servingOnly());
    try (ModeGraphs graphs = new ModeGraphs()) {
      Set<String> warnings = new LinkedHashSet<>(); // each once, though every graph has its own
      for (Mode mode : selection.modes()) {
        graphs.add(modeGraph(model, mode, compiled, options, warnings));
      }
      List<CheckpointPlan> plans = graphs.all().stream().map(CheckpointPlan::of).toList();
      SavedModel savedModel = savedModel(graphs, plans, options);
      if (!hasConfig(model)) {
        warnings.add(
            "The class of model `"
                + model.name()
                + "` has no configuration, so that no JSON is written and the model cannot be"
                + " loaded.");
      }
      Path path = write(savedModel, plans.get(0), model, target, options);
      return new ExportResult(
          path, selection.modes(), selection.skipped(), List.copyOf(warnings), backend.name());
    }
  }

  private ModeGraph modeGraph(
      Model model,
      Mode mode,
      Optional<CompileConfig> compiled,
      ExportOptions options,
      Set<String> warnings) {
    ModelClone clone = cloner.cloneOf(model);
    List<SignatureInput> inputs =
        signatures.inputsOf(model, options.inputSignature(), options.signatureKeys());
    ForwardGraph forward = assembler.assemble(clone, inputs, mode, backend, options);
    warnings.addAll(forward.warnings());
    try {
      if (mode == Mode.PREDICT || compiled.isEmpty()) {
        return new ModeGraph(forward, Optional.empty(), Optional.empty());
      }
      Objective objective = objectives.add(forward, compiled.get());
      Optional<TrainingStep> step =
          compiled
              .get()
              .optimizer()
              .map(
                  optimizer ->
                      mode == Mode.TRAIN
                          ? optimizers.train(forward, objective, optimizer)
                          : optimizers.count(forward, optimizer));
      step.ifPresent(added -> warnings.addAll(added.warnings()));
      return new ModeGraph(forward, Optional.of(objective), step);
    } catch (RuntimeException | Error e) {
      forward.close();
      throw e;
    }
  }

  /** The plan of each graph names the keys; what is stored follows the first, which has all. */
  private SavedModel savedModel(
      ModeGraphs graphs, List<CheckpointPlan> plans, ExportOptions options) {
    List<MetaGraphDef> finished = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      finished.add(metaGraphs.metaGraph(graphs.all().get(i), plans.get(i), backend, options));
    }
    return metaGraphs.savedModel(finished);
  }

  private Path write(
      SavedModel savedModel,
      CheckpointPlan checkpoint,
      Model model,
      PublishTarget target,
      ExportOptions options) {
    byte[] configuration = json.write(model);
    try (StagedDirectory staging = StagedDirectory.create(target)) {
      if (MetaGraphAssembler.hasCheckpoint(checkpoint, options)) {
        backend.writeCheckpoint(
            staging.resolve(CHECKPOINT_PREFIX), checkpoint.entries(), options.progress());
        staging.write("variables/checkpoint", CHECKPOINT_STATE.getBytes(StandardCharsets.UTF_8));
      }
      StoredWeights.verify(model);
      if (hasConfig(model)) {
        staging.write("assets/saved_model.json", configuration);
      }
      if (options.asText()) {
        staging.write("saved_model.pbtxt", text(savedModel));
      } else {
        staging.write("saved_model.pb", deterministicBytes(savedModel));
      }
      return staging.publish();
    }
  }

  /** A subclassed model may have none. */
  private static boolean hasConfig(Model model) {
    return !model.source().entries().isEmpty();
  }

  /** The printer takes map entries in key order. */
  private static byte[] text(SavedModel savedModel) {
    return TextFormat.printer().printToString(savedModel).getBytes(StandardCharsets.UTF_8);
  }

  /** Map entries in key order, so that equal SavedModels are equal files. */
  private static byte[] deterministicBytes(SavedModel savedModel) {
    byte[] bytes = new byte[savedModel.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      savedModel.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes;
  }
}
