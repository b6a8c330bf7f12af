package io.kerasport.core.backend;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A finished request for a node.
 *
 * @param type op type
 * @param name full name
 * @param inputs one entry for each input argument of the op
 * @param attrs attributes the caller set; those that inputs determine may be absent
 * @param controls operations that run before it, without duplicates, in the order of their names as
 *     TensorFlow writes them
 * @param device device, empty for none
 */
public record NodeSpec(
    String type,
    String name,
    List<Input> inputs,
    Map<String, Attr> attrs,
    List<Operation> controls,
    String device) {

  /**
   * The value of one input argument.
   *
   * @param operands one tensor, or those of a list argument
   * @param isList whether it was given as a list
   */
  public record Input(List<Operand> operands, boolean isList) {
    public Input {
      operands = List.copyOf(operands);
    }
  }

  public NodeSpec {
    inputs = List.copyOf(inputs);
    attrs = Collections.unmodifiableMap(new LinkedHashMap<>(attrs));
    controls = List.copyOf(controls);
  }
}
