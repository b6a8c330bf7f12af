package io.kerasport.serializers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.model.ConfigException;
import org.junit.jupiter.api.Test;

class RecurrentTest {
  @Test
  void refusesToUnrollStepsWhoseNumberIsNotKnown() {
    LayerUnderTest layer =
        LayerUnderTest.keras3("SimpleRNN", "units", 2, "unroll", true).on(-1, -1, 3);

    assertThatThrownBy(layer::nodes)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("unroll")
        .hasMessageContaining("number of steps");
  }
}
