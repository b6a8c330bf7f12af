package io.kerasport.serializers.operation;

import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A bare operation under one of its names.
 *
 * @param parameters names of the positional arguments; one that begins with {@code *} takes all
 *     that are left, as a list
 * @param names what arguments by keyword are called in the formula, where that differs
 * @param defaults arguments that a call need not have
 * @param refusals why it cannot be exported, for an operation that never can
 * @param formula what it computes
 */
record Operation(
    List<String> parameters,
    Map<String, String> names,
    Map<String, Object> defaults,
    List<String> refusals,
    Formula formula)
    implements LayerSerializer {
  /** With one output and nothing to translate. */
  static Operation of(String parameters, Formula.OfOne formula) {
    return several(parameters, call -> List.of(formula.of(call)));
  }

  /** With several outputs. */
  static Operation several(String parameters, Formula formula) {
    return new Operation(List.of(parameters.split(" ")), Map.of(), Map.of(), List.of(), formula);
  }

  /** This operation where an argument has another name. */
  Operation naming(String keyword, String name) {
    Map<String, String> more = new HashMap<>(names);
    more.put(keyword, name);
    return new Operation(parameters, Map.copyOf(more), defaults, refusals, formula);
  }

  /** This operation where an argument that a call lacks has a value. */
  Operation defaulting(String name, Object value) {
    Map<String, Object> more = new HashMap<>(defaults);
    more.put(name, value);
    return new Operation(parameters, names, Map.copyOf(more), refusals, formula);
  }

  @Override
  public List<String> unsupported(LayerDescription layer) {
    return refusals;
  }

  @Override
  public boolean autocastsInputs() {
    return false;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    return new LayerOutput(formula.of(OperationCall.of(this, call)), null);
  }
}
