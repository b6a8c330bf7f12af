package io.kerasport.core.signature;

import io.kerasport.export.InputSignature;
import io.kerasport.export.Problem;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Replaces the specs of a model's inputs by those that the caller asks for.
 *
 * @param model the model
 * @param inputs its inputs as its input layers describe them
 * @param problems takes what does not fit
 */
record RequestedInputs(Model model, List<SignatureInput> inputs, List<Problem> problems) {

  /** The inputs with the specs and keys asked for; as they were where something does not fit. */
  List<SignatureInput> apply(InputSignature signature) {
    List<InputSignature.One> leaves = inModelOrder(signature);
    if (leaves.size() != inputs.size()) {
      problems.add(
          new Problem(
              "expected %d tensors, found %d".formatted(inputs.size(), leaves.size()),
              "input signature"));
      return inputs;
    }
    List<SignatureInput> requested = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      requested.add(requested(inputs.get(i), leaves.get(i)));
    }
    return requested;
  }

  /** A dict with the model's names as keys goes by them, everything else by order. */
  private List<InputSignature.One> inModelOrder(InputSignature signature) {
    if (!(signature instanceof InputSignature.Named named)) {
      return signature.flatten();
    }
    Map<String, InputSignature> items = named.items();
    List<String> names = inputs.stream().map(SignatureInput::key).toList();
    if (items.size() != names.size() || !items.keySet().containsAll(names)) {
      return signature.flatten();
    }
    return names.stream()
        .flatMap(
            name -> {
              List<InputSignature.One> one = Objects.requireNonNull(items.get(name)).flatten();
              if (one.size() != 1) {
                problems.add(
                    new Problem("expected one tensor, found " + one.size(), "input " + name));
              }
              return one.stream();
            })
        .toList();
  }

  private SignatureInput requested(SignatureInput input, InputSignature.One leaf) {
    TensorSpec own = input.spec();
    TensorSpec asked = leaf.spec();
    if (asked.dtype() != own.dtype() || !fits(asked.shape(), own.shape())) {
      problems.add(
          new Problem("expected %s, found %s".formatted(own, asked), "input " + input.key()));
    }
    return new SignatureInput(leaf.name().orElse(input.key()), input.tensor(), asked);
  }

  /** The batch dimension is the caller's; of the others, those that the model fixes stay. */
  private static boolean fits(Shape asked, Shape own) {
    if (!asked.hasRank() || asked.rank() != own.rank()) {
      return false;
    }
    for (int i = 1; i < own.rank(); i++) {
      if (own.dim(i) != Shape.UNKNOWN_DIM && own.dim(i) != asked.dim(i)) {
        return false;
      }
    }
    return true;
  }
}
