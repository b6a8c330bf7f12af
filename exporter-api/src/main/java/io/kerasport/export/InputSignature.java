package io.kerasport.export;

import io.kerasport.model.TensorSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an exported graph takes. Nested as the model's own inputs are: one tensor, a list, or a
 * dict.
 *
 * <p>The batch dimension may be fixed or left open ({@link io.kerasport.model.Shape#UNKNOWN_DIM});
 * the other dimensions must agree with those that the model's input layers fix.
 */
public sealed interface InputSignature {

  /**
   * One tensor.
   *
   * @param spec its element type and its shape with the batch dimension
   * @param name the key in the signature; else the name of the model's input
   */
  record One(TensorSpec spec, Optional<String> name) implements InputSignature {}

  /**
   * Inputs in the order of the model.
   *
   * @param items one for each input, or for each nest of inputs
   */
  record Many(List<InputSignature> items) implements InputSignature {
    public Many {
      items = List.copyOf(items);
    }
  }

  /**
   * Inputs by the names of the model's inputs; where the keys are other ones, in the order of the
   * sorted keys, as TensorFlow flattens a dict.
   *
   * @param items inputs or nests of inputs by key
   */
  record Named(Map<String, InputSignature> items) implements InputSignature {
    public Named {
      items = Collections.unmodifiableMap(new LinkedHashMap<>(items));
    }
  }

  /** A tensor whose key is the name of the model's input. */
  static InputSignature of(TensorSpec spec) {
    return new One(spec, Optional.empty());
  }

  /** A tensor with a key of its own. */
  static InputSignature of(TensorSpec spec, String name) {
    return new One(spec, Optional.of(name));
  }

  /** Inputs in the order of the model. */
  static InputSignature of(List<InputSignature> items) {
    return new Many(items);
  }

  /** Inputs by name. */
  static InputSignature of(Map<String, InputSignature> items) {
    return new Named(items);
  }

  /** The tensors, in the order in which TensorFlow flattens a nest. */
  default List<One> flatten() {
    List<One> leaves = new ArrayList<>();
    if (this instanceof One one) {
      leaves.add(one);
    } else if (this instanceof Many many) {
      many.items().forEach(item -> leaves.addAll(item.flatten()));
    } else if (this instanceof Named named) {
      new TreeMap<>(named.items()).values().forEach(item -> leaves.addAll(item.flatten()));
    }
    return leaves;
  }
}
