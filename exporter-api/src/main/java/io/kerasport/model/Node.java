package io.kerasport.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One call of a layer inside a functional model.
 *
 * @param layer name of the layer
 * @param index which call of that layer, counted from 0
 * @param arguments positional arguments
 * @param keywordArguments keyword arguments in the order of the file
 */
public record Node(
    String layer,
    int index,
    List<CallArgument> arguments,
    Map<String, CallArgument> keywordArguments) {
  public Node {
    arguments = List.copyOf(arguments);
    keywordArguments = Collections.unmodifiableMap(new LinkedHashMap<>(keywordArguments));
  }

  /** A call with tensors only: one bare tensor, or a list of them. */
  public static Node of(String layer, int index, List<KerasTensor> inputs) {
    List<CallArgument> items = new ArrayList<>();
    inputs.forEach(input -> items.add(new CallArgument.Tensor(input)));
    CallArgument argument = items.size() == 1 ? items.get(0) : new CallArgument.Sequence(items);
    return new Node(layer, index, List.of(argument), Map.of());
  }

  /** The tensors among the positional arguments, flattened in order. */
  public List<KerasTensor> inputs() {
    List<KerasTensor> found = new ArrayList<>();
    arguments.forEach(argument -> argument.collectTensors(found));
    return List.copyOf(found);
  }

  /** Every tensor this call needs, keyword arguments included. */
  public List<KerasTensor> dependencies() {
    List<KerasTensor> found = new ArrayList<>(inputs());
    keywordArguments.values().forEach(argument -> argument.collectTensors(found));
    return List.copyOf(found);
  }
}
