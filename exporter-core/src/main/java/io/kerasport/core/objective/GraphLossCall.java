package io.kerasport.core.objective;

import io.kerasport.core.backend.ScopedGraphBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.LossCall;
import io.kerasport.spi.ObjectDescription;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A loss in a graph under assembly. */
final class GraphLossCall implements LossCall {
  private final ObjectDescription description;
  private final Ops ops;
  private final Operand target;
  private final Operand prediction;
  private @Nullable Operand counted;

  GraphLossCall(ObjectDescription description, Ops ops, Operand target, Operand prediction) {
    this.description = description;
    this.ops = ops;
    this.target = target;
    this.prediction = prediction;
  }

  /** Which of the losses count, as the loss says; null for all. */
  @Nullable Operand counted() {
    return counted;
  }

  @Override
  public ObjectDescription description() {
    return description;
  }

  @Override
  public Ops ops() {
    return ops;
  }

  @Override
  public Operand target() {
    return target;
  }

  @Override
  public Operand prediction() {
    return prediction;
  }

  @Override
  public Optional<Operand> logits() {
    return Logits.of(prediction, (ScopedGraphBuilder) ops.graph());
  }

  @Override
  public void countOnly(Operand only) {
    counted = only;
  }
}
