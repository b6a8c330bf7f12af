package io.kerasport.integration.backend;

import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Tensors of every element type that has numbers, and of shapes that are easily got wrong. */
final class SampleTensors {
  static final List<DType> NUMERIC =
      Arrays.stream(DType.values()).filter(dtype -> dtype.byteSize() > 0).toList();

  private SampleTensors() {}

  /**
   * For each type a scalar, a matrix of different elements, one of equal elements, an empty one.
   */
  static Stream<TensorValue> all() {
    return NUMERIC.stream()
        .flatMap(
            dtype ->
                Stream.of(
                    of(dtype, Shape.scalar(), true),
                    of(dtype, Shape.of(2, 3), true),
                    of(dtype, Shape.of(2, 3), false),
                    of(dtype, Shape.of(2, 0), true)));
  }

  private static TensorValue of(DType dtype, Shape shape, boolean different) {
    TensorSpec spec = new TensorSpec(dtype, shape);
    byte[] bytes = new byte[Math.toIntExact(spec.byteSize())];
    for (int i = 0; i < bytes.length; i++) {
      int place = different ? i : i % dtype.byteSize();
      bytes[i] = (byte) (dtype == DType.BOOL ? (place + 1) % 2 : 0x91 + 7 * place);
    }
    return TensorValue.ofBytes(spec, bytes);
  }
}
