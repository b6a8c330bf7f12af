package io.kerasport.cli;

import java.util.Map;

/**
 * What the two output streams are connected to.
 *
 * @param progress whether progress can be shown on standard error
 * @param colour whether standard output may have colours
 */
record Terminal(boolean progress, boolean colour) {
  /** Neither progress nor colours, as for a pipe. */
  static final Terminal NONE = new Terminal(false, false);

  private static final String STDOUT = "kerasport.terminal.stdout";
  private static final String STDERR = "kerasport.terminal.stderr";

  /**
   * Asks the launcher, which can look at each stream, through the system properties {@code
   * kerasport.terminal.stdout} and {@code kerasport.terminal.stderr}. Without it, Java only tells
   * whether input and output are both a terminal.
   */
  static Terminal detect(Map<String, String> environment) {
    boolean dumb = "dumb".equals(environment.get("TERM"));
    boolean noColour = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(isTerminal(STDERR) && !dumb, isTerminal(STDOUT) && !dumb && !noColour);
  }

  private static boolean isTerminal(String property) {
    String told = System.getProperty(property);
    return told == null ? System.console() != null : Boolean.parseBoolean(told);
  }
}
