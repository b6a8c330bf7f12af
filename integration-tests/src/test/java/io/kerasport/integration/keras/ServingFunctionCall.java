package io.kerasport.integration.keras;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedBareConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * Rewrites a serving-only SavedModel so that its signature goes through the function of its object
 * graph, matched by position as {@code tf.saved_model.load} does: inputs and outputs by their
 * sorted names, variables and tables as the object graph binds them. Its init op calls the
 * functions that fill the tables.
 */
public final class ServingFunctionCall {
  private static final String FILLED = "tables_are_filled";
  private static final String CALL = "call_of_the_function";

  private ServingFunctionCall() {}

  /** Writes the rewritten copy. */
  public static Path rewrite(Path exported, Path target) throws IOException {
    copy(exported, target);
    Path file = target.resolve("saved_model.pb");
    SavedModel savedModel = SavedModel.parseFrom(Files.readAllBytes(file));
    MetaGraphDef.Builder metaGraph = savedModel.getMetaGraphs(0).toBuilder();
    SignatureDef signature = metaGraph.getSignatureDefOrThrow("serving_default");
    NodeDef call = call(metaGraph.build(), signature);
    metaGraph.setGraphDef(withCall(metaGraph.getGraphDef(), call, tables(metaGraph.build())));
    if (!tables(metaGraph.build()).isEmpty()) {
      metaGraph.putSignatureDef("__saved_model_init_op", initializes(metaGraph.build()));
    }
    SignatureDef.Builder through = signature.toBuilder();
    int index = 0;
    for (Map.Entry<String, TensorInfo> output :
        new TreeMap<>(signature.getOutputsMap()).entrySet()) {
      through.putOutputs(
          output.getKey(), output.getValue().toBuilder().setName(CALL + ":" + index++).build());
    }
    metaGraph.putSignatureDef("serving_default", through.build());
    Files.write(file, savedModel.toBuilder().setMetaGraphs(0, metaGraph).build().toByteArray());
    return target;
  }

  private static GraphDef withCall(GraphDef graph, NodeDef call, List<NodeDef> tables) {
    return graph.toBuilder().addNode(call).addAllNode(tables).build();
  }

  /** Calls of the functions that make each table and fill it, and one node that runs behind all. */
  private static List<NodeDef> tables(MetaGraphDef metaGraph) {
    SavedObjectGraph objects = metaGraph.getObjectGraphDef();
    List<NodeDef> nodes = new ArrayList<>();
    NodeDef.Builder all = NodeDef.newBuilder().setName(FILLED).setOp("NoOp");
    for (int i = 0; i < objects.getNodesCount(); i++) {
      if (objects.getNodes(i).hasResource()) {
        List<String> functions =
            objects.getNodes(i).getChildrenList().stream()
                .map(child -> objects.getNodes(child.getNodeId()).getBareConcreteFunction())
                .map(SavedBareConcreteFunction::getConcreteFunctionName)
                .toList();
        nodes.add(call("made_" + i, functions.get(0), List.of(), DataType.DT_RESOURCE));
        nodes.add(call("filled_" + i, functions.get(1), List.of("made_" + i)));
        all.addInput("^filled_" + i);
      }
    }
    if (!nodes.isEmpty()) {
      nodes.add(all.build());
    }
    return nodes;
  }

  private static NodeDef call(
      String name, String function, List<String> inputs, DataType... outputs) {
    AttrValue.ListValue.Builder in = AttrValue.ListValue.newBuilder();
    inputs.forEach(input -> in.addType(DataType.DT_RESOURCE));
    AttrValue.ListValue out = AttrValue.ListValue.newBuilder().addAllType(List.of(outputs)).build();
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("StatefulPartitionedCall")
        .addAllInput(inputs)
        .putAttr("Tin", AttrValue.newBuilder().setList(in).build())
        .putAttr("Tout", AttrValue.newBuilder().setList(out).build())
        .putAttr(
            "f",
            AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(function)).build())
        .build();
  }

  private static SignatureDef initializes(MetaGraphDef metaGraph) {
    String key = "__saved_model_init_op";
    SignatureDef init = metaGraph.getSignatureDefOrThrow(key);
    TensorInfo op = init.getOutputsOrThrow(key).toBuilder().setName(FILLED).build();
    return init.toBuilder().putOutputs(key, op).build();
  }

  private static NodeDef call(MetaGraphDef metaGraph, SignatureDef signature) {
    SavedObjectGraph objects = metaGraph.getObjectGraphDef();
    Map.Entry<String, SavedConcreteFunction> function =
        objects.getConcreteFunctionsMap().entrySet().stream()
            .filter(entry -> entry.getKey().contains("serving_default"))
            .findFirst()
            .orElseThrow();
    NodeDef.Builder call = NodeDef.newBuilder().setName(CALL).setOp("StatefulPartitionedCall");
    AttrValue.ListValue.Builder in = AttrValue.ListValue.newBuilder();
    for (TensorInfo input : new TreeMap<>(signature.getInputsMap()).values()) {
      call.addInput(input.getName());
      in.addType(input.getDtype());
    }
    Map<String, String> handles = handles(metaGraph.getGraphDef().getNodeList());
    for (int node : function.getValue().getBoundInputsList()) {
      SavedObject bound = objects.getNodes(node);
      call.addInput(
          bound.hasVariable()
              ? String.valueOf(handles.get(bound.getVariable().getName()))
              : "made_" + node + ":0");
      in.addType(DataType.DT_RESOURCE);
    }
    AttrValue.ListValue.Builder out = AttrValue.ListValue.newBuilder();
    new TreeMap<>(signature.getOutputsMap())
        .values()
        .forEach(output -> out.addType(output.getDtype()));
    return call.putAttr("Tin", AttrValue.newBuilder().setList(in).build())
        .putAttr("Tout", AttrValue.newBuilder().setList(out).build())
        .putAttr(
            "f",
            AttrValue.newBuilder()
                .setFunc(NameAttrList.newBuilder().setName(function.getKey()))
                .build())
        .build();
  }

  private static Map<String, String> handles(List<NodeDef> nodes) {
    Map<String, String> handles = new HashMap<>();
    nodes.stream()
        .filter(node -> node.getOp().equals("VarHandleOp"))
        .forEach(node -> handles.put(node.getName(), node.getName() + ":0"));
    return handles;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }
}
