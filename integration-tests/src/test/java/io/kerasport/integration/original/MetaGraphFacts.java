package io.kerasport.integration.original;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.VariableDef;

/** What a MetaGraph says of itself, a line for each field. */
final class MetaGraphFacts {
  private final Map<String, String> facts = new TreeMap<>();
  private final String tag;

  private MetaGraphFacts(String tag) {
    this.tag = tag;
  }

  static Map<String, String> of(MetaGraphDef graph) {
    MetaGraphFacts facts =
        new MetaGraphFacts(String.join("+", graph.getMetaInfoDef().getTagsList()));
    new TreeMap<>(graph.getSignatureDefMap()).forEach(facts::addSignature);
    graph.getCollectionDefMap().forEach(facts::addCollection);
    if (graph.hasSaverDef()) {
      facts.addSaver(graph.getSaverDef());
    }
    facts.addMetaInfo(graph);
    facts.addGraph(graph.getGraphDef());
    facts.put("object graph", graph.hasObjectGraphDef() ? "present" : "absent");
    facts.put("assets", String.valueOf(graph.getAssetFileDefCount()));
    return facts.facts;
  }

  private void put(String what, String value) {
    facts.put(tag + ": " + what, value);
  }

  private void addSignature(String key, SignatureDef signature) {
    String at = "signature " + key + ", ";
    put(at + "method", signature.getMethodName());
    signature.getInputsMap().forEach((name, info) -> addTensor(at + "input " + name, info));
    signature.getOutputsMap().forEach((name, info) -> addTensor(at + "output " + name, info));
  }

  private void addTensor(String what, TensorInfo info) {
    String shape =
        info.getTensorShape().getUnknownRank()
            ? "of any shape"
            : info.getTensorShape().getDimList().stream()
                .map(dim -> dim.getSize() < 0 ? "?" : Long.toString(dim.getSize()))
                .collect(Collectors.joining(", ", "[", "]"));
    put(what, info.getDtype() + " " + shape);
    put(what + ", tensor", info.getName());
  }

  private void addCollection(String key, CollectionDef collection) {
    List<String> names =
        collection.hasBytesList()
            ? collection.getBytesList().getValueList().stream()
                .map(MetaGraphFacts::variableName)
                .sorted()
                .toList()
            : collection.getNodeList().getValueList().stream().sorted().toList();
    put("collection " + key, collection.getKindCase() + " of " + names.size());
    names.forEach(name -> put("collection " + key + ", " + name, "present"));
  }

  private static String variableName(ByteString variable) {
    try {
      return VariableDef.parseFrom(variable).getVariableName();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private void addSaver(SaverDef saver) {
    put("saver, filename tensor", saver.getFilenameTensorName());
    put("saver, save tensor", saver.getSaveTensorName());
    put("saver, restore op", saver.getRestoreOpName());
    put("saver, max to keep", String.valueOf(saver.getMaxToKeep()));
    put("saver, sharded", String.valueOf(saver.getSharded()));
    put("saver, keep every hours", String.valueOf(saver.getKeepCheckpointEveryNHours()));
    put("saver, version", saver.getVersion().name());
  }

  private void addMetaInfo(MetaGraphDef graph) {
    MetaGraphDef.MetaInfoDef info = graph.getMetaInfoDef();
    put("meta info, default attributes", info.getStrippedDefaultAttrs() ? "stripped" : "kept");
    put("meta info, version", info.getTensorflowVersion().isEmpty() ? "absent" : "present");
    put("meta info, git version", info.getTensorflowGitVersion().isEmpty() ? "absent" : "present");
    put("meta info, meta graph version", "`" + info.getMetaGraphVersion() + "`");
    put("meta info, any info", info.hasAnyInfo() ? "present" : "absent");
    put("meta info, function aliases", String.valueOf(info.getFunctionAliasesCount()));
    Set<String> listed =
        info.getStrippedOpList().getOpList().stream()
            .map(OpDef::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    put(
        "meta info, op list",
        listed.equals(ops(graph.getGraphDef())) ? "ops of the graph" : "other");
  }

  private static Set<String> ops(GraphDef graph) {
    Set<String> ops =
        graph.getNodeList().stream()
            .map(NodeDef::getOp)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> functions = new TreeSet<>();
    graph
        .getLibrary()
        .getFunctionList()
        .forEach(
            function -> {
              functions.add(function.getSignature().getName());
              function.getNodeDefList().forEach(node -> ops.add(node.getOp()));
            });
    ops.removeAll(functions);
    return ops;
  }

  private void addGraph(GraphDef graph) {
    boolean shapes =
        graph.getNodeList().stream().anyMatch(node -> node.containsAttr("_output_shapes"));
    put("graph, _output_shapes", shapes ? "present" : "absent");
    put("graph, functions", graph.getLibrary().getFunctionCount() == 0 ? "absent" : "present");
    put("graph, producer", graph.getVersions().getProducer() > 0 ? "stated" : "absent");
    put("graph, min consumer", String.valueOf(graph.getVersions().getMinConsumer()));
    for (NodeDef node : graph.getNodeList()) {
      if (node.getOp().equals("Placeholder")) {
        put("placeholder " + node.getName(), node.getAttrOrThrow("dtype").getType().name());
      }
      if (!node.getDevice().isEmpty()) {
        put("graph, devices", "present");
      }
    }
  }
}
