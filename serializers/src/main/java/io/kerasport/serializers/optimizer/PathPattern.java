package io.kerasport.serializers.optimizer;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Problem;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of Python that is searched for in paths of variables. Those that mean the
 * same to Java are taken; a file cannot make the search take long.
 */
final class PathPattern {
  /** What means another thing in Python, or nothing. */
  private static final Pattern FOREIGN =
      Pattern.compile("\\(\\?|&&|\\[\\[|[*+?}]\\+|\\\\[^dDsSwWbB.*+?^$|()\\[\\]{}/_-]");

  private static final int MOST_READS = 100_000;

  private PathPattern() {}

  /** Whether a pattern is one that can be searched for. */
  static boolean isSupported(String pattern) {
    if (FOREIGN.matcher(pattern).find()) {
      return false;
    }
    try {
      Pattern.compile(pattern);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /**
   * Whether a path has the pattern somewhere in it.
   *
   * @throws ExportException if the search does not come to an end in good time
   */
  static boolean isIn(String path, String pattern) {
    return Pattern.compile(pattern).matcher(new Read(path, pattern, new int[1])).find();
  }

  /** Characters that can be read so many times only. */
  private record Read(CharSequence characters, String pattern, int[] reads)
      implements CharSequence {
    @Override
    public char charAt(int index) {
      if (++reads[0] > MOST_READS) {
        throw new ExportException(
            ErrorId.COMPILE_CONFIG,
            "The regular expression `" + pattern + "` takes too long",
            List.of(new Problem("it was searched for in the path", characters.toString())),
            "State it without repetitions inside repetitions.",
            null);
      }
      return characters.charAt(index);
    }

    @Override
    public int length() {
      return characters.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return characters.subSequence(start, end);
    }

    @Override
    public String toString() {
      return characters.toString();
    }
  }
}
