package io.kerasport.formats.topology;

import io.kerasport.model.CallArgument;
import io.kerasport.model.KerasTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One call of a layer, with references as the file counts them.
 *
 * @param arguments positional arguments
 * @param keywordArguments keyword arguments in the order of the file
 */
record RawCall(List<CallArgument> arguments, Map<String, CallArgument> keywordArguments) {
  /** Every tensor referred to. */
  List<KerasTensor> references() {
    List<KerasTensor> found = new ArrayList<>();
    arguments.forEach(argument -> argument.collectTensors(found));
    keywordArguments.values().forEach(argument -> argument.collectTensors(found));
    return found;
  }

  /** This call with every reference replaced. */
  RawCall map(UnaryOperator<KerasTensor> replace) {
    Map<String, CallArgument> keywords = new LinkedHashMap<>();
    keywordArguments.forEach((key, value) -> keywords.put(key, map(value, replace)));
    return new RawCall(
        arguments.stream().map(argument -> map(argument, replace)).toList(), keywords);
  }

  private static CallArgument map(CallArgument argument, UnaryOperator<KerasTensor> replace) {
    if (argument instanceof CallArgument.Tensor tensor) {
      return new CallArgument.Tensor(replace.apply(tensor.tensor()));
    }
    if (argument instanceof CallArgument.Sequence sequence) {
      return new CallArgument.Sequence(
          sequence.items().stream().map(item -> map(item, replace)).toList());
    }
    if (argument instanceof CallArgument.Mapping mapping) {
      Map<String, CallArgument> entries = new LinkedHashMap<>();
      mapping.entries().forEach((key, value) -> entries.put(key, map(value, replace)));
      return new CallArgument.Mapping(entries);
    }
    return argument;
  }
}
