package io.kerasport.core.savedmodel;

import io.kerasport.core.backend.Backend;
import io.kerasport.core.backend.TensorFlowVersion;
import io.kerasport.core.graph.ModeGraph;
import io.kerasport.core.trackable.CheckpointPlan;
import io.kerasport.graph.Operation;
import java.util.List;
import java.util.Map;
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

  /**
   * Adds the saver and the init op to a graph and describes it.
   *
   * @param graph a graph that is complete but for these
   * @param plan the keys of its variables
   * @param backend the backend it was made with
   */
  public MetaGraphDef metaGraph(ModeGraph graph, CheckpointPlan plan, Backend backend) {
    MetaGraphDef.Builder metaGraph = MetaGraphDef.newBuilder();
    if (!plan.variables().isEmpty()) {
      SaverGraph saver = SaverGraph.addTo(graph.ops(), plan.variables());
      metaGraph.setSaverDef(saver.saverDef());
      VariableCollections.addTo(metaGraph, graph.variables(), saver.assignments());
    }
    // Some loaders run the init op before every call, so it must have no effect when serving.
    Operation init = graph.ops().graph().node("NoOp").name("init").build();
    Map.Entry<String, SignatureDef> initSignature =
        Signatures.ofOperation(Signatures.INIT_OP, init);
    metaGraph
        .putSignatureDef(graph.mode().signatureKey(), Signatures.of(graph))
        .putSignatureDef(initSignature.getKey(), initSignature.getValue());
    DefaultAttributes stripped = DefaultAttributes.strip(graph.graph().toGraphDef(), backend);
    TensorFlowVersion version = backend.version();
    return metaGraph
        .setGraphDef(stripped.graph())
        .setMetaInfoDef(
            MetaGraphDef.MetaInfoDef.newBuilder()
                .setStrippedOpList(stripped.ops())
                .addTags(graph.mode().tag())
                .setTensorflowVersion(version.version())
                .setTensorflowGitVersion(version.gitVersion())
                .setStrippedDefaultAttrs(true))
        .build();
  }
}
