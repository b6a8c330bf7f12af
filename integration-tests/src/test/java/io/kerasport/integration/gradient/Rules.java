package io.kerasport.integration.gradient;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import io.kerasport.core.backend.Backend;
import io.kerasport.core.backend.Gradients;
import io.kerasport.core.gradient.GradientRules;
import io.kerasport.core.gradient.rule.GradientsModule;
import io.kerasport.integration.backend.Backends;
import io.kerasport.spi.GradientRule;
import java.util.Map;

/** Backends and Kerasport's rules, as the tests combine them. */
final class Rules {
  static final Backend TENSORFLOW = Backends.named(Backends.TENSORFLOW);
  static final Backend PURE_JAVA = Backends.named(Backends.PURE_JAVA);

  private static final Map<String, GradientRule> BOUND =
      Guice.createInjector(new GradientsModule())
          .getInstance(Key.get(new TypeLiteral<Map<String, GradientRule>>() {}));
  private static final GradientRules RULES = new GradientRules(BOUND);

  private Rules() {}

  /** Kerasport's rules by op type. */
  static Map<String, GradientRule> bound() {
    return BOUND;
  }

  /** The gradients of a backend as it stands. */
  static Gradients of(Backend backend) {
    return RULES.over(backend);
  }

  /** Kerasport's rules alone, on the nodes of a backend. */
  static Gradients alone(Backend backend) {
    return RULES.over(new WithoutOwnRules(backend));
  }
}
