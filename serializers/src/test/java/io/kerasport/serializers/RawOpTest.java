package io.kerasport.serializers;

import static io.kerasport.serializers.LayerUnderTest.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawOpTest {
  private static LayerUnderTest node(
      String op, List<String> inputs, Config attrs, Config constants) {
    return LayerUnderTest.keras2(
        "TensorFlowOpLayer",
        "node_def",
        config("name", "n", "op", op, "input", inputs, "attr", attrs),
        "constants",
        constants);
  }

  @Test
  void constantsStandWhereTheFileSays() {
    assertThat(node("Sub", List.of("c", "x"), config(), config("0", 1.0)).on(2).nodes())
        .containsExactly("Sub = Sub(1.0, x)");
  }

  @Test
  void theFirstInputsAreTheListThatIsCounted() {
    assertThat(
            node(
                    "ConcatV2",
                    List.of("x", "y", "axis"),
                    config("N", config("i", "2")),
                    config("2", 1))
                .on(2, 3)
                .on(2, 3)
                .nodes())
        .containsExactly("ConcatV2 = ConcatV2(x, x1, 1) N=2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ReadFile",
        "WriteFile",
        "PyFunc",
        "PartitionedCall",
        "VarHandleOp",
        "Print",
        "NoOp"
      })
  void refusesOpsThatDoMoreThanCompute(String op) {
    assertThat(node(op, List.of("x"), config(), config()).on(2).unsupported())
        .singleElement()
        .asString()
        .contains("`" + op + "`");
  }

  @Test
  void refusesInputsThatAreNeitherTensorNorConstant() {
    assertThatThrownBy(() -> node("Add", List.of("x", "y"), config(), config()).on(2).nodes())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`input` should be a tensor or a constant");
  }

  @Test
  void refusesTensorsThatAreNoInput() {
    assertThatThrownBy(() -> node("Relu", List.of("x"), config(), config()).on(2).on(2).nodes())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("all tensors of the call");
  }

  @Test
  void refusesListsLongerThanTheInputs() {
    assertThatThrownBy(
            () -> node("AddN", List.of("x"), config("N", config("i", "2")), config()).on(2).nodes())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("at most the number of inputs");
  }

  @Test
  void refusesAttributesOfOtherKinds() {
    assertThatThrownBy(
            () ->
                node(
                        "Relu",
                        List.of("x"),
                        config("f", config("func", config("name", "g"))),
                        config())
                    .on(2)
                    .nodes())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("an attribute of a known kind");
  }

  @Test
  void refusesNodesThatAreNoObject() {
    assertThatThrownBy(
            () ->
                LayerUnderTest.keras2("TensorFlowOpLayer", "node_def", "bytes").on(2).unsupported())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`node_def` should be an object");
  }
}
