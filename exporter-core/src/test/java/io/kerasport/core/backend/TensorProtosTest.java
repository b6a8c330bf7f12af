package io.kerasport.core.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.graph.Attr;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

final class TensorProtosTest {
  /** Each line is what {@code tf.constant(1, dtype)} holds in a graph of TensorFlow 2.21. */
  @ParameterizedTest
  @CsvSource({
    "FLOAT,    float_val: 1.0",
    "DOUBLE,   double_val: 1.0",
    "INT32,    int_val: 1",
    "INT16,    int_val: 1",
    "INT8,     int_val: 1",
    "UINT16,   int_val: 1",
    "UINT8,    int_val: 1",
    "UINT32,   uint32_val: 1",
    "INT64,    int64_val: 1",
    "UINT64,   uint64_val: 1",
    "BOOL,     bool_val: true",
    "HALF,     half_val: 15360",
    "BFLOAT16, half_val: 16256",
  })
  void writesScalarIntoTheFieldOfItsType(DType dtype, String field) {
    TensorProto proto = TensorProtos.of(TensorValue.scalar(dtype, 1));

    assertThat(proto.toString())
        .isEqualTo("dtype: DT_" + dtype + "\ntensor_shape {\n}\n" + field + "\n");
  }

  @Test
  void writesComplexScalarAsTwoNumbers() {
    byte[] onePlusI = {0, 0, (byte) 0x80, 0x3f, 0, 0, (byte) 0x80, 0x3f};

    TensorProto proto =
        TensorProtos.of(
            TensorValue.ofBytes(new TensorSpec(DType.COMPLEX64, Shape.scalar()), onePlusI));

    assertThat(proto.getScomplexValList()).containsExactly(1f, 1f);
  }

  @Test
  void keepsNarrowUnsignedElementsPositive() {
    byte[] allOnes = {(byte) 0xff, (byte) 0xff};

    assertThat(
            TensorProtos.of(
                    TensorValue.ofBytes(new TensorSpec(DType.UINT16, Shape.scalar()), allOnes))
                .getIntVal(0))
        .isEqualTo(65535);
    assertThat(
            TensorProtos.of(
                    TensorValue.ofBytes(new TensorSpec(DType.BFLOAT16, Shape.scalar()), allOnes))
                .getHalfVal(0))
        .isEqualTo(65535);
  }

  @Test
  void writesEqualElementsOnce() {
    TensorProto proto = TensorProtos.of(TensorValue.ofInts(Shape.of(2, 2), 7, 7, 7, 7));

    assertThat(proto.getIntValList()).containsExactly(7);
    assertThat(proto.getTensorContent().isEmpty()).isTrue();
    assertThat(proto.getTensorShape().getDimList())
        .extracting(dim -> dim.getSize())
        .containsExactly(2L, 2L);
  }

  @Test
  void writesDifferentElementsAsContent() {
    TensorProto proto = TensorProtos.of(TensorValue.ofInts(Shape.of(2), 1, 2));

    assertThat(proto.getIntValList()).isEmpty();
    assertThat(proto.getTensorContent().toByteArray()).containsExactly(1, 0, 0, 0, 2, 0, 0, 0);
  }

  @Test
  void tellsNegativeZeroFromZero() {
    TensorProto proto = TensorProtos.of(TensorValue.ofFloats(Shape.of(2), 0f, -0f));

    assertThat(proto.getFloatValList()).isEmpty();
    assertThat(proto.getTensorContent().size()).isEqualTo(8);
  }

  @Test
  void writesNoElementsForEmptyTensor() {
    TensorProto proto = TensorProtos.of(TensorValue.ofFloats(Shape.of(0)));

    assertThat(proto.getFloatValList()).isEmpty();
    assertThat(proto.getTensorContent().isEmpty()).isTrue();
    assertThat(proto.getDtype()).isEqualTo(DataType.DT_FLOAT);
  }

  @Test
  void listsEveryString() {
    TensorProto proto = TensorProtos.of(TensorValue.ofStrings(Shape.of(2), List.of("ä", "ä")));

    assertThat(proto.getStringValList())
        .extracting(bytes -> bytes.toStringUtf8())
        .containsExactly("ä", "ä");
  }

  @Test
  void refusesToListLists() {
    Attr nested = new Attr.Many(List.of(Attr.ints(1)));

    assertThatThrownBy(() -> AttrValues.of(nested)).isInstanceOf(IllegalArgumentException.class);
  }
}
