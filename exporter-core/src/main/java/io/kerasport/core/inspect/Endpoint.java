package io.kerasport.core.inspect;

/**
 * What an input of a node refers to.
 *
 * @param node the node or function argument it comes from
 * @param port which output of it: {@code 0} in a graph, {@code product:0} in a function body, empty
 *     for an argument
 * @param control whether only the order of execution is meant
 */
record Endpoint(String node, String port, boolean control) {
  /**
   * Reads an input of a node in a graph, or a tensor's name: {@code n}, {@code n:1}, {@code ^n}.
   */
  static Endpoint ofGraph(String text) {
    return of(text, "0");
  }

  /** Reads an input of a node in a function body: {@code arg}, {@code n:out:0}, {@code ^n}. */
  static Endpoint ofBody(String text) {
    return of(text, "");
  }

  private static Endpoint of(String text, String portless) {
    if (text.startsWith("^")) {
      return new Endpoint(text.substring(1), "", true);
    }
    int colon = text.indexOf(':');
    return colon < 0
        ? new Endpoint(text, portless, false)
        : new Endpoint(text.substring(0, colon), text.substring(colon + 1), false);
  }
}
