package io.kerasport.core.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.core.backend.NodeSpec;
import io.kerasport.core.backend.ScopedGraphBuilder;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.graph.Attr;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.model.DType;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Ops here are called F, G, …; the gradient of F for input i is a node FGrad_i of dy. */
final class BackwardPassTest {
  private final FakeBackend backend = new FakeBackend();
  private final Map<String, GradientRule> rules = new HashMap<>();
  private final GraphBuilder builder =
      new ScopedGraphBuilder(backend.newGraph(), new GradientRules(rules).over(backend));

  @Test
  void startsFromOnes() {
    Operand x = node("Input");

    assertThat(type(gradient(x, x))).isEqualTo("OnesLike");
  }

  @Test
  void appliesTheRuleOfEveryNodeOnTheWay() {
    rule("F");
    rule("G");
    Operand x = node("Input");

    Operand gradient = gradient(node("G", node("F", x)), x);

    assertThat(type(gradient)).isEqualTo("FGrad0");
    assertThat(type(input(gradient))).isEqualTo("GGrad0");
    assertThat(type(input(input(gradient)))).isEqualTo("OnesLike");
  }

  @Test
  void addsUpWhatArrivesOnSeveralWays() {
    rule("F");
    rule("G");
    rule("Join");
    Operand x = node("Input");

    Operand gradient = gradient(node("Join", node("F", x), node("G", x)), x);

    assertThat(type(gradient)).isEqualTo("AddN");
    assertThat(spec(gradient).inputs().get(0).operands())
        .extracting(BackwardPassTest::type)
        .containsExactly("GGrad0", "FGrad0");
  }

  @Test
  void addsUpBothInputsOfOneNode() {
    rule("Join");
    Operand x = node("Input");

    assertThat(type(gradient(node("Join", x, x), x))).isEqualTo("AddN");
  }

  @Test
  void waitsForEveryWayBeforeItGoesOn() {
    rule("F");
    rule("G");
    rule("Join");
    Operand x = node("Input");
    Operand middle = node("F", x);

    Operand gradient = gradient(node("Join", middle, node("G", middle)), x);

    assertThat(type(gradient)).isEqualTo("FGrad0");
    assertThat(type(input(gradient))).isEqualTo("AddN");
    assertThat(backend.nodes).extracting(NodeSpec::type).containsOnlyOnce("FGrad0");
  }

  @Test
  void givesTheTotalDerivativeWhereOneXDependsOnAnother() {
    rule("F");
    rule("G");
    Operand x = node("Input");
    Operand between = node("F", x);
    Operand y = node("G", between);

    List<Optional<Operand>> gradients = builder.gradients(y, List.of(x, between));

    assertThat(type(gradients.get(0).orElseThrow())).isEqualTo("FGrad0");
    assertThat(type(gradients.get(1).orElseThrow())).isEqualTo("GGrad0");
  }

  @Test
  void leavesEmptyWhatYDoesNotDependOn() {
    rule("F");
    Operand x = node("Input");
    Operand other = node("Input");

    assertThat(builder.gradients(node("F", x), List.of(other))).containsExactly(Optional.empty());
  }

  @Test
  void leavesEmptyWhatYDoesNotDependOnBetweenOthers() {
    rule("F");
    Operand x = node("Input");
    Operand other = node("Input");
    Operand later = node("F", other);

    List<Optional<Operand>> gradients = builder.gradients(node("F", x), List.of(other, x, later));

    assertThat(gradients).extracting(Optional::isPresent).containsExactly(false, true, false);
  }

  @Test
  void stopsAtNodesThatPassNoGradient() {
    rules.put("Stop", GradientRule.NO_GRADIENT);
    rule("F");
    Operand x = node("Input");

    assertThat(builder.gradients(node("F", node("Stop", x)), List.of(x)))
        .containsExactly(Optional.empty());
  }

  @Test
  void passesNothingThroughIntegers() {
    rule("F");
    Operand x = node("Input");
    Operand rounded =
        builder.node("Cast").input(x).attr("dtype", Attr.of(DType.INT32)).buildOutput();

    assertThat(builder.gradients(node("F", rounded), List.of(x))).containsExactly(Optional.empty());
  }

  @Test
  void makesNoNodesForInputsThatNobodyWants() {
    rule("Join");
    Operand x = node("Input");

    gradient(node("Join", x, node("Input")), x);

    assertThat(backend.nodes).extracting(NodeSpec::type).contains("JoinGrad0");
    assertThat(backend.nodes).extracting(NodeSpec::type).doesNotContain("JoinGrad1");
  }

  @Test
  void tellsTheRuleWhichOutputsHaveGradients() {
    List<@Nullable Operand> seen = new ArrayList<>();
    rules.put(
        "F",
        call -> {
          seen.add(call.outputGradient(0));
          seen.add(call.outputGradient(1));
          return Arrays.asList(call.outputGradient(1));
        });
    Operand x = node("Input");
    Operand second = builder.node("F").input(x).build().outputs().get(1);

    gradient(second, x);

    assertThat(seen.get(0)).isNull();
    assertThat(seen.get(1)).isNotNull();
  }

  @Test
  void givesTheRuleStatedAttributesAndDefaults() {
    List<Attr> seen = new ArrayList<>();
    rules.put(
        "F",
        call -> {
          seen.add(call.attr("stated"));
          seen.add(call.attr("slope"));
          return Arrays.asList(call.gradient());
        });
    Operand x = node("Input");

    gradient(builder.node("F").input(x).attr("stated", Attr.of(3)).buildOutput(), x);

    assertThat(seen).containsExactly(Attr.of(3), Attr.of(0.5f));
  }

