package io.kerasport.core.pipeline;

import io.kerasport.core.training.ModeGraph;
import java.util.ArrayList;
import java.util.List;

/** The graphs of one export, closed together. */
final class ModeGraphs implements AutoCloseable {
  private final List<ModeGraph> graphs = new ArrayList<>();

  void add(ModeGraph graph) {
    graphs.add(graph);
  }

  List<ModeGraph> all() {
    return graphs;
  }

  @Override
  public void close() {
    graphs.forEach(ModeGraph::close);
  }
}
