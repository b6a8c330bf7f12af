package io.kerasport.formats.topology;

import io.kerasport.model.CallArgument;
import io.kerasport.model.Config;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a layer as Keras 2 writes them: the structure of the first argument, each tensor as
 * {@code [layer, call, output, keyword arguments]}. Tensors among the keyword arguments are bare
 * triples; they are told from other lists by the name of a layer in front.
 */
final class Keras2Calls {
  private static final String CONSTANT = "_CONSTANT_VALUE";

  private final Set<String> layerNames;

  Keras2Calls(Set<String> layerNames) {
    this.layerNames = layerNames;
  }

  /**
   * Reads a call.
   *
   * @param keepsStructure whether the layer tells a list of one tensor from a tensor
   */
  RawCall read(@Nullable Object call, boolean keepsStructure, Place place) {
    Map<String, CallArgument> keywords = new LinkedHashMap<>();
    CallArgument argument = first(call, place, keywords);
    if (!keepsStructure
        && argument instanceof CallArgument.Sequence sequence
        && sequence.items().size() == 1) {
      argument = sequence.items().get(0);
    }
    return new RawCall(List.of(argument), keywords);
  }

  private CallArgument first(
      @Nullable Object value, Place place, Map<String, CallArgument> keywords) {
    if (value instanceof Config dict) {
      Map<String, CallArgument> entries = new LinkedHashMap<>();
      dict.entries()
          .forEach((key, item) -> entries.put(key, first(item, place.key(key), keywords)));
      return new CallArgument.Mapping(entries);
    }
    if (!(value instanceof List<?> list)) {
      throw place.error("A call was expected, found " + SerializedLayer.kind(value));
    }
    if (isConstant(list)) {
      addKeywords(list, place, keywords);
      return keyword(list.get(2), place);
    }
    if (References.isReference(list)) {
      addKeywords(list, place, keywords);
      return new CallArgument.Tensor(References.read(list, place));
    }
    List<CallArgument> items = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      items.add(first(list.get(i), place.item(i), keywords));
    }
    return new CallArgument.Sequence(items);
  }

  private static boolean isConstant(List<?> list) {
    return (list.size() == 3 || list.size() == 4) && CONSTANT.equals(list.get(0));
  }

  private void addKeywords(List<?> tensor, Place place, Map<String, CallArgument> keywords) {
    if (tensor.size() == 4 && tensor.get(3) instanceof Config given) {
      given
          .entries()
          .forEach((key, value) -> keywords.putIfAbsent(key, keyword(value, place.key(key))));
    }
  }

  private CallArgument keyword(@Nullable Object value, Place place) {
    if (value instanceof List<?> list) {
      if (list.size() == 3 && References.isReference(list) && layerNames.contains(list.get(0))) {
        return new CallArgument.Tensor(References.read(list, place));
      }
      List<CallArgument> items = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        items.add(keyword(list.get(i), place.item(i)));
      }
      return new CallArgument.Sequence(items);
    }
    if (value instanceof Config object && !object.has("class_name")) {
      Map<String, CallArgument> entries = new LinkedHashMap<>();
      object.entries().forEach((key, item) -> entries.put(key, keyword(item, place.key(key))));
      return new CallArgument.Mapping(entries);
    }
    return new CallArgument.Constant(value);
  }
}
