package io.kerasport.formats.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DataFileReaderTest {
  private static final TensorValue FLOATS = TensorValue.ofFloats(Shape.of(2, 2), 1, 2, 3, 4.5f);

  @TempDir Path directory;

  // --------------------------------------------------------------------------------------- NumPy

  @Test
  void readsAnArrayOfNumpyWithoutAName() throws IOException {
    assertThat(read(npy("'<f4'", "False", "(2, 2)", FLOATS))).isEqualTo(Map.of("", FLOATS));
  }

  @Test
  void readsArraysOfAnArchiveByName() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(npy("'<f4'", "False", "(2, 2)", FLOATS));
      zip.putNextEntry(new ZipEntry("notes.txt"));
      zip.write(1);
    }
    assertThat(read(bytes.toByteArray())).isEqualTo(Map.of("x", FLOATS));
  }

  @Test
  void readsAVectorThatIsInBothOrders() throws IOException {
    TensorValue vector = TensorValue.ofFloats(Shape.of(2), 1, 2);
    assertThat(read(npy("'<f4'", "True", "(2,)", vector))).isEqualTo(Map.of("", vector));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'>f4' ; False ; (2, 2) ; big-endian",
        "'|O' ; False ; (2, 2) ; of type `O`",
        "'<f4' ; True ; (2, 2) ; Fortran",
        "'<f4' ; False ; (2, 3) ; has 24 bytes, found 16",
        "'<f4' ; False ; (9223372036854775807, 9) ; larger than any file",
        "'<f4' ; Maybe ; (2, 2) ; not NumPy's",
        "[('a', '<f4')] ; False ; (2, 2) ; not NumPy's"
      },
      quoteCharacter = '"')
  void refusesArraysItCannotRead(String type, String fortran, String shape, String why) {
    refuses(npy(type, fortran, shape, FLOATS), why);
  }

  @Test
  void refusesAnArrayThatEndsInItsHeader() {
    byte[] whole = npy("'<f4'", "False", "(2, 2)", FLOATS);
    refuses(Arrays.copyOf(whole, 40), "ends within its header");
  }

  // ---------------------------------------------------------------------------------------- JSON

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"x\": [[1, 2], [3, 4]]}",
        "{\"inputs\": {\"x\": [[1, 2], [3, 4]]}}",
        "{\"instances\": [{\"x\": [1, 2]}, {\"x\": [3, 4]}]}"
      })
  void readsJsonByName(String json) throws IOException {
    assertThat(read(json)).isEqualTo(Map.of("x", TensorValue.ofLongs(Shape.of(2, 2), 1, 2, 3, 4)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"instances\": [[1, 2.5]]}", "{\"inputs\": [[1, 2.5]]}"})
  void readsJsonOfTheOnlyInput(String json) throws IOException {
    assertThat(read(json))
        .isEqualTo(Map.of("", TensorValue.ofNumbers(DType.DOUBLE, Shape.of(1, 2), 1, 2.5)));
  }

  @Test
  void readsTexts() throws IOException {
    assertThat(read("{\"x\": [\"a\", \"b\"]}"))
        .isEqualTo(Map.of("x", TensorValue.ofStrings(Shape.of(2), List.of("a", "b"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"x\": [[1, 2], [3]]} | different lengths",
        "{\"x\": [1, [2]]} | different depths",
        "{\"x\": [null]} | nulls",
        "{\"x\": [1, \"a\"]} | into one tensor",
        "{\"instances\": [{\"x\": 1}, {\"y\": 2}]} | in 1 of 2 instances",
        "{\"x\": | cannot be read"
      },
      quoteCharacter = '\'')
  void refusesJsonThatIsNoTensor(String json, String why) {
    refuses(json.getBytes(StandardCharsets.UTF_8), why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"x\": [1], \"rows\": [[1, 2], [3]]}",
        "{\"instances\": [{\"rows\": [1, 2]}, {\"rows\": [3]}]}",
        "x,rows.0,rows.1\n1,2,3\n4,5,six\n"
      })
  void theTensorThatIsNoneIsNamed(String text) {
    refuses(text.getBytes(StandardCharsets.UTF_8), "at rows");
  }

  @Test
  void aFileThatIsNotThereIsSaidToBeMissing() {
    Path missing = directory.resolve("missing.npz");
    assertThatThrownBy(() -> new DataFileReader().read(missing))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.RUN))
        .hasMessageContainingAll(missing.toString(), "there is no such file");
  }

  // ----------------------------------------------------------------------------------------- CSV

  @Test
  void readsColumnsByTheirHeader() throws IOException {
    assertThat(read("x.0, x.1, y\n1, 2, 7.5\n3, 4, 8\n"))
        .isEqualTo(
            Map.of(
                "x",
                TensorValue.ofLongs(Shape.of(2, 2), 1, 2, 3, 4),
                "y",
                TensorValue.ofNumbers(DType.DOUBLE, Shape.of(2), 7.5, 8)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x,y;1 | line 2 has 1 values, the header 2",
        "x.0,x.2;1,2 | are not x.0, x.1",
        "x,x;1,2 | is there twice"
      })
  void refusesColumnsThatDoNotFitTogether(String csv, String why) {
    refuses(csv.replace(';', '\n').getBytes(StandardCharsets.UTF_8), why);
  }

  // -------------------------------------------------------------------------------------------

  private void refuses(byte[] content, String why) {
    assertThatThrownBy(() -> read(content))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.RUN))
        .hasMessageContaining(why);
  }

  private Map<String, TensorValue> read(String content) throws IOException {
    return read(content.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, TensorValue> read(byte[] content) throws IOException {
    return new DataFileReader().read(Files.write(directory.resolve("data"), content));
  }

  private static byte[] npy(String type, String fortran, String shape, TensorValue value) {
    byte[] header =
        "{'descr': %s, 'fortran_order': %s, 'shape': %s, }\n"
            .formatted(type, fortran, shape)
            .getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.write(header.length);
    bytes.write(0);
    bytes.writeBytes(header);
    byte[] elements = new byte[value.bytes().remaining()];
    value.bytes().get(elements);
    bytes.writeBytes(elements);
    return bytes.toByteArray();
  }
}
