package io.kerasport.serializers.recurrent;

import io.kerasport.graph.Operand;
import io.kerasport.model.ConfigException;
import io.kerasport.spi.LayerCall;
import java.util.List;

/**
 * The states that a recurrent layer is called with. Keras 2 passes them behind the sequence, Keras
 * 3 there or by keyword, as one tensor or a nest of them.
 */
final class GivenStates {
  private static final String KEYWORD = "initial_state";

  /**
   * How many of the last inputs Keras 2 hands to each step of the cell. The cells of Keras take
   * none; a stack of them leaves them aside.
   */
  static final String CONSTANTS = "num_constants";

  private GivenStates() {}

  /** The states in order; none if the layer is to begin with its own. */
  static List<Operand> of(LayerCall call) {
    List<Operand> inputs = call.inputs();
    long constants = call.config().integer(CONSTANTS, 0);
    if (constants < 0 || constants > inputs.size() - 1) {
      throw new ConfigException(CONSTANTS, "at most " + (inputs.size() - 1), constants);
    }
    List<Operand> behind = inputs.subList(1, inputs.size() - (int) constants);
    return behind.isEmpty() ? call.keywordTensors(KEYWORD) : behind;
  }

  /** The states of a call, which are as many as the layer has. */
  static List<Operand> of(LayerCall call, int expected) {
    List<Operand> given = of(call);
    if (!given.isEmpty() && given.size() != expected) {
      throw new ConfigException(KEYWORD, expected + " tensors", given.size());
    }
    return given;
  }
}
