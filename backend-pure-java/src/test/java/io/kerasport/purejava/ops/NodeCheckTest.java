package io.kerasport.purejava.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.core.backend.NodeSpec;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

final class NodeCheckTest {
  private final OpRegistry registry = OpRegistry.bundled();

  @Test
  void takesTypesFromInputs() {
    CheckedNode node = new Request("MatMul").in(DType.HALF).in(DType.HALF).check();

    assertThat(node.attrs().type("T")).isEqualTo(DType.HALF);
    assertThat(node.outputTypes()).containsExactly(DType.HALF);
  }

  @Test
  void takesLengthsFromLists() {
    CheckedNode node = new Request("AddN").list(DType.FLOAT, DType.FLOAT, DType.FLOAT).check();

    assertThat(node.attrs().integer("N")).isEqualTo(3);
  }

  @Test
  void takesTypeListsFromLists() {
    CheckedNode node = new Request("IdentityN").list(DType.FLOAT, DType.BOOL).check();

    assertThat(node.attrs().types("T")).containsExactly(DType.FLOAT, DType.BOOL);
    assertThat(node.outputTypes()).containsExactly(DType.FLOAT, DType.BOOL);
  }

  @Test
  void fillsDefaults() {
    CheckedNode node = new Request("LeakyRelu").in(DType.FLOAT).check();

    assertThat(node.attrs().values().get("alpha")).extracting("f").isEqualTo(0.2f);
  }

  @Test
  void countsOutputsByAttribute() {
    CheckedNode node =
        new Request("Split").in(DType.INT32).in(DType.FLOAT).attr("num_split", Attr.of(3)).check();

    assertThat(node.outputTypes()).containsExactly(DType.FLOAT, DType.FLOAT, DType.FLOAT);
  }

  @Test
  void keepsAttributesOfTheRuntime() {
    CheckedNode node = new Request("NoOp").attr("_lower_using_switch_merge", Attr.of(true)).check();

    assertThat(node.attrs().flag("_lower_using_switch_merge")).isTrue();
  }

  @Test
  void refusesUnknownAttribute() {
    refused(new Request("Relu").in(DType.FLOAT).attr("alpha", Attr.of(1f)))
        .hasMessageContaining("no such attribute; it has [T]")
        .hasMessageContaining("attribute alpha");
  }

  @Test
  void refusesAttributeOfWrongKind() {
    refused(new Request("Cast").in(DType.FLOAT).attr("DstT", Attr.of(3)))
        .hasMessageContaining("attribute DstT")
        .hasMessageContaining("kind type, found the integer 3");
  }

  @Test
  void refusesListWithElementOfWrongKind() {
    refused(new Request("Squeeze").in(DType.FLOAT).attr("squeeze_dims", types(DType.FLOAT)))
        .hasMessageContaining("kind list(int), found [float32]");
  }

  @Test
  void refusesValueBelowTheMinimum() {
    refused(new Request("Split").in(DType.INT32).in(DType.FLOAT).attr("num_split", Attr.of(0)))
        .hasMessageContaining("at least 1, found the integer 0");
  }

  @Test
  void refusesListBelowTheMinimum() {
    refused(new Request("IdentityN").list()).hasMessageContaining("at least 1 elements, found []");
  }

  @Test
  void refusesTypeTheOpDoesNotTake() {
    refused(new Request("Relu").in(DType.STRING))
        .hasMessageContaining("is string, allowed: float32, float64")
        .hasMessageContaining("set by input features");
  }

  @Test
  void refusesTextTheOpDoesNotTake() {
    refused(
            new Request("MaxPool")
                .in(DType.FLOAT)
                .attr("ksize", Attr.ints(1, 2, 2, 1))
                .attr("strides", Attr.ints(1, 2, 2, 1))
                .attr("padding", Attr.of("FULL")))
        .hasMessageContaining("is \"FULL\", allowed: \"SAME\", \"VALID\", \"EXPLICIT\"")
        .hasMessageContaining("attribute padding");
  }

  @Test
  void refusesMissingAttribute() {
    refused(new Request("Cast").in(DType.FLOAT))
        .hasMessageContaining("attribute DstT")
        .hasMessageContaining("must be set");
  }

