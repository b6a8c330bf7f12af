package io.kerasport.core.savedmodel;

import io.kerasport.core.backend.Backend;
import io.kerasport.core.backend.TensorFlowVersion;
import io.kerasport.core.trackable.CheckpointPlan;
import io.kerasport.core.training.ModeGraph;
import io.kerasport.core.training.TrainingStep;
import io.kerasport.export.ExportOptions;
import io.kerasport.graph.NodeBuilder;
import io.kerasport.graph.Operation;
import io.kerasport.graph.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;

/** Completes the graphs of an export and wraps them into a SavedModel. */
public final class MetaGraphAssembler {
  private static final long SCHEMA_VERSION = 1;

  /** The SavedModel of all modes. */
  public SavedModel savedModel(List<MetaGraphDef> metaGraphs) {
    return SavedModel.newBuilder()
        .setSavedModelSchemaVersion(SCHEMA_VERSION)
        .addAllMetaGraphs(metaGraphs)
        .build();
  }

  /** Whether a checkpoint belongs to the graphs: loaders of objects look for one in any case. */
  public static boolean hasCheckpoint(CheckpointPlan plan, ExportOptions options) {
    return !plan.variables().isEmpty() || options.servingOnly();
  }

  /**
   * Adds the saver and the init op to a graph and describes it.
   *
   * @param graph a graph that is complete but for these
   * @param plan the keys of its variables
   * @param backend the backend it was made with
   * @param options its signature keys, and whether it carries the object graph
   */
  public MetaGraphDef metaGraph(
      ModeGraph graph, CheckpointPlan plan, Backend backend, ExportOptions options) {
    Ops ops = graph.forward().ops();
    MetaGraphDef.Builder metaGraph = MetaGraphDef.newBuilder();
    Map<String, Operation> assignments = Map.of();
    if (hasCheckpoint(plan, options)) {
      boolean trains = graph.step().flatMap(TrainingStep::trainOp).isPresent();
      boolean savesObjects = trains || plan.variables().isEmpty();
      SaverGraph saver =
          SaverGraph.addTo(
              ops,
              plan.variables(),
              savesObjects ? Optional.of(plan.objectGraph()) : Optional.empty());
      metaGraph.setSaverDef(saver.saverDef());
      assignments = saver.assignments();
    }
    new VariableCollections(graph, assignments).addTo(metaGraph);
    String key = graph.forward().mode().signatureKey();
    metaGraph.putSignatureDef(key, Signatures.of(graph, options.signatureKeys()));
    StateReset.addTo(graph.forward())
        .ifPresent(reset -> metaGraph.putSignatureDef(StateReset.KEY, reset));
    putOperation(metaGraph, Signatures.INIT_OP, initOp(graph));
    graph
        .step()
        .flatMap(TrainingStep::trainOp)
        .ifPresent(trainOp -> putOperation(metaGraph, Signatures.TRAIN_OP, trainOp));
    DefaultAttributes stripped =
        DefaultAttributes.strip(graph.forward().graph().toGraphDef(), backend);
    GraphDef.Builder graphDef = stripped.graph().toBuilder();
    if (options.servingOnly()) {
      addObjects(graph, plan, stripped, List.of(key, StateReset.KEY), metaGraph, graphDef);
    }
    TensorFlowVersion version = backend.version();
    return metaGraph
        .setGraphDef(graphDef)
        .setMetaInfoDef(
            MetaGraphDef.MetaInfoDef.newBuilder()
                .setStrippedOpList(stripped.ops())
                .addTags(graph.forward().mode().tag())
                .setTensorflowVersion(version.version())
                .setTensorflowGitVersion(version.gitVersion())
                .setStrippedDefaultAttrs(true))
        .build();
  }

  private static void addObjects(
      ModeGraph graph,
      CheckpointPlan plan,
      DefaultAttributes stripped,
      List<String> keys,
      MetaGraphDef.Builder metaGraph,
      GraphDef.Builder graphDef) {
    List<ServedResource> resources = ServedResource.all(stripped, graph.forward().resources());
    Set<String> handles = resources.stream().map(ServedResource::node).collect(Collectors.toSet());
    List<ServingFunction> functions = new ArrayList<>();
    for (String key : keys) {
      if (metaGraph.containsSignatureDef(key)) {
        SignatureDef signature = metaGraph.getSignatureDefOrThrow(key);
        functions.add(ServingFunction.of(stripped, key, signature, handles));
      }
    }
    FunctionDefLibrary.Builder library = graphDef.getLibraryBuilder();
    functions.forEach(function -> library.addFunction(function.definition()));
    for (ServedResource resource : resources) {
      library.addFunction(resource.create().definition());
      library.addFunction(resource.initialize().definition());
    }
    metaGraph.setObjectGraphDef(new ServingObjects(plan, resources, functions).toProto());
  }

  /**
   * Makes lookup tables ready and resets the metrics. Some loaders run the init op before every
   * call, so it must have no effect when serving; a table that is filled already stays as it is.
   */
  private static Operation initOp(ModeGraph graph) {
    NodeBuilder init = graph.forward().ops().graph().node("NoOp").name("init");
    graph.forward().resources().forEach(made -> init.control(made.resource().initializer()));
    graph
        .objective()
        .ifPresent(
            objective ->
                objective.stateVariables().forEach(state -> init.control(state.initializer())));
    return init.build();
  }

  private static void putOperation(
      MetaGraphDef.Builder metaGraph, String key, Operation operation) {
    Map.Entry<String, SignatureDef> signature = Signatures.ofOperation(key, operation);
    metaGraph.putSignatureDef(signature.getKey(), signature.getValue());
  }
}
