package io.kerasport.formats.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.PackedResource;
import io.kerasport.formats.json.JsonReader;
import io.kerasport.formats.source.FileSource;
import io.kerasport.model.Config;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files are written by {@code src/test/python/generate_hdf5.py}. */
class Hdf5FileTest {
  private static Hdf5File open(String name) throws IOException {
    return Hdf5File.open(FileSource.of(PackedResource.of(Hdf5FileTest.class, name)));
  }

  private static Config expected(String format) throws IOException {
    try (InputStream in = Hdf5FileTest.class.getResourceAsStream(format + ".json")) {
      return new JsonReader().read(in.readAllBytes(), format);
    }
  }

  static Stream<Arguments> datasets() throws IOException {
    return Stream.of("earliest", "latest")
        .flatMap(
            format -> {
              try {
                return expected(format).entries().keySet().stream()
                    .map(path -> Arguments.of(format, path));
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
  }

  @ParameterizedTest
  @MethodSource("datasets")
  void readsEveryKindOfDataset(String format, String path) throws IOException {
    Config expected = expected(format).object(path);
    try (Hdf5File file = open(format + ".h5")) {
      Hdf5Dataset dataset = file.root().dataset(path).orElseThrow();

      assertThat(dataset.spec().dtype().kerasName()).isEqualTo(expected.string("dtype"));
      assertThat(dataset.spec().shape().dims())
          .containsExactly(
              expected.integers("shape").stream().mapToLong(Long::longValue).toArray());
      assertThat(crc(dataset)).isEqualTo(expected.integer("crc"));
    }
  }

  private static long crc(Hdf5Dataset dataset) throws IOException {
    CRC32 crc = new CRC32();
    dataset.data().writeTo(new CrcChannel(crc));
    return crc.getValue();
  }

  private record CrcChannel(CRC32 crc) implements WritableByteChannel {
    @Override
    public int write(ByteBuffer bytes) {
      int count = bytes.remaining();
      crc.update(bytes);
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @ValueSource(strings = {"earliest", "latest"})
  void datasetsAreReadableAfterTheFileIsClosed(String format) throws IOException {
    Hdf5Dataset dataset;
    try (Hdf5File file = open(format + ".h5")) {
      dataset = file.root().dataset("chunked/deflated").orElseThrow();
    }

    assertThat(crc(dataset)).isEqualTo(expected(format).object("chunked/deflated").integer("crc"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"earliest", "latest"})
  void readsStringAttributes(String format) throws IOException {
    try (Hdf5File file = open(format + ".h5")) {
      Hdf5Group group = file.root().group("attributes").orElseThrow();

      assertThat(group.stringAttribute("text")).hasValue("größe");
      assertThat(group.stringAttribute("bytes")).hasValue("abc");
      assertThat(group.stringAttribute("no_text")).hasValue("");
      assertThat(group.stringAttribute("absent")).isEmpty();
      assertThat(group.stringsAttribute("list")).hasValue(List.of("one", "two", "größe"));
      assertThat(group.stringsAttribute("fixed")).hasValue(List.of("a", "bcd", ""));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"earliest", "latest"})
  void anEmptyListOfNumbersIsAnEmptyListOfStrings(String format) throws IOException {
    try (Hdf5File file = open(format + ".h5")) {
      Hdf5Group group = file.root().group("attributes").orElseThrow();

      assertThat(group.stringsAttribute("none")).hasValue(List.of());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"earliest", "latest"})
  void putsTogetherAListThatIsSplitOverSeveralAttributes(String format) throws IOException {
    try (Hdf5File file = open(format + ".h5")) {
      Hdf5Group group = file.root().group("attributes").orElseThrow();

      assertThat(group.stringsAttribute("parts")).hasValue(List.of("a", "bb", "ccc"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"earliest", "latest"})
  void refusesANumberWhereAStringIsExpected(String format) throws IOException {
    try (Hdf5File file = open(format + ".h5")) {
      Hdf5Group group = file.root().group("attributes").orElseThrow();

      assertThatThrownBy(() -> group.stringAttribute("number"))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("attribute `number` does not hold strings")
          .hasMessageContaining(format + ".h5!/attributes");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"earliest", "latest"})
  void findsAttributesAmongMany(String format) throws IOException {
    try (Hdf5File file = open(format + ".h5")) {
      Hdf5Group group = file.root().group("many_attributes").orElseThrow();

      assertThat(group.stringAttribute("key0")).hasValue("value0");
      assertThat(group.stringAttribute("key19")).hasValue("value19");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"earliest", "latest"})
  void findsMembersAmongMany(String format) throws IOException {
    try (Hdf5File file = open(format + ".h5")) {
      Hdf5Group group = file.root().group("many_members").orElseThrow();

      assertThat(group.names()).hasSize(300).contains("member0", "member299");
      assertThat(group.group("member123")).isPresent();
      assertThat(group.group("member300")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"earliest", "latest"})
  void slashesInNamesSeparateGroups(String format) throws IOException {
    try (Hdf5File file = open(format + ".h5")) {
      assertThat(file.root().group("names with/slashes and größe")).isPresent();
      assertThat(file.root().dataset("names with/slashes and größe/x")).isPresent();
    }
  }

  static Stream<Arguments> refused() {
    Map<String, String> reasons =
        Map.of(
            "soft/x", "holds a soft link, which is not followed",
            "outside/x", "holds a link to another file, which is not followed",
            "stored_elsewhere", "keeps its data in other files",
            "virtual", "is put together from other datasets",
            "never_written", "declares 4000000 bytes, which the file does not hold",
            "partly_written", "of 100 chunks, the file holds 1",
            "lzf", "the HDF5 filter 32000 is not read",
            "complex", "are no numbers",
            "strings", "are no numbers");
    return Stream.of("earliest", "latest")
        .flatMap(
            format ->
                reasons.entrySet().stream()
                    .map(reason -> Arguments.of(format, reason.getKey(), reason.getValue())));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatLeadsOutOfTheFileOrIsNotStored(String format, String path, String reason)
      throws IOException {
    try (Hdf5File file = open("links_" + format + ".h5")) {
      assertThatThrownBy(() -> file.root().dataset(path))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining(reason)
          .hasMessageContaining("links_" + format + ".h5!/");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"earliest", "latest"})
  void aGroupThatContainsTheRootIsOnlyFollowedAsFarAsAskedFor(String format) throws IOException {
    try (Hdf5File file = open("links_" + format + ".h5")) {
      assertThat(file.root().dataset("loop/self/loop/self/real/x")).isPresent();
    }
  }
}
