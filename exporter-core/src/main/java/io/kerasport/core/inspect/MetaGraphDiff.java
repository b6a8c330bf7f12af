package io.kerasport.core.inspect;

import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.VariableDef;

/** Compares two MetaGraphs of equal tags. */
final class MetaGraphDiff {
  /** Collections that hold nothing but names of graph parts, for tools that build graphs. */
  private static final Set<String> IGNORED_COLLECTIONS =
      Set.of("while_context", "cond_context", "savers", "saved_model_assets");

  private final MetaGraphDef left;
  private final MetaGraphDef right;
  private final Differences differences;
  private final GraphComparison graphs;

  private MetaGraphDiff(MetaGraphDef left, MetaGraphDef right, Differences differences) {
    this.left = left;
    this.right = right;
    this.differences = differences;
    StructureTable table = new StructureTable();
    this.graphs =
        new GraphComparison(
            side(left, right, table, OpDefaults.of(left, right)),
            side(right, left, table, OpDefaults.of(right, left)),
            differences);
  }

  static void compare(MetaGraphDef left, MetaGraphDef right, Differences differences) {
    if (left.equals(right)) {
      return;
    }
    MetaGraphDiff diff = new MetaGraphDiff(left, right, differences);
    diff.signatures();
    diff.operations();
    diff.collections();
    diff.assets();
    diff.graphs.finish();
  }

  private static GraphComparison.Side side(
      MetaGraphDef metaGraph, MetaGraphDef other, StructureTable table, OpDefaults defaults) {
    FunctionStructures functions =
        new FunctionStructures(metaGraph.getGraphDef().getLibrary(), table, defaults);
    GraphStructure graph =
        new GraphStructure(
            GraphView.of(metaGraph.getGraphDef()),
            table,
            functions.attrs(),
            roles(metaGraph, other));
    return new GraphComparison.Side(graph, functions);
  }

  /** Nodes that loaders feed, by the place that names them; places that both sides have. */
  private static Map<String, String> roles(MetaGraphDef metaGraph, MetaGraphDef other) {
    Map<String, String> roles = new HashMap<>();
    new TreeMap<>(metaGraph.getSignatureDefMap())
        .forEach(
            (key, signature) -> {
              SignatureDef partner =
                  other.getSignatureDefOrDefault(key, SignatureDef.getDefaultInstance());
              new TreeMap<>(signature.getInputsMap())
                  .forEach(
                      (input, info) -> {
                        if (partner.containsInputs(input)) {
                          MetaGraphInspector.names(info)
                              .forEach(
                                  name ->
                                      addRole(roles, name, "signature " + key + " input " + input));
                        }
                      });
            });
    MetaGraphOps.assets(metaGraph)
        .forEach(
            asset ->
                addRole(roles, asset.getTensorInfo().getName(), "asset " + asset.getFilename()));
    if (metaGraph.hasSaverDef() && other.hasSaverDef()) {
      addRole(roles, metaGraph.getSaverDef().getFilenameTensorName(), "checkpoint path");
    }
    return roles;
  }

  private static void addRole(Map<String, String> roles, String tensor, String role) {
    Endpoint endpoint = Endpoint.ofGraph(tensor);
    String full = endpoint.port().equals("0") ? role : role + " port " + endpoint.port();
    roles.merge(endpoint.node(), full, (first, second) -> first + ", " + second);
  }

  private void signatures() {
    differences.compareKeys(
        "signature",
        left.getSignatureDefMap().keySet(),
        right.getSignatureDefMap().keySet(),
        key -> {
          if (!MetaGraphOps.isReserved(key)) {
            signature(
                "signature " + key,
                left.getSignatureDefOrThrow(key),
                right.getSignatureDefOrThrow(key));
          }
        });
  }

  private void signature(String where, SignatureDef leftSide, SignatureDef rightSide) {
    Differences here = differences.at(where);
    here.compare("method name", leftSide.getMethodName(), rightSide.getMethodName());
    here.compareKeys(
        "input",
        leftSide.getInputsMap().keySet(),
        rightSide.getInputsMap().keySet(),
        key ->
            tensor(
                where + ", input " + key,
                leftSide.getInputsOrThrow(key),
                rightSide.getInputsOrThrow(key)));
    here.compareKeys(
        "output",
        leftSide.getOutputsMap().keySet(),
        rightSide.getOutputsMap().keySet(),
        key ->
            tensor(
                where + ", output " + key,
                leftSide.getOutputsOrThrow(key),
                rightSide.getOutputsOrThrow(key)));
    here.compareKeys(
        "default",
        leftSide.getDefaultsMap().keySet(),
        rightSide.getDefaultsMap().keySet(),
        key ->
            constant(
                here.at("default " + key),
                leftSide.getDefaultsOrThrow(key),
                rightSide.getDefaultsOrThrow(key)));
  }

  private static void constant(Differences here, TensorProto leftSide, TensorProto rightSide) {
    if (!TensorElements.of(leftSide).equals(TensorElements.of(rightSide))) {
      here.add(Notation.tensor(leftSide), Notation.tensor(rightSide));
    }
  }

  private void tensor(String where, TensorInfo leftSide, TensorInfo rightSide) {
    Differences here = differences.at(where);
    here.compare(
        "dtype",
        Notation.dtype(leftSide.getDtypeValue()),
        Notation.dtype(rightSide.getDtypeValue()));
    here.compare(
        "shape",
        Notation.shape(leftSide.getTensorShape()),
        Notation.shape(rightSide.getTensorShape()));
    here.compare("encoding", leftSide.getEncodingCase(), rightSide.getEncodingCase());
    here.compare(
        "type",
        leftSide.getCompositeTensor().getTypeSpec(),
        rightSide.getCompositeTensor().getTypeSpec());
    List<String> leftNames = MetaGraphInspector.names(leftSide);
    List<String> rightNames = MetaGraphInspector.names(rightSide);
    here.compare("number of tensors", leftNames.size(), rightNames.size());
    for (int i = 0; i < Math.min(leftNames.size(), rightNames.size()); i++) {
      graphs.tensors(where, leftNames.get(i), rightNames.get(i));
    }
  }

