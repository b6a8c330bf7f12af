package io.kerasport.tensorflow;

import io.kerasport.core.checkpoint.CheckpointEntry;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Problem;
import io.kerasport.export.ProgressListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * Writes a checkpoint through TensorFlow's {@code SaveV2} kernel. The kernel takes all tensors at
 * once, so their bytes are in native memory together; the Java heap holds none of them.
 */
final class CheckpointSaver {
  private static final String LOADING = "Loading weights";
  private static final String WRITING = "Writing the checkpoint";

  private final Path prefix;
  private final List<CheckpointEntry> entries;
  private final ProgressListener progress;
  private final long total;

  CheckpointSaver(Path prefix, List<CheckpointEntry> entries, ProgressListener progress) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("SaveV2 writes no checkpoint without entries");
    }
    this.prefix = prefix;
    this.entries = entries;
    this.progress = progress;
    this.total = entries.stream().mapToLong(CheckpointSaver::size).sum();
  }

  void save(OpDefinitions ops) {
    try (NativeScope scope = new NativeScope();
        NativeGraph graph = new NativeGraph(ops);
        NativeSession session = new NativeSession(graph)) {
      SaveGraph save = SaveGraph.in(graph, prefix, entries);
      List<TF_Tensor> tensors = load(scope);
      progress.progress(WRITING, 0, total);
      Optional<String> failure = session.run(save.tensors(), tensors, save.target());
      if (failure.isPresent()) {
        throw new ExportException(
            ErrorId.TARGET,
            "TensorFlow cannot write the checkpoint",
            List.of(new Problem(failure.get(), prefix.toString())),
            "",
            null);
      }
      progress.progress(WRITING, total, total);
    }
  }

  private List<TF_Tensor> load(NativeScope scope) {
    List<TF_Tensor> tensors = new ArrayList<>();
    long done = 0;
    for (CheckpointEntry entry : entries) {
      progress.progress(LOADING, done, total);
      tensors.add(load(entry, scope));
      done += size(entry);
    }
    progress.progress(LOADING, done, total);
    return tensors;
  }

  private static TF_Tensor load(CheckpointEntry entry, NativeScope scope) {
    if (entry instanceof CheckpointEntry.Tensor tensor) {
      return load(tensor, scope);
    }
    return NativeTensor.ofText(text(entry), scope);
  }

  private static TF_Tensor load(CheckpointEntry.Tensor entry, NativeScope scope) {
    TF_Tensor tensor = NativeTensor.ofNumbers(entry.spec(), scope);
    long size = entry.spec().byteSize();
    var memory = new NativeMemoryChannel(tensorflow.TF_TensorData(tensor), size);
    try {
      entry.data().writeTo(memory);
    } catch (IOException e) {
      throw unreadable(entry, String.valueOf(e.getMessage()), e);
    }
    if (memory.written() != size) {
      throw unreadable(
          entry,
          "expected " + size + " bytes for " + entry.spec() + ", found " + memory.written(),
          null);
    }
    return tensor;
  }

  private static long size(CheckpointEntry entry) {
    return entry instanceof CheckpointEntry.Tensor tensor
        ? tensor.spec().byteSize()
        : text(entry).remaining();
  }

  private static ByteBuffer text(CheckpointEntry entry) {
    return ((CheckpointEntry.Text) entry).bytes();
  }

  private static ExportException unreadable(
      CheckpointEntry.Tensor entry, String reason, @Nullable IOException cause) {
    return new ExportException(
        ErrorId.WEIGHT_MISMATCH,
        "The values of checkpoint entry `" + entry.key() + "` are not what its shape asks for",
        List.of(new Problem(reason, entry.origin())),
        "",
        cause);
  }
}
