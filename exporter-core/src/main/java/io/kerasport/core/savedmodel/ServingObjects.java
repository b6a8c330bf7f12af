package io.kerasport.core.savedmodel;

import io.kerasport.core.graph.GraphVariable;
import io.kerasport.core.trackable.CheckpointPlan;
import io.kerasport.core.trackable.PlannedVariable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedBareConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedResource;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedUserObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedVariable;
import org.tensorflow.proto.Struct.DictValue;
import org.tensorflow.proto.Struct.NoneValue;
import org.tensorflow.proto.Struct.StructuredValue;
import org.tensorflow.proto.Struct.TensorSpecProto;
import org.tensorflow.proto.Struct.TupleValue;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;
import org.tensorflow.proto.VersionDef;

/**
 * The objects that {@code tf.saved_model.load} makes of a serving-only SavedModel: those of the
 * checkpoint under the same names, and with the root a map of signatures and lists of variables and
 * of other resources.
 *
 * @param plan the checkpoint
 * @param resources the resources that are no variables
 * @param functions the signatures as functions
 */
record ServingObjects(
    CheckpointPlan plan, List<ServedResource> resources, List<ServingFunction> functions) {
  private static final String OBJECT = "_generic_user_object";
  private static final String LIST = "trackable_list_wrapper";
  private static final String SIGNATURE_MAP = "signature_map";
  private static final StructuredValue NONE =
      StructuredValue.newBuilder().setNoneValue(NoneValue.getDefaultInstance()).build();

  SavedObjectGraph toProto() {
    Map<String, GraphVariable> byKey = new HashMap<>();
    for (PlannedVariable planned : plan.variables()) {
      byKey.put(planned.key(), planned.variable());
    }
    List<SavedObject.Builder> nodes = new ArrayList<>();
    Map<String, Integer> idsByName = new HashMap<>();
    List<Integer> all = new ArrayList<>();
    List<Integer> trainable = new ArrayList<>();
    for (TrackableObjectGraph.TrackableObject object : plan.objects().getNodesList()) {
      int id = nodes.size();
      if (object.getAttributesCount() == 0) {
        nodes.add(userObject(OBJECT).addAllChildren(object.getChildrenList()));
        continue;
      }
      GraphVariable variable = variable(byKey, object);
      nodes.add(SavedObject.newBuilder().setVariable(savedVariable(variable)));
      idsByName.put(variable.name(), id);
      all.add(id);
      if (variable.trainable()) {
        trainable.add(id);
      }
    }
    SavedObject.Builder root = nodes.get(0);
    addList(nodes, root, "variables", all);
    addList(nodes, root, "trainable_variables", trainable);
    addSignatures(nodes, root);
    SavedObjectGraph.Builder graph = SavedObjectGraph.newBuilder();
    addResources(nodes, idsByName, graph);
    nodes.forEach(graph::addNodes);
    for (ServingFunction function : functions) {
      graph.putConcreteFunctions(
          name(function),
          concrete(function, idsByName, specs(function.signature().getOutputsMap())));
    }
    return graph.build();
  }

  /**
   * Adds an object for each resource, whose children loaders call: one that makes the resource, and
   * one that makes it ready.
   */
  private void addResources(
      List<SavedObject.Builder> nodes, Map<String, Integer> ids, SavedObjectGraph.Builder graph) {
    List<Integer> all = new ArrayList<>();
    for (ServedResource resource : resources) {
      int id = nodes.size();
      ids.put(resource.node(), id);
      all.add(id);
      nodes.add(
          SavedObject.newBuilder()
              .setResource(SavedResource.getDefaultInstance())
              .addChildren(edge("_create_resource", id + 1))
              .addChildren(edge("_initialize", id + 2)));
      nodes.add(bare(resource.create(), List.of()));
      nodes.add(bare(resource.initialize(), List.of()));
      StructuredValue handle =
          StructuredValue.newBuilder()
              .setTensorSpecValue(tensorSpec("handle", resource.handle()))
              .build();
      graph.putConcreteFunctions(name(resource.create()), concrete(resource.create(), ids, handle));
      graph.putConcreteFunctions(
          name(resource.initialize()), concrete(resource.initialize(), ids, NONE));
    }
    if (!all.isEmpty()) {
      addList(nodes, nodes.get(0), "resources", all);
    }
  }

  private static String name(ServingFunction function) {
    return function.definition().getSignature().getName();
  }

  private static SavedObject.Builder bare(ServingFunction function, Collection<String> keywords) {
    return SavedObject.newBuilder()
        .setBareConcreteFunction(
            SavedBareConcreteFunction.newBuilder()
                .setConcreteFunctionName(name(function))
                .addAllArgumentKeywords(keywords)
                .setAllowedPositionalArguments(keywords.size() == 1 ? 1 : 0));
  }

  private static GraphVariable variable(
      Map<String, GraphVariable> byKey, TrackableObjectGraph.TrackableObject object) {
    GraphVariable variable = byKey.get(object.getAttributes(0).getCheckpointKey());
    if (variable == null) {
      throw new IllegalStateException("no variable for " + object.getAttributes(0));
    }
    return variable;
  }

  private static SavedVariable savedVariable(GraphVariable variable) {
    TensorSpecProto spec = tensorSpec(variable.name(), Signatures.info(variable.value()));
    return SavedVariable.newBuilder()
        .setDtype(spec.getDtype())
        .setShape(spec.getShape())
        .setTrainable(variable.trainable())
        .setName(variable.name())
        .build();
  }

  private static void addList(
      List<SavedObject.Builder> nodes, SavedObject.Builder root, String name, List<Integer> items) {
    SavedObject.Builder list = userObject(LIST);
    for (int i = 0; i < items.size(); i++) {
      list.addChildren(edge(Integer.toString(i), items.get(i)));
    }
    root.addChildren(edge(name, nodes.size()));
    nodes.add(list);
  }

  private void addSignatures(List<SavedObject.Builder> nodes, SavedObject.Builder root) {
    root.addChildren(edge("signatures", nodes.size()));
    SavedObject.Builder map = userObject(SIGNATURE_MAP);
    nodes.add(map);
    for (ServingFunction function : functions) {
      map.addChildren(edge(function.key(), nodes.size()));
      nodes.add(bare(function, new TreeSet<>(function.signature().getInputsMap().keySet())));
    }
  }

  /** What a function takes: no positional arguments, then those by keyword. */
  private static SavedConcreteFunction concrete(
      ServingFunction function, Map<String, Integer> ids, StructuredValue output) {
    TupleValue.Builder arguments =
        TupleValue.newBuilder()
            .addValues(StructuredValue.newBuilder().setTupleValue(TupleValue.getDefaultInstance()))
            .addValues(specs(function.signature().getInputsMap()));
    return SavedConcreteFunction.newBuilder()
        .addAllBoundInputs(function.captures().stream().map(ids::get).toList())
        .setCanonicalizedInputSignature(StructuredValue.newBuilder().setTupleValue(arguments))
        .setOutputSignature(output)
        .build();
  }

  private static StructuredValue specs(Map<String, TensorInfo> tensors) {
    DictValue.Builder dict = DictValue.newBuilder();
    new TreeMap<>(tensors)
        .forEach(
            (name, info) ->
                dict.putFields(
                    name,
                    StructuredValue.newBuilder()
                        .setTensorSpecValue(tensorSpec(name, info))
                        .build()));
    return StructuredValue.newBuilder().setDictValue(dict).build();
  }

  private static TensorSpecProto tensorSpec(String name, TensorInfo info) {
    return TensorSpecProto.newBuilder()
        .setName(name)
        .setShape(info.getTensorShape())
        .setDtype(info.getDtype())
        .build();
  }

  private static SavedObject.Builder userObject(String identifier) {
    return SavedObject.newBuilder()
        .setUserObject(
            SavedUserObject.newBuilder()
                .setIdentifier(identifier)
                .setVersion(VersionDef.newBuilder().setProducer(1).setMinConsumer(1)));
  }

  private static ObjectReference edge(String name, int node) {
    return ObjectReference.newBuilder().setLocalName(name).setNodeId(node).build();
  }
}
