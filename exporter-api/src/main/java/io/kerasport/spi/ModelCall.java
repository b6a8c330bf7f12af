package io.kerasport.spi;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import java.util.List;

/** One call of a model, as its code sees it. Nodes land in the scope of the model. */
public interface ModelCall {
  /** The model's configuration. */
  Config config();

  /** Makes nodes. */
  Ops ops();

  /** What the model is called with, in the order of its inputs. */
  List<Operand> inputs();

  /** The only input. */
  default Operand input() {
    if (inputs().size() != 1) {
      throw new IllegalStateException("the model has " + inputs().size() + " inputs, not one");
    }
    return inputs().get(0);
  }

  /**
   * The value of one of the model's own variables.
   *
   * @param name as in {@link SubclassedModel#weights}
   */
  Operand weight(String name);

  /**
   * Calls one of the model's layers. Its variables are made at the first call and serve all.
   *
   * @param layer the attribute that holds it, as in {@link SubclassedModel#layers}
   * @param inputs one tensor, or several one after the other
   * @return its outputs
   */
  List<Operand> callAll(String layer, Operand... inputs);

  /** Calls one of the model's layers for its first output. */
  default Operand call(String layer, Operand... inputs) {
    return callAll(layer, inputs).get(0);
  }

  /** Calls one of the model's layers with a list of tensors, as merging layers take them. */
  Operand call(String layer, List<Operand> inputs);
}
