package io.kerasport.tensorflow.run;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Problem;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tensors to feed, checked against what a signature takes; all that does not fit is listed. */
final class Feeds {
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, TensorValue> tensors = new LinkedHashMap<>();
  private final Map<String, TensorSpec> expected = new LinkedHashMap<>();

  /**
   * Adds tensors of one kind.
   *
   * @param what the kind, for messages
   * @param specs what is taken, by the caller's keys
   * @param suffix what makes a key of the signature out of the caller's
   */
  Feeds add(
      String what, Map<String, TensorSpec> specs, Map<String, TensorValue> values, String suffix) {
    specs.forEach(
        (key, spec) -> {
          expected.put(key + suffix, spec);
          TensorValue value = values.get(key);
          if (value == null) {
            problems.add(new Problem("expected " + spec + ", found nothing", what + " " + key));
          } else if (!fits(value.spec(), spec) || !Tensors.takes(spec.dtype())) {
            problems.add(
                new Problem("expected " + spec + ", found " + value.spec(), what + " " + key));
          } else {
            tensors.put(key + suffix, value);
          }
        });
    values.forEach(
        (key, value) -> {
          if (!specs.containsKey(key)) {
            problems.add(
                new Problem(
                    "there is no such " + what + ", found " + value.spec(), what + " " + key));
          }
        });
    return this;
  }

  /** Adds what is no part of the signature: a placeholder by its name. */
  Feeds addPlaceholder(
      ModeSession session, String what, String key, String name, TensorValue value) {
    if (session.hasPlaceholder(name)) {
      tensors.put(name, value);
    } else {
      problems.add(new Problem("the graph takes none", what + " " + key));
    }
    return this;
  }

  /**
   * What to feed.
   *
   * @throws ExportException if something did not fit
   */
  Map<String, TensorValue> checked() {
    if (!problems.isEmpty()) {
      throw new ExportException(
          ErrorId.RUN,
          "The tensors do not fit the signature",
          problems,
          "It takes " + ModeSession.describe(expected) + ".",
          null);
    }
    return tensors;
  }

  private static boolean fits(TensorSpec found, TensorSpec expected) {
    if (found.dtype() != expected.dtype()) {
      return false;
    }
    Shape wanted = expected.shape();
    if (!wanted.hasRank()) {
      return true;
    }
    if (wanted.rank() != found.shape().rank()) {
      return false;
    }
    for (int i = 0; i < wanted.rank(); i++) {
      if (wanted.dim(i) != Shape.UNKNOWN_DIM && wanted.dim(i) != found.shape().dim(i)) {
        return false;
      }
    }
    return true;
  }
}
