package io.kerasport.tensorflow;

import io.kerasport.core.checkpoint.CheckpointEntry;
import io.kerasport.export.ProgressListener;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Saves one tensor of as many bytes as its second argument says, under the first as prefix. Each
 * megabyte of it is filled with its number.
 */
final class SavesLargeCheckpoint {
  private static final int CHUNK = 1 << 20;

  private SavesLargeCheckpoint() {}

  public static void main(String[] arguments) {
    long size = Long.parseLong(arguments[1]);
    CheckpointEntry entry =
        new CheckpointEntry.Tensor(
            "kernel",
            new TensorSpec(DType.UINT8, Shape.of(size)),
            channel -> {
              ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
              for (long done = 0; done < size; done += chunk.limit()) {
                Arrays.fill(chunk.array(), (byte) (done / CHUNK));
                chunk.clear().limit((int) Math.min(CHUNK, size - done));
                channel.write(chunk);
              }
            },
            "generated");
    new TensorFlowBackend(new NativeLibrary())
        .writeCheckpoint(Path.of(arguments[0]), List.of(entry), ProgressListener.SILENT);
    System.out.println("saved");
  }
}
