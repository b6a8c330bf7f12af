package io.kerasport.core.savedmodel;

import io.kerasport.core.graph.GraphVariable;
import io.kerasport.core.objective.Objective;
import io.kerasport.core.objective.StateVariable;
import io.kerasport.core.training.ModeGraph;
import io.kerasport.core.training.TrainingStep;
import io.kerasport.graph.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.VariableDef;

/**
 * The collections that list a graph's variables, and what fills its tables; an empty one is left
 * out.
 */
record VariableCollections(ModeGraph graph, Map<String, Operation> initializers) {

  void addTo(MetaGraphDef.Builder metaGraph) {
    List<VariableDef> all = graph.variables().stream().map(this::weight).toList();
    put(metaGraph, "variables", all);
    put(metaGraph, "trainable_variables", all.stream().filter(VariableDef::getTrainable).toList());
    graph
        .step()
        .map(TrainingStep::state)
        .ifPresent(state -> put(metaGraph, "global_step", List.of(weight(state.iterations()))));
    put(
        metaGraph,
        "local_variables",
        graph.objective().map(Objective::stateVariables).orElse(List.of()).stream()
            .map(VariableCollections::state)
            .toList());
    CollectionDef.NodeList.Builder tables = CollectionDef.NodeList.newBuilder();
    graph
        .forward()
        .resources()
        .forEach(made -> tables.addValue(made.resource().initializer().name()));
    if (tables.getValueCount() > 0) {
      metaGraph.putCollectionDef(
          "table_initializer", CollectionDef.newBuilder().setNodeList(tables).build());
    }
  }

  private static void put(
      MetaGraphDef.Builder metaGraph, String collection, List<VariableDef> variables) {
    if (variables.isEmpty()) {
      return;
    }
    CollectionDef.BytesList.Builder bytes = CollectionDef.BytesList.newBuilder();
    variables.forEach(variable -> bytes.addValue(variable.toByteString()));
    metaGraph.putCollectionDef(collection, CollectionDef.newBuilder().setBytesList(bytes).build());
  }

  private VariableDef weight(GraphVariable variable) {
    VariableDef.Builder def =
        VariableDef.newBuilder()
            .setVariableName(variable.handle().tensorName())
            .setSnapshotName(variable.value().tensorName())
            .setIsResource(true)
            .setTrainable(variable.trainable());
    // Loaders need an op that exists; in an exported graph a variable starts by being restored.
    Optional.ofNullable(initializers.get(variable.name()))
        .ifPresent(initializer -> def.setInitializerName(initializer.name()));
    return def.build();
  }

  private static VariableDef state(StateVariable variable) {
    return VariableDef.newBuilder()
        .setVariableName(variable.handle().tensorName())
        .setInitializerName(variable.initializer().name())
        .setInitialValueName(variable.initialValue().tensorName())
        .setSnapshotName(variable.snapshot().tensorName())
        .setIsResource(true)
        .build();
  }
}
