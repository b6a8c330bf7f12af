package io.kerasport.core.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.graph.Attr;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScopedGraphBuilderTest {
  private final RecordingGraph graph = new RecordingGraph();
  private final GraphBuilder root = new ScopedGraphBuilder(graph);

  @Test
  void namesANodeAfterItsOp() {
    assertThat(root.node("MatMul").build().name()).isEqualTo("MatMul");
  }

  @Test
  void putsNodesIntoTheirScope() {
    assertThat(root.withScope("dense").node("MatMul").build().name()).isEqualTo("dense/MatMul");
  }

  @Test
  void makesAScopeUniqueOnce() {
    root.withScope("dense");
    GraphBuilder second = root.withScope("dense");
    second.node("MatMul").build();
    assertThat(second.node("BiasAdd").build().name()).isEqualTo("dense_1/BiasAdd");
  }

  @Test
  void keepsBareTensorsApartFromLists() {
    Operand x = root.node("Placeholder").buildOutput();
    root.node("ConcatV2").inputs(List.of(x, x)).input(x).build();
    assertThat(graph.nodes.get(1).inputs())
        .containsExactly(
            new NodeSpec.Input(List.of(x, x), true), new NodeSpec.Input(List.of(x), false));
  }

  @Test
  void addsControlsOfContextAndNodeWithoutDuplicates() {
    Operation first = root.node("NoOp").build();
    Operation second = root.node("NoOp").build();
    root.withControls(List.of(first)).node("NoOp").control(first).control(second).build();
    assertThat(graph.nodes.get(2).controls()).containsExactly(first, second);
  }

  @Test
  void pinsNodesToTheDeviceOfTheContext() {
    root.withDevice("/GPU:0").withScope("a").node("Relu").build();
    assertThat(graph.nodes.get(0).device()).isEqualTo("/GPU:0");
  }

  @Test
  void sharesAResourceUnderItsFullName() {
    root.withScope("dense").node("VarHandleOp").name("kernel").sharedUnderItsName().build();
    assertThat(graph.nodes.get(0).attrs()).containsEntry("shared_name", Attr.of("dense/kernel"));
  }

  @Test
  void remembersWhatAnOperationWasMadeFrom() {
    ScopedGraphBuilder builder = new ScopedGraphBuilder(graph);
    Operand x = builder.node("Placeholder").buildOutput();
    Operation relu = builder.withScope("a").node("Relu").input(x).build();
    assertThat(builder.specOf(relu).inputs())
        .containsExactly(new NodeSpec.Input(List.of(x), false));
  }
}
