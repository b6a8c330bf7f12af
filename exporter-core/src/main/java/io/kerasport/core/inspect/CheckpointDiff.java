package io.kerasport.core.inspect;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kerasport.core.checkpoint.CheckpointReader.Checkpoint;
import io.kerasport.export.CheckpointFormatException;
import io.kerasport.model.DType;
import io.kerasport.model.TensorSpec;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;

/** Compares two checkpoints entry by entry. */
final class CheckpointDiff {
  private static final String OBJECT_GRAPH = "_CHECKPOINTABLE_OBJECT_GRAPH";

  private CheckpointDiff() {}

  static void compare(Checkpoint left, Checkpoint right, Differences differences) {
    Differences here = differences.at("checkpoint");
    SortedMap<String, TensorSpec> leftEntries = left.entries();
    SortedMap<String, TensorSpec> rightEntries = right.entries();
    here.compareKeys(
        "entry",
        leftEntries.keySet(),
        rightEntries.keySet(),
        key -> {
          Differences entry = here.at("entry " + key);
          TensorSpec leftSpec = spec(leftEntries, key);
          TensorSpec rightSpec = spec(rightEntries, key);
          if (!leftSpec.equals(rightSpec)) {
            entry.add(leftSpec.toString(), rightSpec.toString());
          } else if (leftSpec.dtype() == DType.STRING) {
            texts(key, left.text(key), right.text(key), entry);
          } else {
            TensorStreams.compare(leftSpec, left.data(key), right.data(key), entry);
          }
        });
  }

  private static TensorSpec spec(Map<String, TensorSpec> entries, String key) {
    return Objects.requireNonNull(entries.get(key));
  }

  private static void texts(String key, byte[] left, byte[] right, Differences entry) {
    int mismatch = Arrays.mismatch(left, right);
    if (mismatch >= 0 && key.equals(OBJECT_GRAPH)) {
      objects(left, right, entry);
    } else if (mismatch >= 0) {
      entry.at("first at byte " + mismatch).add(left.length + " bytes", right.length + " bytes");
    }
  }

  /** The bytes of an object graph depend on how its objects are numbered. */
  private static void objects(byte[] left, byte[] right, Differences entry) {
    try {
      ObjectGraphDiff.compare(
          new TrackableObjects(TrackableObjectGraph.parseFrom(left)),
          new TrackableObjects(TrackableObjectGraph.parseFrom(right)),
          (where, leftFunction, rightFunction) -> {},
          entry);
    } catch (InvalidProtocolBufferException e) {
      throw new CheckpointFormatException(
          "The object graph of a checkpoint cannot be read", String.valueOf(e.getMessage()), "", e);
    }
  }
}
