package io.kerasport.run;

import io.kerasport.graph.TensorValue;
import java.nio.file.Path;
import java.util.Map;

/** Writes arrays to files, for instance what a model predicted. */
public interface DataWriter {
  /**
   * Checks that a file can be written.
   *
   * @throws io.kerasport.export.ExportException with {@link io.kerasport.export.ErrorId#TARGET} if
   *     it exists, or there is no such directory
   */
  void check(Path file);

  /**
   * Writes an {@code .npz} file as {@code numpy.savez} does. It appears when it is complete.
   *
   * @param arrays by name; bfloat16, which NumPy does not know, becomes float32
   * @throws io.kerasport.export.ExportException with {@link io.kerasport.export.ErrorId#TARGET} if
   *     the file exists or cannot be written, with {@link io.kerasport.export.ErrorId#RUN} if an
   *     array holds text
   */
  void write(Path file, Map<String, TensorValue> arrays);
}