  private void operations() {
    graphs.operations(
        "init op", MetaGraphOps.init(left).orElse(""), MetaGraphOps.init(right).orElse(""));
    graphs.operations(
        "train op", MetaGraphOps.train(left).orElse(""), MetaGraphOps.train(right).orElse(""));
    if (left.hasSaverDef() && right.hasSaverDef()) {
      var leftSaver = left.getSaverDef();
      var rightSaver = right.getSaverDef();
      graphs.tensors(
          "saver, checkpoint path",
          leftSaver.getFilenameTensorName(),
          rightSaver.getFilenameTensorName());
      graphs.operations(
          "saver, restore op", leftSaver.getRestoreOpName(), rightSaver.getRestoreOpName());
      graphs.operations(
          "saver, save op", leftSaver.getSaveTensorName(), rightSaver.getSaveTensorName());
    } else {
      differences.compare("saver", presence(left.hasSaverDef()), presence(right.hasSaverDef()));
    }
  }

  private static String presence(boolean present) {
    return present ? "present" : "none";
  }

  private void collections() {
    differences.compareKeys(
        "collection",
        left.getCollectionDefMap().keySet(),
        right.getCollectionDefMap().keySet(),
        name -> {
          if (!IGNORED_COLLECTIONS.contains(name)) {
            collection(
                name, left.getCollectionDefOrThrow(name), right.getCollectionDefOrThrow(name));
          }
        });
  }

  private void collection(String name, CollectionDef leftSide, CollectionDef rightSide) {
    String where = "collection " + name;
    Differences here = differences.at(where);
    if (leftSide.getKindCase() != rightSide.getKindCase()) {
      here.compare("kind", leftSide.getKindCase(), rightSide.getKindCase());
      return;
    }
    switch (leftSide.getKindCase()) {
      case NODE_LIST ->
          each(
              here,
              leftSide.getNodeList().getValueList(),
              rightSide.getNodeList().getValueList(),
              (i, a, b) -> graphs.operations(where + ", entry " + i, bare(a), bare(b)));
      case BYTES_LIST ->
          each(
              here,
              leftSide.getBytesList().getValueList(),
              rightSide.getBytesList().getValueList(),
              (i, a, b) -> bytes(name, where + ", entry " + i, a, b));
      case INT64_LIST, FLOAT_LIST, ANY_LIST ->
          here.compare("values", leftSide.toString().strip(), rightSide.toString().strip());
      case KIND_NOT_SET -> {}
    }
  }

  private static String bare(String node) {
    return node.startsWith("^") ? node.substring(1) : node;
  }

  @FunctionalInterface
  private interface Both<T> {
    void compare(int index, T left, T right);
  }

  private static <T> void each(
      Differences here, List<T> leftSide, List<T> rightSide, Both<T> comparison) {
    here.compare("number of entries", leftSide.size(), rightSide.size());
    for (int i = 0; i < Math.min(leftSide.size(), rightSide.size()); i++) {
      comparison.compare(i, leftSide.get(i), rightSide.get(i));
    }
  }

  private void bytes(String collection, String where, ByteString leftSide, ByteString rightSide) {
    Optional<VariableDef> leftVariable = GraphVariables.definition(collection, leftSide);
    Optional<VariableDef> rightVariable = GraphVariables.definition(collection, rightSide);
    if (leftVariable.isPresent() && rightVariable.isPresent()) {
      variable(where, leftVariable.get(), rightVariable.get());
    } else if (!leftSide.equals(rightSide)) {
      differences.at(where).add(leftSide.size() + " bytes", rightSide.size() + " other bytes");
    }
  }

  private void variable(String where, VariableDef leftSide, VariableDef rightSide) {
    graphs.tensors(where, leftSide.getVariableName(), rightSide.getVariableName());
    graphs.operations(
        where + ", initializer", leftSide.getInitializerName(), rightSide.getInitializerName());
    graphs.tensors(where + ", snapshot", leftSide.getSnapshotName(), rightSide.getSnapshotName());
    graphs.tensors(
        where + ", initial value", leftSide.getInitialValueName(), rightSide.getInitialValueName());
    differences.at(where).compare("definition", definition(leftSide), definition(rightSide));
  }

  /** What a variable's definition says besides names of nodes. */
  private static String definition(VariableDef variable) {
    return variable.toBuilder()
        .clearVariableName()
        .clearInitializerName()
        .clearSnapshotName()
        .clearInitialValueName()
        .build()
        .toString()
        .strip()
        .replace('\n', ' ');
  }

  private void assets() {
    Map<String, AssetFileDef> leftAssets = byFile(left);
    Map<String, AssetFileDef> rightAssets = byFile(right);
    differences.compareKeys(
        "asset",
        leftAssets.keySet(),
        rightAssets.keySet(),
        file ->
            graphs.tensors(
                "asset " + file,
                Objects.requireNonNull(leftAssets.get(file)).getTensorInfo().getName(),
                Objects.requireNonNull(rightAssets.get(file)).getTensorInfo().getName()));
  }

  private static Map<String, AssetFileDef> byFile(MetaGraphDef metaGraph) {
    Map<String, AssetFileDef> assets = new TreeMap<>();
    MetaGraphOps.assets(metaGraph).forEach(asset -> assets.put(asset.getFilename(), asset));
    return assets;
  }
}