  @Test
  void prefersTheRuleOfTheBackend() {
    rule("F");
    backend.own.put("F", call -> Arrays.asList(call.ops().unary("Own", call.gradient())));
    Operand x = node("Input");

    assertThat(type(gradient(node("F", x), x))).isEqualTo("Own");
  }

  @Test
  void putsNodesIntoScopesCalledLikeTheirForwardNodes() {
    rule("F");
    Operand x = node("Input");
    Operand y = builder.withScope("dense").node("F").input(x).buildOutput();

    assertThat(gradient(y, x).operation().name()).isEqualTo("gradients/dense/F_grad/FGrad0");
  }

  @Test
  void staysOnTheDeviceOfTheForwardNode() {
    rule("F");
    Operand x = node("Input");
    Operand y = builder.withDevice("/GPU:0").node("F").input(x).buildOutput();

    assertThat(spec(gradient(y, x)).device()).isEqualTo("/GPU:0");
  }

  @Test
  void differentiatesGradients() {
    rule("F");
    rule("FGrad0");
    Operand x = node("Input");
    Operand first = gradient(node("F", node("F", x)), x);

    assertThat(type(gradient(first, input(first)))).isEqualTo("FGrad0Grad0");
  }

  @Test
  void needsNoStackForDeepGraphs() {
    rule("F");
    Operand x = node("Input");
    Operand y = x;
    for (int i = 0; i < 20_000; i++) {
      y = node("F", y);
    }

    assertThat(type(gradient(y, x))).isEqualTo("FGrad0");
  }

  @Test
  void namesOpsWithoutRuleAndTheirWayToY() {
    rule("F");
    Operand x = builder.node("Input").name("kernel").buildOutput();
    Operand odd = builder.withScope("layer").node("Odd").input(x).buildOutput();
    Operand y = builder.node("F").name("loss").input(node("F", odd)).buildOutput();

    assertThatThrownBy(() -> builder.gradients(y, List.of(x)))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.GRADIENT))
        .hasMessage(
            """
            [GRADIENT] The gradient cannot be computed
              - op Odd has no gradient rule
                at node layer/Odd, which leads to F -> loss
            A module can bind a GradientRule for an op type. Ops that have one: F.""");
  }

  @Test
  void reportsAllOpsWithoutRuleTogether() {
    Operand x = node("Input");
    Operand y = node("Odd", node("Odder", x));

    assertThatThrownBy(() -> builder.gradients(y, List.of(x)))
        .isInstanceOfSatisfying(
            ExportException.class,
            e ->
                assertThat(e.problems())
                    .extracting(problem -> problem.what())
                    .containsExactly(
                        "op Odd has no gradient rule", "op Odder has no gradient rule"));
  }

  @Test
  void shortensLongWays() {
    rule("F");
    Operand x = node("Input");
    Operand y = node("Odd", x);
    for (int i = 0; i < 100; i++) {
      y = node("F", y);
    }
    Operand last = y;

    assertThatThrownBy(() -> builder.gradients(last, List.of(x)))
        .hasMessageContaining(
            "F -> F_1 -> F_2 -> F_3 -> … 92 more … -> F_96 -> F_97 -> F_98 -> F_99\n");
  }

  @Test
  void needsNoRuleOffTheWay() {
    rule("F");
    Operand x = node("Input");
    node("Odd", x);
    Operand y = builder.node("F").input(x).input(node("Odd", node("Input"))).buildOutput();

    assertThat(builder.gradients(y, List.of(x)).get(0)).isPresent();
  }

  @Test
  void refusesRuleThatForgetsAnInput() {
    rules.put("F", call -> List.of());
    Operand x = node("Input");

    assertThatThrownBy(() -> gradient(node("F", x), x))
        .isInstanceOf(ExportException.class)
        .hasMessageContainingAll("rule of F", "0 gradients for 1 inputs");
  }

  @Test
  void refusesGradientOfAnotherType() {
    rules.put(
        "F",
        call ->
            Arrays.asList(
                call.ops().graph().node("Half").attr("dtype", Attr.of(DType.HALF)).buildOutput()));
    Operand x = node("Input");

    assertThatThrownBy(() -> gradient(node("F", x), x))
        .isInstanceOf(ExportException.class)
        .hasMessageContainingAll("rule of F", "float16(2,)", "float32(2,)");
  }

  @Test
  void refusesTensorsOfAnotherGraph() {
    Operand foreign = new ScopedGraphBuilder(backend.newGraph()).node("Foreign").buildOutput();

    assertThatThrownBy(() -> builder.gradients(foreign, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Foreign:0");
  }

  private void rule(String type) {
    rules.put(type, call -> fake(type, call));
  }

  private static List<@Nullable Operand> fake(String type, GradientCall call) {
    List<@Nullable Operand> gradients = new ArrayList<>();
    for (int i = 0; i < call.inputs().size(); i++) {
      gradients.add(call.wants(i) ? call.ops().unary(type + "Grad" + i, call.gradient()) : null);
    }
    return gradients;
  }

  private Operand node(String type, Operand... inputs) {
    var node = builder.node(type);
    List.of(inputs).forEach(node::input);
    return node.buildOutput();
  }

  private Operand gradient(Operand y, Operand x) {
    return builder.gradients(y, List.of(x)).get(0).orElseThrow();
  }

  private static String type(Operand operand) {
    return operand.operation().type();
  }

  private NodeSpec spec(Operand operand) {
    return backend.nodes.stream()
        .filter(node -> node.name().equals(operand.operation().name()))
        .findFirst()
        .orElseThrow();
  }

  private Operand input(Operand operand) {
    return spec(operand).inputs().get(0).operands().get(0);
  }
}
