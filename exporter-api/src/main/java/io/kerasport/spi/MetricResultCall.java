package io.kerasport.spi;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;

/** A metric whose value is asked for. */
public interface MetricResultCall {
  /** The metric and its settings. */
  ObjectDescription description();

  /** The settings. */
  default Config config() {
    return description().config();
  }

  /** Makes nodes. */
  Ops ops();

  /** The current value of one of the metric's variables. */
  Operand variable(String name);
}
