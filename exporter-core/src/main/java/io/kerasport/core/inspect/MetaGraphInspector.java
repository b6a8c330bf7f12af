package io.kerasport.core.inspect;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** Turns a MetaGraph's proto into a report. */
final class MetaGraphInspector {
  private MetaGraphInspector() {}

  static MetaGraphReport inspect(MetaGraphDef metaGraph) {
    MetaGraphDef.MetaInfoDef info = metaGraph.getMetaInfoDef();
    GraphDef graph = metaGraph.getGraphDef();
    SortedMap<String, Integer> ops = new TreeMap<>();
    SortedMap<String, Integer> devices = new TreeMap<>();
    count(graph.getNodeList(), ops, devices);
    graph.getLibrary().getFunctionList().forEach(f -> count(f.getNodeDefList(), ops, devices));
    return new MetaGraphReport(
        info.getTagsList().stream().sorted().toList(),
        info.getTensorflowVersion(),
        info.getTensorflowGitVersion(),
        info.getStrippedDefaultAttrs(),
        graph.getVersions().getProducer(),
        graph.getVersions().getMinConsumer(),
        signatures(metaGraph),
        MetaGraphOps.init(metaGraph),
        MetaGraphOps.train(metaGraph),
        GraphVariables.of(metaGraph),
        collections(metaGraph),
        assets(metaGraph),
        graph.getNodeCount(),
        ops,
        graph.getLibrary().getFunctionList().stream().map(MetaGraphInspector::function).toList(),
        devices,
        saver(metaGraph),
        metaGraph.getObjectGraphDef().getNodesCount(),
        ObjectGraphCallables.of(metaGraph.getObjectGraphDef()));
  }

  private static void count(
      List<NodeDef> nodes, Map<String, Integer> ops, Map<String, Integer> devices) {
    for (NodeDef node : nodes) {
      ops.merge(node.getOp(), 1, Integer::sum);
      if (!node.getDevice().isEmpty()) {
        devices.merge(node.getDevice(), 1, Integer::sum);
      }
    }
  }

  private static List<MetaGraphReport.Signature> signatures(MetaGraphDef metaGraph) {
    List<MetaGraphReport.Signature> signatures = new ArrayList<>();
    new TreeMap<>(metaGraph.getSignatureDefMap())
        .forEach(
            (key, signature) -> {
              if (!MetaGraphOps.isReserved(key)) {
                signatures.add(signature(key, signature));
              }
            });
    return signatures;
  }

  private static MetaGraphReport.Signature signature(String key, SignatureDef signature) {
    return new MetaGraphReport.Signature(
        key,
        signature.getMethodName(),
        tensors(signature.getInputsMap()),
        tensors(signature.getOutputsMap()));
  }

  private static List<MetaGraphReport.Tensor> tensors(Map<String, TensorInfo> infos) {
    List<MetaGraphReport.Tensor> tensors = new ArrayList<>();
    new TreeMap<>(infos)
        .forEach(
            (key, info) ->
                tensors.add(
                    new MetaGraphReport.Tensor(
                        key,
                        names(info),
                        Notation.dtype(info.getDtypeValue()),
                        Notation.shape(info.getTensorShape()))));
    return tensors;
  }

  /** The graph tensors behind an entry of a signature. */
  static List<String> names(TensorInfo info) {
    return switch (info.getEncodingCase()) {
      case COO_SPARSE ->
          List.of(
              info.getCooSparse().getValuesTensorName(),
              info.getCooSparse().getIndicesTensorName(),
              info.getCooSparse().getDenseShapeTensorName());
      case COMPOSITE_TENSOR ->
          info.getCompositeTensor().getComponentsList().stream().map(TensorInfo::getName).toList();
      case NAME, ENCODING_NOT_SET -> List.of(info.getName());
    };
  }

  private static List<MetaGraphReport.Collection> collections(MetaGraphDef metaGraph) {
    List<MetaGraphReport.Collection> collections = new ArrayList<>();
    new TreeMap<>(metaGraph.getCollectionDefMap())
        .forEach(
            (name, collection) ->
                collections.add(
                    new MetaGraphReport.Collection(
                        name,
                        collection.getKindCase().name().toLowerCase(java.util.Locale.ROOT),
                        values(name, collection))));
    return collections;
  }

  private static List<String> values(String name, CollectionDef collection) {
    return switch (collection.getKindCase()) {
      case NODE_LIST -> collection.getNodeList().getValueList();
      case BYTES_LIST ->
          collection.getBytesList().getValueList().stream()
              .map(bytes -> bytesText(name, bytes))
              .toList();
      case INT64_LIST ->
          collection.getInt64List().getValueList().stream().map(Object::toString).toList();
      case FLOAT_LIST ->
          collection.getFloatList().getValueList().stream().map(Object::toString).toList();
      case ANY_LIST ->
          collection.getAnyList().getValueList().stream()
              .map(any -> any.getTypeUrl() + ", " + any.getValue().size() + " bytes")
              .toList();
      case KIND_NOT_SET -> List.of();
    };
  }

  private static String bytesText(String collection, ByteString bytes) {
    return GraphVariables.definition(collection, bytes)
        .map(variable -> variable.getVariableName())
        .orElseGet(() -> bytes.size() + " bytes");
  }

  private static List<MetaGraphReport.Asset> assets(MetaGraphDef metaGraph) {
    return MetaGraphOps.assets(metaGraph).stream()
        .sorted(Comparator.comparing(AssetFileDef::getFilename))
        .map(
            asset ->
                new MetaGraphReport.Asset(asset.getFilename(), asset.getTensorInfo().getName()))
        .toList();
  }

  private static MetaGraphReport.Function function(FunctionDef function) {
    return new MetaGraphReport.Function(
        function.getSignature().getName(),
        types(function.getSignature().getInputArgList()),
        types(function.getSignature().getOutputArgList()),
        function.getNodeDefCount());
  }

  /** The types of arguments: an element type, or the attribute that gives it. */
  static List<String> types(List<OpDef.ArgDef> args) {
    return args.stream()
        .map(
            arg ->
                arg.getTypeAttr().isEmpty()
                    ? Notation.dtype(arg.getTypeValue())
                    : arg.getTypeAttr())
        .toList();
  }

  private static Optional<MetaGraphReport.Saver> saver(MetaGraphDef metaGraph) {
    if (!metaGraph.hasSaverDef()) {
      return Optional.empty();
    }
    SaverDef saver = metaGraph.getSaverDef();
    return Optional.of(
        new MetaGraphReport.Saver(
            saver.getFilenameTensorName(),
            saver.getSaveTensorName(),
            saver.getRestoreOpName(),
            saver.getVersion().name()));
  }
}
