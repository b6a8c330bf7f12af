package io.kerasport.core.objective;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Problem;
import io.kerasport.model.ConfigException;
import java.util.List;
import java.util.function.Supplier;

/** Says which loss or metric it was if its ops cannot be added. */
final class Located {
  private Located() {}

  /**
   * What the assembly gives.
   *
   * @param what the loss or metric
   * @param output the output it measures
   * @throws ExportException if a setting has the wrong type or a node contradicts its op
   */
  static <T> T in(String what, String output, Supplier<T> assembly) {
    try {
      return assembly.get();
    } catch (ConfigException e) {
      throw refused(what, output, "the setting " + e.getMessage(), e);
    } catch (ExportException e) {
      throw e.id() == ErrorId.GRAPH && e.problems().isEmpty()
          ? refused(what, output, e.summary(), e)
          : e;
    }
  }

  private static ExportException refused(
      String what, String output, String reason, RuntimeException cause) {
    return new ExportException(
        ErrorId.COMPILE_CONFIG,
        "The " + what + " does not fit its output",
        List.of(new Problem(reason, "output " + output)),
        "Compile the model with settings that Keras accepts for this output.",
        cause);
  }
}
