package io.kerasport.run;

import io.kerasport.graph.TensorValue;
import java.nio.file.Path;
import java.util.Map;

/** Reads the data to run a model with. */
public interface DataReader {
  /** The name of an array in a file that names none. */
  String UNNAMED = "";

  /**
   * Reads arrays by name.
   *
   * <ul>
   *   <li>{@code .npz}: the arrays of {@code numpy.savez}; {@code .npy}: one array, {@link
   *       #UNNAMED}
   *   <li>JSON: an object of nested lists by name; below {@code inputs} or {@code instances}, as
   *       TensorFlow Serving takes them, too. Numbers are int64, or float64 if one has a fraction
   *   <li>CSV with a header: a column {@code x} is an array of one value a row, columns {@code
   *       x.0}, {@code x.1} … are one of as many
   * </ul>
   *
   * Content decides, but for CSV.
   *
   * @throws io.kerasport.export.ExportException with {@link io.kerasport.export.ErrorId#RUN} if the
   *     file holds no such data
   */
  Map<String, TensorValue> read(Path file);
}
