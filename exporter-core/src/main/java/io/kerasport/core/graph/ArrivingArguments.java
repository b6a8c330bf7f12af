package io.kerasport.core.graph;

import io.kerasport.core.clone.LayerClone;
import io.kerasport.export.ModelFormatException;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.CallArgument;
import io.kerasport.model.DType;
import io.kerasport.model.KerasTensor;
import io.kerasport.model.Node;
import io.kerasport.spi.LayerSerializer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The arguments of a call, with tensors of the graph in the places of the model's. */
final class ArrivingArguments {
  private ArrivingArguments() {}

  /** What a call of a layer is given, cast where Keras casts. */
  static GraphLayerCall.Arguments of(
      LayerClone layer,
      LayerSerializer serializer,
      Node node,
      Ops ops,
      Map<KerasTensor, MaskedTensor> tensors) {
    boolean cast = serializer.autocastsInputs();
    DType dtype = layer.description().computeDType();
    Function<KerasTensor, MaskedTensor> arriving =
        wanted -> {
          MaskedTensor found = tensor(tensors, wanted, layer.path());
          Operand value = found.value();
          return new MaskedTensor(
              cast ? GraphLayerCall.autocast(ops, value, dtype) : value, found.mask());
        };
    List<MaskedTensor> inputs = node.inputs().stream().map(arriving).toList();
    Iterator<MaskedTensor> flat = inputs.iterator();
    List<@Nullable Object> positional = new ArrayList<>();
    node.arguments().forEach(argument -> positional.add(structured(argument, x -> flat.next())));
    Map<String, @Nullable Object> byKeyword = new LinkedHashMap<>();
    Map<String, MaskedTensor> keywordTensors = new LinkedHashMap<>();
    Map<String, Object> constants = new LinkedHashMap<>();
    node.keywordArguments()
        .forEach(
            (keyword, argument) -> {
              @Nullable Object value = structured(argument, arriving);
              byKeyword.put(keyword, value);
              if (value instanceof Operand operand
                  && argument instanceof CallArgument.Tensor tensor) {
                Operand mask = tensor(tensors, tensor.tensor(), layer.path()).mask();
                keywordTensors.put(keyword, new MaskedTensor(operand, mask));
              } else if (argument instanceof CallArgument.Constant && value != null) {
                constants.put(keyword, value);
              }
            });
    return new GraphLayerCall.Arguments(inputs, positional, byKeyword, keywordTensors, constants);
  }

  /** A tensor of the model, which the calls before this one made. */
  static MaskedTensor tensor(
      Map<KerasTensor, MaskedTensor> tensors, KerasTensor wanted, String where) {
    MaskedTensor found = tensors.get(wanted);
    if (found == null) {
      throw new ModelFormatException(
          "There is no tensor " + wanted + " when it is needed", where, "", null);
    }
    return found;
  }

  /** An argument with tensors of the graph in the places of the model's. */
  private static @Nullable Object structured(
      CallArgument argument, Function<KerasTensor, MaskedTensor> tensors) {
    if (argument instanceof CallArgument.Tensor tensor) {
      return tensors.apply(tensor.tensor()).value();
    }
    if (argument instanceof CallArgument.Sequence sequence) {
      List<@Nullable Object> items = new ArrayList<>();
      sequence.items().forEach(item -> items.add(structured(item, tensors)));
      return items;
    }
    if (argument instanceof CallArgument.Mapping mapping) {
      Map<String, @Nullable Object> entries = new LinkedHashMap<>();
      mapping.entries().forEach((key, item) -> entries.put(key, structured(item, tensors)));
      return entries;
    }
    return ((CallArgument.Constant) argument).value();
  }
}
