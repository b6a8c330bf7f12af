package io.kerasport.core.load;

import io.kerasport.core.build.SubclassedTopology;
import io.kerasport.core.checkpoint.CheckpointReader;
import io.kerasport.core.registry.CustomObjectScope;
import io.kerasport.core.savedmodel.SavedModelFile;
import io.kerasport.export.CheckpointFormatException;
import io.kerasport.export.CustomObjects;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.ModelLoader;
import io.kerasport.model.Model;
import io.kerasport.spi.ModelJson;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.proto.MetaGraphDef;

/** Loads models from their JSON and checkpoint. */
public final class SavedModelLoader implements ModelLoader {
  private static final String JSON = "assets/saved_model.json";
  private static final String CHECKPOINT_PREFIX = "variables/variables";

  private final ModelJson json;
  private final CheckpointReader checkpoints;
  private final SubclassedTopology subclassed;
  private final CustomObjectScope customObjects;

  @Inject
  SavedModelLoader(
      ModelJson json,
      CheckpointReader checkpoints,
      SubclassedTopology subclassed,
      CustomObjectScope customObjects) {
    this.json = json;
    this.checkpoints = checkpoints;
    this.subclassed = subclassed;
    this.customObjects = customObjects;
  }

  @Override
  public Model load(Path savedModel, CustomObjects objects) {
    return customObjects.with(objects, () -> loaded(savedModel));
  }

  private Model loaded(Path savedModel) {
    // The original reads the JSON and the checkpoint alone; only tables of Keras 2 are in a graph.
    if (!SavedModelFile.isIn(savedModel) && !Files.isRegularFile(savedModel.resolve(JSON))) {
      throw notASavedModel(savedModel);
    }
    Path metadata = savedModel.resolve(KerasMetadata.FILE);
    boolean ofKeras2 = !Files.exists(savedModel.resolve(JSON)) && Files.exists(metadata);
    Model topology =
        ofKeras2
            ? json.readMetadata(KerasMetadata.ofRoot(metadata), metadata.toString())
            : topology(savedModel.resolve(JSON));
    Path prefix = savedModel.resolve(CHECKPOINT_PREFIX);
    Path index = savedModel.resolve(CHECKPOINT_PREFIX + ".index");
    if (!Files.exists(index)) {
      requireNoVariables(savedModel, index);
      Model model = CheckpointWeights.none().addTo(topology);
      return ofKeras2 ? withTables(model, savedModel) : model;
    }
    CheckpointWeights weights = CheckpointWeights.of(checkpoints.open(prefix), prefix);
    Model model = weights.addTo(topology);
    return weights.addOptimizerTo(ofKeras2 ? withTables(model, savedModel) : model);
  }

  private static Model withTables(Model model, Path savedModel) {
    return FilledTables.into(model, SavedModelFile.read(savedModel).proto().getMetaGraphs(0));
  }

  private Model topology(Path file) {
    return json.readSubclassed(file)
        .filter(subclassed::knows)
        .map(subclassed::of)
        .orElseGet(() -> json.read(file));
  }

  @Override
  public Model restore(Model model, Path prefix) {
    CheckpointWeights weights = CheckpointWeights.of(checkpoints.open(prefix), prefix);
    weights.requireLayers();
    return weights.addTo(model);
  }

  /** A model without weights has no checkpoint; otherwise its absence is damage. */
  private static void requireNoVariables(Path savedModel, Path index) {
    if (SavedModelFile.read(savedModel).proto().getMetaGraphsList().stream()
        .anyMatch(MetaGraphDef::hasSaverDef)) {
      throw new CheckpointFormatException(
          "The checkpoint's index is missing",
          index.toString(),
          "Copy the whole directory, or export the model again.",
          null);
    }
  }

  private static ExportException notASavedModel(Path directory) {
    return new ExportException(
        ErrorId.SAVED_MODEL_FORMAT,
        directory + " is not a SavedModel: there is no saved_model.pb in it",
        List.of(),
        "Name the directory that holds saved_model.pb; an export without an exact path makes it a"
            + " numbered child of the output directory.",
        null);
  }
}
