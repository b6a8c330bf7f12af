package io.kerasport.cli;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Problem;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Outputs of several batches as one array, one sample after the other. */
final class Joined {
  private static final int LARGEST = Integer.MAX_VALUE - 64;

  private Joined() {}

  /**
   * Every output as one array.
   *
   * @throws ExportException with {@link ErrorId#RUN} if samples differ in shape from batch to
   *     batch, or an output has more than 2 GiB
   */
  static Map<String, TensorValue> all(Map<String, List<TensorValue>> batches) {
    Map<String, TensorValue> joined = new LinkedHashMap<>();
    batches.forEach((name, parts) -> joined.put(name, one(name, parts)));
    return joined;
  }

  private static TensorValue one(String name, List<TensorValue> parts) {
    DType dtype = parts.get(0).spec().dtype();
    long[] sample = sample(parts.get(0).spec().shape());
    long samples = 0;
    long bytes = 0;
    for (TensorValue part : parts) {
      Shape shape = part.spec().shape();
      if (!Arrays.equals(sample(shape), sample)) {
        throw refused(name, "one batch gave " + parts.get(0).spec() + ", another " + part.spec());
      }
      samples += shape.rank() == 0 ? 1 : shape.dim(0);
      bytes += dtype == DType.STRING ? 0 : part.bytes().remaining();
    }
    if (bytes > LARGEST) {
      throw refused(name, "it has " + bytes + " bytes, more than one array can hold");
    }
    long[] dims = new long[sample.length + 1];
    dims[0] = samples;
    System.arraycopy(sample, 0, dims, 1, sample.length);
    if (dtype == DType.STRING) {
      List<String> texts = new ArrayList<>();
      parts.forEach(part -> texts.addAll(part.strings()));
      return TensorValue.ofStrings(Shape.of(dims), texts);
    }
    ByteBuffer all = ByteBuffer.allocate((int) bytes);
    parts.forEach(part -> all.put(part.bytes()));
    return TensorValue.ofBytes(new TensorSpec(dtype, Shape.of(dims)), all.array());
  }

  /** The shape without the axis of the samples. */
  private static long[] sample(Shape shape) {
    return shape.rank() == 0 ? new long[0] : Arrays.copyOfRange(shape.dims(), 1, shape.rank());
  }

  private static ExportException refused(String name, String why) {
    return new ExportException(
        ErrorId.RUN,
        "The outputs of all batches are no single array",
        List.of(new Problem(why, "output " + name)),
        "Predict with a larger --batch-size, or with fewer samples; without --output they are"
            + " printed as JSON.",
        null);
  }
}
