package io.kerasport.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.core.backend.ScopedGraphBuilder;
import io.kerasport.graph.Attr;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.GraphDef;

final class NativeGraphTest {
  private final NativeGraph graph = new NativeGraph(new NativeLibrary().ops());
  private final GraphBuilder builder = new ScopedGraphBuilder(graph);

  @AfterEach
  void close() {
    graph.close();
  }

  @Test
  void leavesOutWhatTensorFlowDerivesWhenItReadsTheGraph() {
    builder
        .node("TensorListReserve")
        .input(scalar())
        .input(scalar())
        .attr("element_dtype", Attr.of(DType.FLOAT))
        .build();
    GraphDef written = graph.toGraphDef();

    assertThat(written.getNodeList()).hasSize(3).noneMatch(node -> node.hasExperimentalType());
    assertThat(written.hasLibrary()).isFalse();
  }

  @Test
  void closesTwice() {
    graph.close();
    graph.close();

    assertThatThrownBy(graph::toGraphDef)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  private Operand scalar() {
    return builder
        .node("Const")
        .attr("dtype", Attr.of(DType.INT32))
        .attr("value", Attr.of(TensorValue.ofInts(Shape.scalar(), -1)))
        .buildOutput();
  }
}
