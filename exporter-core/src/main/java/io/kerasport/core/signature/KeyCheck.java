package io.kerasport.core.signature;

import io.kerasport.export.Problem;
import io.kerasport.export.SignatureKeys;
import io.kerasport.model.Model;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Checks that signature keys name something, and that no two things get the same key. */
record KeyCheck(List<Problem> problems) {

  void check(Model model, List<SignatureInput> inputs, SignatureKeys keys) {
    check("input", inputs.stream().map(SignatureInput::key).toList(), keys.inputs(), keys::input);
    check("output", model.outputNames(), keys.outputs(), keys::output);
  }

  private void check(
      String what,
      Collection<String> names,
      Map<String, String> renamed,
      UnaryOperator<String> keyOf) {
    new TreeMap<>(renamed)
        .forEach(
            (name, key) -> {
              if (!names.contains(name)) {
                problems.add(
                    new Problem(
                        "there is no such " + what + " to be called `" + key + "`",
                        what + " " + name));
              }
              if (key.isEmpty()) {
                problems.add(new Problem("the key is empty", what + " " + name));
              }
            });
    Set<String> taken = new HashSet<>();
    for (String name : names) {
      String key = keyOf.apply(name);
      if (!taken.add(key)) {
        problems.add(new Problem("the key `" + key + "` is used twice", what + " " + name));
      }
    }
  }
}
