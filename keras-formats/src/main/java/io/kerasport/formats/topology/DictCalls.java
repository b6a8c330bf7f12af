package io.kerasport.formats.topology;

import io.kerasport.model.CallArgument;
import io.kerasport.model.Config;
import io.kerasport.model.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Calls of a nested model with a dict. Its entries go to the model's inputs by the keys of the dict
 * the model was made with, or, if it was made with a list, by the inputs' names; here they are put
 * into the order of the inputs.
 */
final class DictCalls {
  private DictCalls() {}

  static RawCall ordered(RawCall call, Model nested, Place place) {
    if (call.arguments().isEmpty()
        || !(call.arguments().get(0) instanceof CallArgument.Mapping given)) {
      return call;
    }
    Map<String, CallArgument> entries = new LinkedHashMap<>();
    for (String key : keys(nested)) {
      CallArgument entry = given.entries().get(key);
      if (entry == null) {
        throw place.error(
            "The call of the model `" + nested.name() + "` lacks its input `" + key + "`");
      }
      entries.put(key, entry);
    }
    List<CallArgument> arguments = new ArrayList<>(call.arguments());
    arguments.set(0, new CallArgument.Mapping(entries));
    return new RawCall(arguments, call.keywordArguments());
  }

  private static Iterable<String> keys(Model nested) {
    boolean madeWithDict =
        nested.source().get("config") instanceof Config config
            && config.get("input_layers") instanceof Config;
    return madeWithDict
        ? new TreeSet<>(nested.source().object("config").object("input_layers").entries().keySet())
        : nested.inputNames();
  }
}
