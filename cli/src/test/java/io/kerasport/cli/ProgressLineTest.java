package io.kerasport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ProgressLineTest {
  private static final long SECOND = 1_000_000_000;

  private final StringWriter err = new StringWriter();
  private long nanos;

  private ProgressLine line(boolean shown) {
    return new ProgressLine(new PrintWriter(err), shown, () -> nanos);
  }

  @Test
  void showsHowFarAStageIsAndErasesItInTheEnd() {
    try (ProgressLine line = line(true)) {
      nanos += SECOND;
      line.progress("Writing", 1, 4);
      nanos += SECOND;
      line.progress("Writing", 3, 4);
    }
    assertThat(err.toString()).isEqualTo("\r\033[KWriting  25 %\r\033[KWriting  75 %\r\033[K");
  }

  @Test
  void isNotWrittenMoreOftenThanAnyoneCanRead() {
    try (ProgressLine line = line(true)) {
      nanos += SECOND;
      line.progress("Writing", 1, 4);
      nanos += SECOND / 100;
      line.progress("Writing", 2, 4);
    }
    assertThat(err.toString()).isEqualTo("\r\033[KWriting  25 %\r\033[K");
  }

  @Test
  void writesNothingForWorkThatIsDoneAtOnce() {
    try (ProgressLine line = line(true)) {
      line.progress("Writing", 4, 4);
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void writesNothingWhereNobodyLooks() {
    try (ProgressLine line = line(false)) {
      nanos += SECOND;
      line.progress("Writing", 1, 4);
    }
    assertThat(err.toString()).isEmpty();
  }
}
