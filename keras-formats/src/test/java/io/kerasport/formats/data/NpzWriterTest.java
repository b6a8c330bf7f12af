package io.kerasport.formats.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class NpzWriterTest {
  private final NpzWriter writer = new NpzWriter();

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(
      names = {
        "FLOAT", "DOUBLE", "HALF", "BOOL", "INT8", "INT16", "INT32", "INT64", "UINT8", "UINT16",
        "UINT32", "UINT64"
      })
  void whatIsWrittenIsReadBack(DType dtype) {
    Map<String, TensorValue> arrays =
        Map.of(
            "matrix", TensorValue.ofNumbers(dtype, Shape.of(2, 3), 0, 1, 1, 0, 1, 0),
            "vector", TensorValue.ofNumbers(dtype, Shape.of(2), 1, 0),
            "number", TensorValue.ofNumbers(dtype, Shape.of(), 1),
            "nothing", TensorValue.ofNumbers(dtype, Shape.of(0, 4)));

    writer.write(file(), arrays);

    assertThat(new DataFileReader().read(file())).isEqualTo(arrays);
  }

  @Test
  void aTypeThatNumpyDoesNotKnowIsWidened() {
    writer.write(file(), Map.of("x", TensorValue.ofNumbers(DType.BFLOAT16, Shape.of(2), 1.5, -2)));

    assertThat(new DataFileReader().read(file()))
        .isEqualTo(Map.of("x", TensorValue.ofFloats(Shape.of(2), 1.5f, -2)));
  }

  /** The bytes of {@code numpy.save} 2.0 for {@code numpy.array([1, 2], "int8")}. */
  @Test
  void anArrayIsWrittenAsNumpyWritesIt() {
    byte[] written = NumpyArray.write("x", TensorValue.ofNumbers(DType.INT8, Shape.of(2), 1, 2));

    String header = "{'descr': '|i1', 'fortran_order': False, 'shape': (2,), }";
    String expected =
        "\u0093NUMPY\u0001\u0000v\u0000"
            + header
            + " ".repeat(117 - header.length())
            + "\n\u0001\u0002";
    assertThat(written).isEqualTo(expected.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void refusesText() throws IOException {
    refuses(
        ErrorId.RUN,
        Map.of("words", TensorValue.ofStrings(Shape.of(1), List.of("a"))),
        "NumPy has no array of string(1,)",
        "at words");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void refusesAFileThatExists() throws IOException {
    Files.writeString(file(), "mine");
    refuses(ErrorId.TARGET, Map.of(), file() + " exists already");
    assertThat(file()).hasContent("mine");
    assertThat(directory.toFile().list()).hasSize(1);
  }

  @Test
  void refusesADirectoryThatDoesNotExist() {
    assertThatThrownBy(() -> writer.check(directory.resolve("none/out.npz")))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("There is no directory " + directory.resolve("none"));
  }

  private void refuses(ErrorId id, Map<String, TensorValue> arrays, String... why) {
    assertThatThrownBy(() -> writer.write(file(), arrays))
        .isInstanceOfSatisfying(ExportException.class, e -> assertThat(e.id()).isEqualTo(id))
        .hasMessageContainingAll(why);
  }

  private Path file() {
    return directory.resolve("out.npz");
  }
}
