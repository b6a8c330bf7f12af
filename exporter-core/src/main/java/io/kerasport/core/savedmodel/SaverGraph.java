package io.kerasport.core.savedmodel;

import io.kerasport.core.checkpoint.CheckpointEntry;
import io.kerasport.core.trackable.PlannedVariable;
import io.kerasport.graph.Attr;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.NodeBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.SaverDef;

/**
 * The ops that save and restore a graph's variables, as {@code tf.train.Saver} makes them without
 * sharding.
 *
 * @param saverDef names the ops for whoever runs them
 * @param assignments for each variable, by name, the op that restores it
 */
record SaverGraph(SaverDef saverDef, Map<String, Operation> assignments) {
  private static final String DEFAULT_FILENAME = "model";
  private static final int MAX_TO_KEEP = 5;
  private static final float KEEP_EVERY_N_HOURS = 10000;

  /**
   * Adds the ops under the scope {@code save}. There must be something to save.
   *
   * @param objectGraph what is saved besides, so that a new checkpoint can be read by objects as
   *     the exported one can; empty for a graph that changes no variable
   */
  static SaverGraph addTo(
      Ops root, List<PlannedVariable> variables, Optional<CheckpointEntry.Text> objectGraph) {
    Ops ops = root.withScope("save");
    GraphBuilder graph = ops.graph();
    Operand filename =
        graph
            .node("PlaceholderWithDefault")
            .name("filename")
            .input(input(graph))
            .attr("shape", Attr.of(Shape.scalar()))
            .buildOutput();
    Operand prefix =
        graph
            .node("PlaceholderWithDefault")
            .name("Const")
            .input(filename)
            .attr("shape", Attr.of(Shape.scalar()))
            .buildOutput();
    List<String> keys = variables.stream().map(PlannedVariable::key).toList();
    Operation saved = save(graph, prefix, variables, objectGraph);
    Operand done =
        graph
            .node("Identity")
            .name("control_dependency")
            .input(prefix)
            .control(saved)
            .buildOutput();
    Map<String, Operation> assignments =
        variables.isEmpty() ? Map.of() : restore(graph, prefix, keys, variables);
    NodeBuilder restoreAll = graph.node("NoOp").name("restore_all");
    assignments.values().forEach(restoreAll::control);
    return new SaverGraph(
        SaverDef.newBuilder()
            .setFilenameTensorName(prefix.tensorName())
            .setSaveTensorName(done.tensorName())
            .setRestoreOpName(restoreAll.build().name())
            .setMaxToKeep(MAX_TO_KEEP)
            .setKeepCheckpointEveryNHours(KEEP_EVERY_N_HOURS)
            .setVersion(SaverDef.CheckpointFormatVersion.V2)
            .build(),
        assignments);
  }

  private static Operand input(GraphBuilder graph) {
    return strings(graph, "filename/input", Shape.scalar(), List.of(DEFAULT_FILENAME));
  }

  private static Operation save(
      GraphBuilder graph,
      Operand prefix,
      List<PlannedVariable> variables,
      Optional<CheckpointEntry.Text> objectGraph) {
    List<String> keys = new ArrayList<>();
    List<Operand> values = new ArrayList<>();
    objectGraph.ifPresent(
        text -> {
          keys.add(text.key());
          values.add(bytes(graph, text.bytes()));
        });
    variables.forEach(planned -> keys.add(planned.key()));
    variables.forEach(planned -> values.add(planned.variable().value()));
    return graph
        .node("SaveV2")
        .input(prefix)
        .input(strings(graph, "SaveV2/tensor_names", Shape.of(keys.size()), keys))
        .input(wholeTensors(graph, "SaveV2/shape_and_slices", keys.size()))
        .inputs(values)
        .build();
  }

  /** A string that is no text: constants hold text only. */
  private static Operand bytes(GraphBuilder graph, ByteBuffer bytes) {
    String text =
        StandardCharsets.US_ASCII
            .decode(Base64.getUrlEncoder().withoutPadding().encode(bytes))
            .toString();
    return graph
        .node("DecodeBase64")
        .name("object_graph")
        .input(strings(graph, "object_graph/base64", Shape.scalar(), List.of(text)))
        .buildOutput();
  }

  private static Map<String, Operation> restore(
      GraphBuilder graph, Operand prefix, List<String> keys, List<PlannedVariable> variables) {
    List<DType> dtypes =
        variables.stream().map(planned -> planned.variable().spec().dtype()).toList();
    Operation restored =
        graph
            .node("RestoreV2")
            .input(prefix)
            .input(strings(graph, "RestoreV2/tensor_names", Shape.of(keys.size()), keys))
            .input(wholeTensors(graph, "RestoreV2/shape_and_slices", keys.size()))
            .attr("dtypes", Attr.types(dtypes))
            .build();
    Map<String, Operation> assignments = new LinkedHashMap<>();
    for (int i = 0; i < variables.size(); i++) {
      Operand value = graph.node("Identity").input(restored.outputs().get(i)).buildOutput();
      Operation assign =
          graph
              .node("AssignVariableOp")
              .input(variables.get(i).variable().handle())
              .input(value)
              .build();
      assignments.put(variables.get(i).variable().name(), assign);
    }
    return assignments;
  }

  private static Operand wholeTensors(GraphBuilder graph, String name, int count) {
    List<String> slices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      slices.add("");
    }
    return strings(graph, name, Shape.of(count), slices);
  }

  private static Operand strings(
      GraphBuilder graph, String name, Shape shape, List<String> values) {
    return graph
        .node("Const")
        .name(name)
        .attr("dtype", Attr.of(DType.STRING))
        .attr("value", Attr.of(TensorValue.ofStrings(shape, values)))
        .buildOutput();
  }
}
