package io.kerasport.core.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

final class TensorElementsTest {
  private static TensorElements of(DataType type, long size, Consumer<TensorProto.Builder> fill) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDtype(type)
            .setTensorShape(
                TensorShapeProto.newBuilder()
                    .addDim(TensorShapeProto.Dim.newBuilder().setSize(size)));
    fill.accept(tensor);
    return TensorElements.of(tensor.build());
  }

  private static ByteString floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return ByteString.copyFrom(bytes.flip());
  }

  @Test
  void takesContentForTheSameAsSingleValues() {
    assertThat(of(DataType.DT_FLOAT, 2, t -> t.setTensorContent(floats(1, 2))))
        .isEqualTo(of(DataType.DT_FLOAT, 2, t -> t.addAllFloatVal(List.of(1f, 2f))));
  }

  @Test
  void takesTheLastValueForAllThatFollow() {
    assertThat(of(DataType.DT_FLOAT, 4, t -> t.setTensorContent(floats(1, 2, 2, 2))))
        .isEqualTo(of(DataType.DT_FLOAT, 4, t -> t.addAllFloatVal(List.of(1f, 2f))));
  }

  @Test
  void takesNoValueForZeros() {
    assertThat(of(DataType.DT_FLOAT, 3, t -> {}))
        .isEqualTo(of(DataType.DT_FLOAT, 3, t -> t.setTensorContent(floats(0, 0, 0))));
  }

  @Test
  void tellsPositiveFromNegativeZero() {
    assertThat(of(DataType.DT_FLOAT, 1, t -> t.addFloatVal(0f)))
        .isNotEqualTo(of(DataType.DT_FLOAT, 1, t -> t.addFloatVal(-0f)));
  }

  @Test
  void tellsShapesApart() {
    assertThat(of(DataType.DT_FLOAT, 2, t -> t.addFloatVal(1)))
        .isNotEqualTo(of(DataType.DT_FLOAT, 3, t -> t.addFloatVal(1)));
  }

  @Test
  void readsSmallIntegersFromTheFieldForInts() {
    assertThat(of(DataType.DT_INT8, 2, t -> t.addAllIntVal(List.of(-1, 3))))
        .isEqualTo(
            of(
                DataType.DT_INT8,
                2,
                t -> t.setTensorContent(ByteString.copyFrom(new byte[] {-1, 3}))));
  }

  @Test
  void readsHalvesAsBitPatterns() {
    TensorElements ones = of(DataType.DT_HALF, 2, t -> t.addHalfVal(0x3c00));
    assertThat(ones)
        .isEqualTo(
            of(
                DataType.DT_HALF,
                2,
                t -> t.setTensorContent(ByteString.copyFrom(new byte[] {0, 0x3c, 0, 0x3c}))));
    assertThat(ones.describe(10)).isEqualTo("[1.0]");
  }

  @Test
  void shortensRepeatedStrings() {
    assertThat(
            of(
                DataType.DT_STRING,
                3,
                t -> t.addStringVal(text("a")).addStringVal(text("a")).addStringVal(text("a"))))
        .isEqualTo(of(DataType.DT_STRING, 3, t -> t.addStringVal(text("a"))));
  }

  private static ByteString text(String value) {
    return ByteString.copyFromUtf8(value);
  }

  @Test
  void describesTheFirstElements() {
    assertThat(
            of(DataType.DT_INT64, 5, t -> t.addAllInt64Val(List.of(1L, 2L, 3L, 4L, 5L)))
                .describe(3))
        .isEqualTo("[1, 2, 3, …]");
  }

  @Test
  void holdsAHugeConstantOfOneValueInALittleSpace() {
    assertThat(of(DataType.DT_FLOAT, 1L << 40, t -> t.addFloatVal(7)).describe(3))
        .isEqualTo("[7.0]");
  }
}
