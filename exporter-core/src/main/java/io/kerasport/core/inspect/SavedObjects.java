package io.kerasport.core.inspect;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedVariable;

/** The objects of a MetaGraph, as {@code tf.saved_model.load} restores them. */
final class SavedObjects implements ObjectView {
  private final MetaGraphDef metaGraph;
  private final SavedObjectGraph objects;
  private final GraphStructure graph;

  /**
   * The objects of a MetaGraph.
   *
   * @param graph the MetaGraph's nodes
   */
  SavedObjects(MetaGraphDef metaGraph, GraphStructure graph) {
    this.metaGraph = metaGraph;
    this.objects = metaGraph.getObjectGraphDef();
    this.graph = graph;
  }

  @Override
  public int size() {
    return objects.getNodesCount();
  }

  @Override
  public SortedMap<String, Integer> children(int object) {
    return TrackableObjects.edges(objects.getNodes(object).getChildrenList(), size());
  }

  @Override
  public SortedMap<String, Integer> uses(int object) {
    SortedMap<String, Integer> edges = new TreeMap<>();
    List<String> functions = functions(object);
    for (int f = 0; f < functions.size(); f++) {
      List<Integer> captured = concrete(functions.get(f)).getBoundInputsList();
      for (int i = 0; i < captured.size(); i++) {
        put(edges, "function " + f + " capture " + i, captured.get(i));
      }
    }
    objects
        .getNodes(object)
        .getSaveableObjectsMap()
        .forEach(
            (name, saveable) -> {
              put(edges, "saveable " + name + " save", saveable.getSaveFunction());
              put(edges, "saveable " + name + " restore", saveable.getRestoreFunction());
            });
    return edges;
  }

  private void put(SortedMap<String, Integer> edges, String name, int object) {
    if (object >= 0 && object < size()) {
      edges.put(name, object);
    }
  }

  private SavedConcreteFunction concrete(String function) {
    return objects.getConcreteFunctionsOrDefault(
        function, SavedConcreteFunction.getDefaultInstance());
  }

  @Override
  public SortedMap<String, Object> properties(int object) {
    SavedObject node = objects.getNodes(object);
    SortedMap<String, Object> properties = new TreeMap<>();
    properties.put("kind", node.getKindCase());
    properties.put("registered name", node.getRegisteredName());
    switch (node.getKindCase()) {
      case USER_OBJECT -> {
        properties.put("identifier", node.getUserObject().getIdentifier());
        properties.put("metadata", node.getUserObject().getMetadata());
      }
      case VARIABLE -> variable(properties, node.getVariable());
      case ASSET -> properties.put("file", file(node.getAsset().getAssetFileDefIndex()));
      case FUNCTION -> properties.put("spec", node.getFunction().getFunctionSpec());
      case BARE_CONCRETE_FUNCTION -> {
        properties.put(
            "arguments",
            node.getBareConcreteFunction().getArgumentKeywordsList()
                + ", positional "
                + node.getBareConcreteFunction().getAllowedPositionalArguments());
        properties.put("spec", node.getBareConcreteFunction().getFunctionSpec());
      }
      case CONSTANT -> properties.put("value", named(node.getConstant().getOperation()));
      case RESOURCE -> properties.put("device", node.getResource().getDevice());
      case CAPTURED_TENSOR -> properties.put("tensor", named(node.getCapturedTensor().getName()));
      case KIND_NOT_SET -> {}
    }
    for (String function : functions(object)) {
      int index = properties.size();
      properties.put(
          "input signature " + index, concrete(function).getCanonicalizedInputSignature());
      properties.put("output signature " + index, concrete(function).getOutputSignature());
    }
    return properties;
  }

  /** A part of the graph: equal to another of the same structure, whatever its name. */
  private record GraphPart(Object structure, String name) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof GraphPart part && structure.equals(part.structure);
    }

    @Override
    public int hashCode() {
      return structure.hashCode();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private GraphPart named(String tensor) {
    return new GraphPart(graph.structure(Endpoint.ofGraph(tensor)), tensor);
  }

  private static void variable(SortedMap<String, Object> properties, SavedVariable variable) {
    properties.put("dtype", Notation.dtype(variable.getDtypeValue()));
    properties.put("shape", Notation.shape(variable.getShape()));
    properties.put("trainable", variable.getTrainable());
    properties.put("synchronization", variable.getSynchronization());
    properties.put("aggregation", variable.getAggregation());
    properties.put("name", variable.getName());
    properties.put("device", variable.getDevice());
  }

  private String file(int index) {
    return index >= 0 && index < metaGraph.getAssetFileDefCount()
        ? metaGraph.getAssetFileDef(index).getFilename()
        : "none";
  }

  @Override
  public List<String> functions(int object) {
    return ObjectGraphCallables.functions(objects.getNodes(object));
  }

  @Override
  public List<Slot> slots(int object) {
    return TrackableObjects.slots(objects.getNodes(object).getSlotVariablesList(), size());
  }
}
