package io.kerasport.core.graph;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.CallArgument;
import io.kerasport.model.Config;
import io.kerasport.model.KerasTensor;
import io.kerasport.model.Node;
import io.kerasport.spi.ModelCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A call of a model whose calls are code. Each call of a layer becomes a node as other models have
 * them, on tensors that get names for it.
 */
final class CodeCall implements ModelCall {
  /** No layer is called so. */
  private static final String OWN_TENSORS = "";

  private final Config config;
  private final Ops ops;
  private final List<MaskedTensor> inputs;
  private final Map<String, LayerVariable> weights;
  private final Map<KerasTensor, MaskedTensor> tensors;
  private final Consumer<Node> layerCall;
  private final Map<String, Integer> calls = new HashMap<>();
  private final Map<String, MaskedTensor> known = new HashMap<>();
  private final Map<String, KerasTensor> named = new HashMap<>();

  /**
   * A call.
   *
   * @param inputs what the model is called with
   * @param weights its own variables
   * @param tensors takes the tensors that layers are called with, and has what they give
   * @param layerCall adds a call of a layer
   */
  CodeCall(
      Config config,
      Ops ops,
      List<MaskedTensor> inputs,
      Map<String, LayerVariable> weights,
      Map<KerasTensor, MaskedTensor> tensors,
      Consumer<Node> layerCall) {
    this.config = config;
    this.ops = ops;
    this.inputs = inputs;
    this.weights = weights;
    this.tensors = tensors;
    this.layerCall = layerCall;
    inputs.forEach(this::remember);
  }

  private void remember(MaskedTensor tensor) {
    known.put(tensor.value().tensorName(), tensor);
  }

  /** A tensor with the mask that came with it, if it is one of an input or a layer. */
  MaskedTensor masked(Operand operand) {
    return known.getOrDefault(operand.tensorName(), new MaskedTensor(operand, null));
  }

  @Override
  public Config config() {
    return config;
  }

  @Override
  public Ops ops() {
    return ops;
  }

  @Override
  public List<Operand> inputs() {
    return inputs.stream().map(MaskedTensor::value).toList();
  }

  @Override
  public Operand weight(String name) {
    LayerVariable variable = weights.get(name);
    if (variable == null) {
      throw new IllegalArgumentException(
          "the model has no variable `" + name + "`, only " + weights.keySet());
    }
    return variable.variable().value();
  }

  @Override
  public List<Operand> callAll(String layer, Operand... arguments) {
    return call(layer, Stream.of(arguments).map(this::argument).toList(), false);
  }

  @Override
  public Operand call(String layer, List<Operand> arguments) {
    return call(layer, arguments.stream().map(this::argument).toList(), true).get(0);
  }

  private CallArgument argument(Operand operand) {
    KerasTensor name =
        named.computeIfAbsent(
            operand.tensorName(), key -> new KerasTensor(OWN_TENSORS, named.size(), 0));
    tensors.put(name, masked(operand));
    return new CallArgument.Tensor(name);
  }

  private List<Operand> call(String layer, List<CallArgument> arguments, boolean asList) {
    int index = calls.merge(layer, 1, Integer::sum) - 1;
    List<CallArgument> positional =
        asList ? List.of(new CallArgument.Sequence(arguments)) : arguments;
    layerCall.accept(new Node(layer, index, positional, Map.of()));
    List<Operand> outputs = new ArrayList<>();
    for (MaskedTensor output = tensors.get(new KerasTensor(layer, index, 0));
        output != null;
        output = tensors.get(new KerasTensor(layer, index, outputs.size()))) {
      remember(output);
      outputs.add(output.value());
    }
    return outputs;
  }
}
