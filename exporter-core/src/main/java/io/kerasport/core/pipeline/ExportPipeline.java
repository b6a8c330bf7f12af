package io.kerasport.core.pipeline;

import com.google.protobuf.CodedOutputStream;
import io.kerasport.core.backend.Backend;
import io.kerasport.core.clone.ModelClone;
import io.kerasport.core.clone.ModelCloner;
import io.kerasport.core.graph.GraphAssembler;
import io.kerasport.core.graph.ModeGraph;
import io.kerasport.core.mode.ModeSelection;
import io.kerasport.core.mode.ModeSelector;
import io.kerasport.core.publish.PublishTarget;
import io.kerasport.core.publish.StagedDirectory;
import io.kerasport.core.savedmodel.MetaGraphAssembler;
import io.kerasport.core.signature.SignatureInference;
import io.kerasport.core.signature.SignatureInput;
import io.kerasport.core.trackable.CheckpointPlan;
import io.kerasport.export.ExportOptions;
import io.kerasport.export.ExportResult;
import io.kerasport.export.Exporter;
import io.kerasport.export.Mode;
import io.kerasport.model.Model;
import io.kerasport.spi.ModelJson;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

/** Exports models, stage by stage. */
public final class ExportPipeline implements Exporter {
  private static final String CHECKPOINT_PREFIX = "variables/variables";
  private static final String CHECKPOINT_STATE =
      "model_checkpoint_path: \"variables\"\nall_model_checkpoint_paths: \"variables\"\n";

  private final Backend backend;
  private final ModeSelector modes;
  private final ModelCloner cloner;
  private final SignatureInference signatures;
  private final GraphAssembler assembler;
  private final MetaGraphAssembler metaGraphs;
  private final ModelJson json;
  private final Clock clock;

  @Inject
  ExportPipeline(
      Backend backend,
      ModeSelector modes,
      ModelCloner cloner,
      SignatureInference signatures,
      GraphAssembler assembler,
      MetaGraphAssembler metaGraphs,
      ModelJson json,
      Clock clock) {
    this.backend = backend;
    this.modes = modes;
    this.cloner = cloner;
    this.signatures = signatures;
    this.assembler = assembler;
    this.metaGraphs = metaGraphs;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public ExportResult export(Model model, Path directory, ExportOptions options) {
    PublishTarget target =
        options.exactPath()
            ? PublishTarget.exactly(directory)
            : PublishTarget.timestampedChildOf(directory, clock);
    target.check();
    ModeSelection selection = modes.select(model);
    try (ModeGraphs graphs = new ModeGraphs()) {
      for (Mode mode : selection.modes()) {
        ModelClone clone = cloner.cloneOf(model);
        List<SignatureInput> inputs = signatures.inputsOf(model);
        graphs.add(assembler.assemble(clone, inputs, mode, backend, options));
      }
      CheckpointPlan checkpoint = CheckpointPlan.of(graphs.all().get(0));
      SavedModel savedModel = savedModel(graphs, checkpoint);
      Path path = write(savedModel, checkpoint, model, target, options);
      return new ExportResult(path, selection.modes(), selection.skipped(), backend.name());
    }
  }

  private SavedModel savedModel(ModeGraphs graphs, CheckpointPlan checkpoint) {
    List<MetaGraphDef> finished = new ArrayList<>();
    for (ModeGraph graph : graphs.all()) {
      finished.add(metaGraphs.metaGraph(graph, checkpoint, backend));
    }
    return metaGraphs.savedModel(finished);
  }

  private Path write(
      SavedModel savedModel,
      CheckpointPlan checkpoint,
      Model model,
      PublishTarget target,
      ExportOptions options) {
    try (StagedDirectory staging = StagedDirectory.create(target)) {
      if (!checkpoint.variables().isEmpty()) {
        backend.writeCheckpoint(
            staging.resolve(CHECKPOINT_PREFIX), checkpoint.entries(), options.progress());
        staging.write("variables/checkpoint", CHECKPOINT_STATE.getBytes(StandardCharsets.UTF_8));
      }
      staging.write("assets/saved_model.json", json.write(model));
      staging.write("saved_model.pb", deterministicBytes(savedModel));
      return staging.publish();
    }
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
