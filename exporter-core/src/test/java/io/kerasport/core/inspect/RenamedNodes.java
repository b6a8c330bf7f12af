package io.kerasport.core.inspect;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.VariableDef;

/** Gives the nodes and functions of a MetaGraph other names, wherever names stand. */
final class RenamedNodes {
  private RenamedNodes() {}

  /** Puts a prefix before the name of every node of the main graph. */
  static void apply(MetaGraphDef.Builder metaGraph, String prefix) {
    UnaryOperator<String> rename =
        name -> {
          if (name.isEmpty()) {
            return name;
          }
          return name.startsWith("^") ? "^" + prefix + name.substring(1) : prefix + name;
        };
    for (NodeDef.Builder node : metaGraph.getGraphDefBuilder().getNodeBuilderList()) {
      node.setName(rename.apply(node.getName()));
      for (int i = 0; i < node.getInputCount(); i++) {
        node.setInput(i, rename.apply(node.getInput(i)));
      }
    }
    metaGraph
        .getSignatureDefMap()
        .forEach(
            (key, signature) -> {
              var renamed = signature.toBuilder();
              signature
                  .getInputsMap()
                  .forEach((name, info) -> renamed.putInputs(name, tensor(info, rename)));
              signature
                  .getOutputsMap()
                  .forEach((name, info) -> renamed.putOutputs(name, tensor(info, rename)));
              metaGraph.putSignatureDef(key, renamed.build());
            });
    metaGraph
        .getAssetFileDefBuilderList()
        .forEach(asset -> asset.setTensorInfo(tensor(asset.getTensorInfo(), rename)));
    var saver = metaGraph.getSaverDefBuilder();
    saver
        .setFilenameTensorName(rename.apply(saver.getFilenameTensorName()))
        .setSaveTensorName(rename.apply(saver.getSaveTensorName()))
        .setRestoreOpName(rename.apply(saver.getRestoreOpName()));
    for (String collection : metaGraph.getCollectionDefMap().keySet()) {
      CollectionDef.Builder renamed = metaGraph.getCollectionDefOrThrow(collection).toBuilder();
      for (int i = 0; i < renamed.getNodeList().getValueCount(); i++) {
        renamed.getNodeListBuilder().setValue(i, rename.apply(renamed.getNodeList().getValue(i)));
      }
      metaGraph.putCollectionDef(collection, renamed.build());
      variables(
          metaGraph,
          collection,
          variable ->
              variable
                  .setVariableName(rename.apply(variable.getVariableName()))
                  .setInitializerName(rename.apply(variable.getInitializerName()))
                  .setSnapshotName(rename.apply(variable.getSnapshotName()))
                  .setInitialValueName(rename.apply(variable.getInitialValueName())));
    }
  }

  private static TensorInfo tensor(TensorInfo info, UnaryOperator<String> rename) {
    TensorInfo.Builder renamed = info.toBuilder();
    if (info.hasCooSparse()) {
      var sparse = renamed.getCooSparseBuilder();
      sparse
          .setValuesTensorName(rename.apply(sparse.getValuesTensorName()))
          .setIndicesTensorName(rename.apply(sparse.getIndicesTensorName()))
          .setDenseShapeTensorName(rename.apply(sparse.getDenseShapeTensorName()));
    } else {
      renamed.setName(rename.apply(info.getName()));
    }
    return renamed.build();
  }

  /** Changes the variables that a collection holds. */
  static void variables(
      MetaGraphDef.Builder metaGraph, String name, Consumer<VariableDef.Builder> change) {
    CollectionDef.Builder collection = metaGraph.getCollectionDefOrThrow(name).toBuilder();
    for (int i = 0; i < collection.getBytesList().getValueCount(); i++) {
      ByteString bytes = collection.getBytesList().getValue(i);
      if (GraphVariables.definition(name, bytes).isPresent()) {
        try {
          VariableDef.Builder variable = VariableDef.parseFrom(bytes).toBuilder();
          change.accept(variable);
          collection.getBytesListBuilder().setValue(i, variable.build().toByteString());
        } catch (InvalidProtocolBufferException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    metaGraph.putCollectionDef(name, collection.build());
  }

  /** Puts a prefix before the name of every function. */
  static void functions(MetaGraphDef.Builder metaGraph, String prefix) {
    var library = metaGraph.getGraphDefBuilder().getLibraryBuilder();
    library
        .getFunctionBuilderList()
        .forEach(
            function -> {
              var signature = function.getSignatureBuilder();
              signature.setName(prefix + signature.getName());
              function.getNodeDefBuilderList().forEach(node -> functions(node, prefix));
            });
    metaGraph.getGraphDefBuilder().getNodeBuilderList().forEach(node -> functions(node, prefix));
    var objects = metaGraph.getObjectGraphDefBuilder();
    var concrete = Map.copyOf(objects.getConcreteFunctionsMap());
    objects.clearConcreteFunctions();
    concrete.forEach((name, function) -> objects.putConcreteFunctions(prefix + name, function));
    for (SavedObject.Builder object : objects.getNodesBuilderList()) {
      if (object.hasBareConcreteFunction()) {
        var bare = object.getBareConcreteFunctionBuilder();
        bare.setConcreteFunctionName(prefix + bare.getConcreteFunctionName());
      } else if (object.hasFunction()) {
        var several = object.getFunctionBuilder();
        for (int i = 0; i < several.getConcreteFunctionsCount(); i++) {
          several.setConcreteFunctions(i, prefix + several.getConcreteFunctions(i));
        }
      }
    }
  }

  /** Numbers the objects of the object graph from the end, the root aside. */
  static void reverseObjects(MetaGraphDef.Builder metaGraph) {
    var objects = metaGraph.getObjectGraphDefBuilder();
    List<SavedObject> nodes = objects.getNodesList();
    IntUnaryOperator renumber = id -> id == 0 ? 0 : nodes.size() - id;
    List<SavedObject> renumbered = new ArrayList<>(nodes);
    for (int id = 0; id < nodes.size(); id++) {
      SavedObject.Builder node = nodes.get(id).toBuilder();
      node.getChildrenBuilderList()
          .forEach(child -> child.setNodeId(renumber.applyAsInt(child.getNodeId())));
      renumbered.set(renumber.applyAsInt(id), node.build());
    }
    objects.clearNodes().addAllNodes(renumbered);
    objects
        .getConcreteFunctionsMap()
        .forEach(
            (name, function) -> {
              var inputs = function.getBoundInputsList();
              var changed = function.toBuilder().clearBoundInputs();
              inputs.forEach(id -> changed.addBoundInputs(renumber.applyAsInt(id)));
              objects.putConcreteFunctions(name, changed.build());
            });
  }

  private static void functions(NodeDef.Builder node, String prefix) {
    for (String name : node.getAttrMap().keySet()) {
      AttrValue.Builder attr = node.getAttrOrThrow(name).toBuilder();
      if (attr.hasFunc()) {
        attr.getFuncBuilder().setName(prefix + attr.getFunc().getName());
        node.putAttr(name, attr.build());
      }
    }
  }
}
