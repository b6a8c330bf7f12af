package io.kerasport.core.savedmodel;

import io.kerasport.core.graph.GraphVariable;
import io.kerasport.graph.Operation;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.VariableDef;

/** The collections that list a graph's variables; an empty one is left out. */
final class VariableCollections {
  private VariableCollections() {}

  static void addTo(
      MetaGraphDef.Builder metaGraph,
      List<GraphVariable> variables,
      Map<String, Operation> initializers) {
    put(metaGraph, "variables", variables, initializers);
    put(
        metaGraph,
        "trainable_variables",
        variables.stream().filter(GraphVariable::trainable).toList(),
        initializers);
  }

  private static void put(
      MetaGraphDef.Builder metaGraph,
      String collection,
      List<GraphVariable> variables,
      Map<String, Operation> initializers) {
    if (variables.isEmpty()) {
      return;
    }
    CollectionDef.BytesList.Builder bytes = CollectionDef.BytesList.newBuilder();
    for (GraphVariable variable : variables) {
      bytes.addValue(variableDef(variable, initializers).toByteString());
    }
    metaGraph.putCollectionDef(collection, CollectionDef.newBuilder().setBytesList(bytes).build());
  }

  private static VariableDef variableDef(
      GraphVariable variable, Map<String, Operation> initializers) {
    VariableDef.Builder def =
        VariableDef.newBuilder()
            .setVariableName(variable.handle().tensorName())
            .setSnapshotName(variable.value().tensorName())
            .setIsResource(true)
            .setTrainable(variable.trainable());
    Operation initializer = initializers.get(variable.name());
    if (initializer != null) {
      // Loaders need an op that exists; in an exported graph a variable starts by being restored.
      def.setInitializerName(initializer.name());
    }
    return def.build();
  }
}