  @Test
  void refusesInputOfWrongFixedType() {
    refused(
            new Request("RestoreV2")
                .in(DType.FLOAT)
                .in(DType.STRING)
                .in(DType.STRING)
                .attr("dtypes", types(DType.FLOAT)))
        .hasMessageContaining("input prefix")
        .hasMessageContaining("expected a tensor of string, found input0:0 of float32");
  }

  @Test
  void refusesMissingInput() {
    refused(new Request("MatMul").in(DType.FLOAT))
        .hasMessageContaining("takes 2 inputs [a, b], found 1");
  }

  @Test
  void refusesListForASingleTensor() {
    refused(new Request("Relu").list(DType.FLOAT))
        .hasMessageContaining("takes a single tensor here, found a list of 1")
        .hasMessageContaining("input features");
  }

  @Test
  void refusesSingleTensorForAList() {
    refused(new Request("AddN").in(DType.FLOAT))
        .hasMessageContaining("takes a list of tensors here, found a single one");
  }

  @Test
  void namesBothSidesOfATypeContradiction() {
    refused(new Request("AddV2").in(DType.FLOAT).in(DType.DOUBLE))
        .hasMessageContaining("attribute T is float64 here, but float32 by input x")
        .hasMessageContaining("input y");
  }

  @Test
  void namesTheCallerInAContradiction() {
    refused(new Request("Relu").in(DType.FLOAT).attr("T", Attr.of(DType.HALF)))
        .hasMessageContaining("attribute T is float32 here, but float16 by the caller");
  }

  @Test
  void refusesReferenceVariables() {
    refused(
            new Request("VariableV2")
                .attr("dtype", Attr.of(DType.FLOAT))
                .attr("shape", Attr.of(Shape.scalar())))
        .hasMessageContaining("use resource variables");
  }

  @Test
  void refusesOutputsWithoutNumber() {
    refused(
            new Request("Split")
                .in(DType.INT32)
                .in(DType.FLOAT)
                .attr("num_split", Attr.of(Integer.MAX_VALUE)))
        .hasMessageContaining("it would have 2147483647 outputs");
  }

  @Test
  void reportsAllProblemsTogether() {
    assertThatThrownBy(
            () ->
                new Request("MatMul")
                    .in(DType.FLOAT)
                    .in(DType.HALF)
                    .attr("adj_x", Attr.of(true))
                    .check())
        .isInstanceOfSatisfying(ExportException.class, e -> assertThat(e.problems()).hasSize(2));
  }

  private static Attr types(DType... types) {
    return Attr.types(Arrays.asList(types));
  }

  private static AbstractThrowableAssert<?, ?> refused(Request request) {
    return assertThatThrownBy(request::check)
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.GRAPH))
        .hasMessageContaining("Node `scope/node` contradicts its op " + request.type);
  }

  /** A node request with inputs from nowhere. */
  private final class Request {
    private final String type;
    private final List<NodeSpec.Input> inputs = new ArrayList<>();
    private final Map<String, Attr> attrs = new LinkedHashMap<>();

    Request(String type) {
      this.type = type;
    }

    Request in(DType dtype) {
      inputs.add(new NodeSpec.Input(List.of(operand(dtype)), false));
      return this;
    }

    Request list(DType... dtypes) {
      inputs.add(new NodeSpec.Input(Arrays.stream(dtypes).map(this::operand).toList(), true));
      return this;
    }

    Request attr(String name, Attr value) {
      attrs.put(name, value);
      return this;
    }

    CheckedNode check() {
      return NodeCheck.check(
          registry.find(type).orElseThrow(),
          new NodeSpec(type, "scope/node", inputs, attrs, List.of(), ""));
    }

    private Operand operand(DType dtype) {
      return new Feed("input" + inputs.size(), dtype);
    }
  }

  private record Feed(String name, DType dtype) implements Operand, Operation {
    @Override
    public Operation operation() {
      return this;
    }

    @Override
    public int index() {
      return 0;
    }

    @Override
    public Shape shape() {
      return Shape.unknown();
    }

    @Override
    public String type() {
      return "Placeholder";
    }

    @Override
    public List<Operand> outputs() {
      return List.of(this);
    }
  }
}
