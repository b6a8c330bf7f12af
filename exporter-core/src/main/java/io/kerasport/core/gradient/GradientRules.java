package io.kerasport.core.gradient;

import io.kerasport.core.backend.Backend;
import io.kerasport.core.backend.Gradients;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The gradient rules of all extensions, by op type. */
public final class GradientRules {
  private final Map<String, GradientRule> rules;

  @Inject
  public GradientRules(Map<String, GradientRule> rules) {
    this.rules = rules;
  }

  /** Gradients for graphs of a backend, whose own rules go first. */
  public Gradients over(Backend backend) {
    return (graph, builder, y, xs) -> {
      BackwardPass pass = new BackwardPass(this, backend, graph, builder, builder, List.of(y), xs);
      return pass.gradients(() -> List.of(BackwardPass.ones(builder, y)));
    };
  }

  /**
   * The rule for a node. That an op passes no gradient is said once for all backends, so that they
   * agree on what depends on what.
   */
  Optional<GradientRule> rule(Backend backend, GradientCall call) {
    GradientRule bound = rules.get(call.operation().type());
    return bound == GradientRule.NO_GRADIENT
        ? Optional.of(bound)
        : backend.gradientRule(call).or(() -> Optional.ofNullable(bound));
  }

  SortedSet<String> types() {
    return new TreeSet<>(rules.keySet());
  }
}
