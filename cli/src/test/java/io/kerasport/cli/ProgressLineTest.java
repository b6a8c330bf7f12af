package io.kerasport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
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
  void makesNoTextThatNobodySees() {
    List<String> made = new ArrayList<>();
    try (ProgressLine line = line(true)) {
      line.progress(() -> seen(made, "at once"), 1, 2);
      nanos += SECOND;
      line.progress(() -> seen(made, "later"), 2, 2);
    }
    assertThat(made).containsExactly("later");
  }

  private static String seen(List<String> made, String text) {
    made.add(text);
    return text;
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
