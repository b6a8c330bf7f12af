package io.kerasport.core.inspect;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.VariableDef;

/** Compares the collections of two MetaGraphs. */
final class CollectionDiff {
  /** Collections that hold nothing but names of graph parts, for tools that build graphs. */
  private static final Set<String> IGNORED_COLLECTIONS =
      Set.of("while_context", "cond_context", "savers", "saved_model_assets");

  private final GraphComparison graphs;
  private final Differences differences;

  private CollectionDiff(GraphComparison graphs, Differences differences) {
    this.graphs = graphs;
    this.differences = differences;
  }

  static void compare(
      MetaGraphDef left, MetaGraphDef right, GraphComparison graphs, Differences differences) {
    new CollectionDiff(graphs, differences).collections(left, right);
  }

  private void collections(MetaGraphDef left, MetaGraphDef right) {
    differences.compareKeys(
        "collection",
        left.getCollectionDefMap().keySet(),
        right.getCollectionDefMap().keySet(),
        name -> {
          if (!IGNORED_COLLECTIONS.contains(name)) {
            collection(
                name, left.getCollectionDefOrThrow(name), right.getCollectionDefOrThrow(name));
          }
        });
  }

  private void collection(String name, CollectionDef leftSide, CollectionDef rightSide) {
    String where = "collection " + name;
    Differences here = differences.at(where);
    if (leftSide.getKindCase() != rightSide.getKindCase()) {
      here.compare("kind", leftSide.getKindCase(), rightSide.getKindCase());
      return;
    }
    switch (leftSide.getKindCase()) {
      case NODE_LIST ->
          each(
              here,
              leftSide.getNodeList().getValueList(),
              rightSide.getNodeList().getValueList(),
              (i, a, b) -> graphs.operations(where + ", entry " + i, bare(a), bare(b)));
      case BYTES_LIST ->
          each(
              here,
              leftSide.getBytesList().getValueList(),
              rightSide.getBytesList().getValueList(),
              (i, a, b) -> bytes(name, where + ", entry " + i, a, b));
      case INT64_LIST, FLOAT_LIST, ANY_LIST ->
          here.compare("values", leftSide.toString().strip(), rightSide.toString().strip());
      case KIND_NOT_SET -> {}
    }
  }

  private static String bare(String node) {
    return node.startsWith("^") ? node.substring(1) : node;
  }

  @FunctionalInterface
  private interface Both<T> {
    void compare(int index, T left, T right);
  }

  private static <T> void each(
      Differences here, List<T> leftSide, List<T> rightSide, Both<T> comparison) {
    here.compare("number of entries", leftSide.size(), rightSide.size());
    for (int i = 0; i < Math.min(leftSide.size(), rightSide.size()); i++) {
      comparison.compare(i, leftSide.get(i), rightSide.get(i));
    }
  }

  private void bytes(String collection, String where, ByteString leftSide, ByteString rightSide) {
    Optional<VariableDef> leftVariable = GraphVariables.definition(collection, leftSide);
    Optional<VariableDef> rightVariable = GraphVariables.definition(collection, rightSide);
    if (leftVariable.isPresent() && rightVariable.isPresent()) {
      variable(where, leftVariable.get(), rightVariable.get());
    } else if (!leftSide.equals(rightSide)) {
      differences.at(where).add(leftSide.size() + " bytes", rightSide.size() + " other bytes");
    }
  }

  private void variable(String where, VariableDef leftSide, VariableDef rightSide) {
    graphs.tensors(where, leftSide.getVariableName(), rightSide.getVariableName());
    graphs.operations(
        where + ", initializer", leftSide.getInitializerName(), rightSide.getInitializerName());
    graphs.tensors(where + ", snapshot", leftSide.getSnapshotName(), rightSide.getSnapshotName());
    graphs.tensors(
        where + ", initial value", leftSide.getInitialValueName(), rightSide.getInitialValueName());
    differences.at(where).compare("definition", definition(leftSide), definition(rightSide));
  }

  /** What a variable's definition says besides names of nodes. */
  private static String definition(VariableDef variable) {
    return variable.toBuilder()
        .clearVariableName()
        .clearInitializerName()
        .clearSnapshotName()
        .clearInitialValueName()
        .build()
        .toString()
        .strip()
        .replace('\n', ' ');
  }
}
