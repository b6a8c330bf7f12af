package io.kerasport.serializers.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.ExportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PathPatternTest {
  @Test
  void findsThePatternAnywhereInThePath() {
    assertThat(PathPattern.isIn("encoder/dense_1/kernel", "dense")).isTrue();
    assertThat(PathPattern.isIn("encoder/dense_1/kernel", "^dense")).isFalse();
    assertThat(PathPattern.isIn("encoder/dense_1/kernel", "dense_\\d/(kernel|bias)$")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(?P<a>x)", "(?i)dense", "[a&&b]", "[[a]]", "a++", "\\Z", "\\1", "(", "*"})
  void refusesWhatMeansAnotherThingInPython(String pattern) {
    assertThat(PathPattern.isSupported(pattern)).isFalse();
  }

  @Test
  void stopsASearchThatWouldTakeForever() {
    String pattern = "a*a*a*a*a*a*a*b";
    assertThat(PathPattern.isSupported(pattern)).isTrue();
    assertThatThrownBy(() -> PathPattern.isIn("a".repeat(80), pattern))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining(pattern);
  }
}
