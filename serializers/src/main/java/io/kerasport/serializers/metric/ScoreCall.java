package io.kerasport.serializers.metric;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.LossCall;
import io.kerasport.spi.MetricCall;
import io.kerasport.spi.ObjectDescription;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A metric's call as a score sees it; remembers which values the score leaves out. */
final class ScoreCall implements LossCall {
  private final MetricCall call;
  private @Nullable Operand counted;

  ScoreCall(MetricCall call) {
    this.call = call;
  }

  /** Which values count, as the score says. */
  Optional<Operand> counted() {
    return Optional.ofNullable(counted);
  }

  @Override
  public ObjectDescription description() {
    return call.description();
  }

  @Override
  public Ops ops() {
    return call.ops();
  }

  @Override
  public Operand target() {
    return call.target();
  }

  @Override
  public Operand prediction() {
    return call.prediction();
  }

  @Override
  public Optional<Operand> logits() {
    return call.logits();
  }

  @Override
  public void countOnly(Operand only) {
    counted = only;
  }
}
