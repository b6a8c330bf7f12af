package io.kerasport.purejava.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TableWriterTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final TableWriter table = new TableWriter(out);

  /** The smallest index TensorFlow writes: a header and nothing else, 101 bytes. */
  @Test
  void writesOneEntryAsTensorFlowDoes() throws IOException {
    table.add(new byte[0], HexFormat.of().parseHex("08011a020801"));
    table.finish();

    assertThat(HexFormat.of().formatHex(out.toByteArray()))
        .startsWith("000006" + "08011a020801" + "00000000" + "01000000" + "00")
        .endsWith("57fb808b247547db")
        .hasSize(2 * 101);
  }

  @Test
  void refusesKeyBelowTheOneBefore() throws IOException {
    table.add(bytes("b"), bytes(""));

    assertThatThrownBy(() -> table.add(bytes("a"), bytes("")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void comparesKeysAsUnsignedBytes() throws IOException {
    table.add(bytes("\u007f"), bytes(""));
    table.add(bytes("\u0080"), bytes(""));
    table.finish();

    assertThat(out.size()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "abc, abz, abd", // one above the first that differs
    "abc, abd, abc", // nothing fits between
    "abc, abcd, abc", // one is a prefix of the other
    "a, c, b",
    "azz, b, azz",
  })
  void separatesBlocksByAShortKey(String last, String next, String separator) {
    assertThat(IndexKeys.between(bytes(last), bytes(next))).isEqualTo(bytes(separator));
  }

  @Test
  void endsByAShortKey() {
    assertThat(IndexKeys.after(bytes("abc"))).isEqualTo(bytes("b"));
    assertThat(IndexKeys.after(new byte[] {-1, 5, 7})).isEqualTo(new byte[] {-1, 6});
    assertThat(IndexKeys.after(new byte[] {-1, -1})).isEqualTo(new byte[] {-1, -1});
    assertThat(IndexKeys.after(new byte[0])).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, a282ead8", "e3069283, c78ab0e5", "c1d04330, 28e46e78"})
  void masksChecksumsAsTensorFlowDoes(String crc, String masked) {
    long value = Long.parseLong(crc, 16);

    assertThat(Integer.toHexString(MaskedCrc.of(value))).isEqualTo(masked);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
