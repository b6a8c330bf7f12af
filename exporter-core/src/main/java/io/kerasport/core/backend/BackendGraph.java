package io.kerasport.core.backend;

import io.kerasport.graph.Operation;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.OpDef;

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
   * The definition of an op.
   *
   * @throws IllegalArgumentException if there is no such op
   */
  OpDef opDef(String type);

  /** An empty graph for the body of a function of this graph, which closes it with itself. */
  BackendGraph newBody();

  /** Adds a function that attributes of nodes may name. */
  void addFunction(FunctionDef function);

  /**
   * Lets a node be written in place of another one, under that one's name. Its first outputs are
   * the other's.
   */
  void replace(Operation old, Operation by);

  /**
   * The graph so far: nodes in the order they were added, attributes that inputs determine
   * included, constants as {@link TensorProtos} has them, the versions of {@link
   * Backend#version()}, and the functions that nodes call, in the order of their names.
   */
  GraphDef toGraphDef();

  @Override
  void close();
}
