package io.kerasport.purejava.bundle;

import io.kerasport.core.checkpoint.CheckpointReader.Checkpoint;
import io.kerasport.export.CheckpointFormatException;
import io.kerasport.model.DType;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.WeightData;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** An open bundle. Its files are open only while a tensor is read. */
final class Bundle implements Checkpoint {
  private final Path index;
  private final SortedMap<String, BundleEntry> entries;
  private final SortedMap<String, TensorSpec> specs;

  Bundle(Path index, SortedMap<String, BundleEntry> entries) {
    this.index = index;
    this.entries = entries;
    SortedMap<String, TensorSpec> all = new TreeMap<>(entries.comparator());
    entries.forEach((key, entry) -> all.put(key, entry.spec()));
    this.specs = Collections.unmodifiableSortedMap(all);
  }

  @Override
  public SortedMap<String, TensorSpec> entries() {
    return specs;
  }

  @Override
  public WeightData data(String key) {
    BundleEntry entry = entry(key);
    if (entry.spec().dtype().byteSize() == 0) {
      throw otherKind(key, entry, "numbers");
    }
    return entry.stored()::stream;
  }

  @Override
  public byte[] text(String key) {
    BundleEntry entry = entry(key);
    if (entry.spec().dtype() != DType.STRING || entry.spec().shape().rank() != 0) {
      throw otherKind(key, entry, "a single string");
    }
    return entry.stored().text();
  }

  private BundleEntry entry(String key) {
    BundleEntry entry = entries.get(key);
    if (entry == null) {
      throw new CheckpointFormatException(
          "The checkpoint has no entry `" + key + "`", index.toString(), "", null);
    }
    return entry;
  }

  private CheckpointFormatException otherKind(String key, BundleEntry entry, String expected) {
    return new CheckpointFormatException(
        "Entry `%s` of the checkpoint holds %s, expected %s".formatted(key, entry.spec(), expected),
        index.toString(),
        "",
        null);
  }
}
