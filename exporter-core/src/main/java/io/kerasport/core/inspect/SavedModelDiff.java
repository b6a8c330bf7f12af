package io.kerasport.core.inspect;

import io.kerasport.core.checkpoint.CheckpointReader;
import io.kerasport.core.savedmodel.SavedModelFile;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

/**
 * Compares two SavedModels by what they mean.
 *
 * <p>MetaGraphs are matched by their tags. Graphs are compared backwards from everything a loader
 * can reach: signatures, init and train op, save and restore op, variables and other collections.
 * Names of nodes, encodings of constants, attributes at their default, order of nodes, writer
 * versions and function names make no difference; ops, attributes, devices, inputs and control
 * inputs do. Checkpoints are compared by keys, element types, shapes and bytes, assets by bytes.
 */
public final class SavedModelDiff {
  private final CheckpointReader checkpoints;

  @Inject
  SavedModelDiff(CheckpointReader checkpoints) {
    this.checkpoints = checkpoints;
  }

  /**
   * Compares two SavedModels. Tensors are streamed, a few buffers at a time.
   *
   * @param left directory of a SavedModel
   * @param right directory of another
   * @return every difference in a stable order; none if they are equal
   * @throws ExportException {@link ErrorId#SAVED_MODEL_FORMAT} or {@link ErrorId#CHECKPOINT_FORMAT}
   *     if one of them cannot be read
   */
  public List<Difference> compare(Path left, Path right) {
    SavedModel leftModel = SavedModelFile.read(left).proto();
    SavedModel rightModel = SavedModelFile.read(right).proto();
    Differences differences = new Differences();
    differences.compare(
        "schema version",
        leftModel.getSavedModelSchemaVersion(),
        rightModel.getSavedModelSchemaVersion());
    metaGraphs(leftModel, rightModel, differences);
    checkpoints(left, right, differences);
    dataFiles(left, right, differences);
    return differences.found();
  }

  private static void metaGraphs(SavedModel left, SavedModel right, Differences differences) {
    Map<String, Deque<MetaGraphDef>> leftByTags = byTags(left);
    Map<String, Deque<MetaGraphDef>> rightByTags = byTags(right);
    differences.compareKeys(
        "MetaGraph",
        leftByTags.keySet(),
        rightByTags.keySet(),
        tags -> {
          Deque<MetaGraphDef> leftGraphs = leftByTags.getOrDefault(tags, new ArrayDeque<>());
          Deque<MetaGraphDef> rightGraphs = rightByTags.getOrDefault(tags, new ArrayDeque<>());
          Differences here = differences.at(tags);
          here.compare("number of MetaGraphs", leftGraphs.size(), rightGraphs.size());
          while (!leftGraphs.isEmpty() && !rightGraphs.isEmpty()) {
            MetaGraphDiff.compare(leftGraphs.remove(), rightGraphs.remove(), here);
          }
        });
  }

  private static Map<String, Deque<MetaGraphDef>> byTags(SavedModel model) {
    Map<String, Deque<MetaGraphDef>> byTags = new TreeMap<>();
    for (MetaGraphDef metaGraph : model.getMetaGraphsList()) {
      TreeSet<String> tags = new TreeSet<>(metaGraph.getMetaInfoDef().getTagsList());
      String name = tags.isEmpty() ? "(no tags)" : String.join(", ", tags);
      byTags.computeIfAbsent(name, key -> new ArrayDeque<>()).add(metaGraph);
    }
    return byTags;
  }

  private void checkpoints(Path left, Path right, Differences differences) {
    Optional<CheckpointReader.Checkpoint> leftCheckpoint =
        SavedModelLayout.checkpoint(left).map(checkpoints::open);
    Optional<CheckpointReader.Checkpoint> rightCheckpoint =
        SavedModelLayout.checkpoint(right).map(checkpoints::open);
    if (leftCheckpoint.isPresent() && rightCheckpoint.isPresent()) {
      CheckpointDiff.compare(leftCheckpoint.get(), rightCheckpoint.get(), differences);
    } else if (leftCheckpoint.isPresent() != rightCheckpoint.isPresent()) {
      differences
          .at("checkpoint")
          .add(
              leftCheckpoint.isPresent() ? "present" : "none",
              rightCheckpoint.isPresent() ? "present" : "none");
    }
  }

  private static void dataFiles(Path left, Path right, Differences differences) {
    Map<String, Path> leftFiles = byName(left);
    Map<String, Path> rightFiles = byName(right);
    differences.compareKeys(
        "file",
        leftFiles.keySet(),
        rightFiles.keySet(),
        name -> {
          Path leftFile = left.resolve(name);
          Path rightFile = right.resolve(name);
          try {
            long mismatch = Files.mismatch(leftFile, rightFile);
            if (mismatch >= 0) {
              differences
                  .at("file " + name + ", first at byte " + mismatch)
                  .add(Files.size(leftFile) + " bytes", Files.size(rightFile) + " bytes");
            }
          } catch (IOException e) {
            throw SavedModelLayout.unreadable(leftFile, e);
          }
        });
  }

  private static Map<String, Path> byName(Path directory) {
    Map<String, Path> files = new HashMap<>();
    SavedModelLayout.dataFiles(directory)
        .forEach(file -> files.put(SavedModelLayout.name(directory, file), file));
    return files;
  }
}
