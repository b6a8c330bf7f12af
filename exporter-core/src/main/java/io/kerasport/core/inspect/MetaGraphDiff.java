package io.kerasport.core.inspect;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;

/** Compares two MetaGraphs of equal tags. */
final class MetaGraphDiff {
  private final MetaGraphDef left;
  private final MetaGraphDef right;
  private final Differences differences;
  private final GraphComparison.Side leftSide;
  private final GraphComparison.Side rightSide;
  private final GraphComparison graphs;

  private MetaGraphDiff(MetaGraphDef left, MetaGraphDef right, Differences differences) {
    this.left = left;
    this.right = right;
    this.differences = differences;
    StructureTable table = new StructureTable();
    this.leftSide = side(left, right, table, OpDefaults.of(left, right));
    this.rightSide = side(right, left, table, OpDefaults.of(right, left));
    this.graphs = new GraphComparison(leftSide, rightSide, differences);
  }

  static void compare(MetaGraphDef left, MetaGraphDef right, Differences differences) {
    if (left.equals(right)) {
      return;
    }
    MetaGraphDiff diff = new MetaGraphDiff(left, right, differences);
    SignatureDiff.compare(left, right, diff.graphs, differences);
    diff.operations();
    CollectionDiff.compare(left, right, diff.graphs, differences);
    diff.assets();
    diff.objects();
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

  private void objects() {
    ObjectGraphDiff.compare(
        new SavedObjects(left, leftSide.graph()),
        new SavedObjects(right, rightSide.graph()),
        (where, leftFunction, rightFunction) ->
            graphs.functions("object graph, " + where, leftFunction, rightFunction),
        differences.at("object graph"));
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
