package io.kerasport.core.backend;

import io.kerasport.graph.Operation;
import org.tensorflow.proto.GraphDef;

/** A graph that grows node by node. Not thread-safe. */
public interface BackendGraph extends AutoCloseable {
  /**
   * Adds a node.
   *
   * @param node its name is unique in this graph and valid in TensorFlow
   * @throws io.kerasport.export.ExportException if it contradicts its op; the message names op,
   *     node and what is wrong
   */
  Operation add(NodeSpec node);

  /**
   * The graph so far: nodes in the order they were added, attributes that inputs determine
   * included, constants as {@link TensorProtos} has them, and the versions of {@link
   * Backend#version()}.
   */
  GraphDef toGraphDef();

  @Override
  void close();
}
