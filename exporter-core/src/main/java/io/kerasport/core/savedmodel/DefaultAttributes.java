package io.kerasport.core.savedmodel;

import io.kerasport.core.backend.Backend;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpList;

/**
 * Takes attributes out of nodes that have their op's default value, so that older runtimes, which
 * may not know an attribute yet, can load the graph. The counterpart of TensorFlow's {@code
 * strip_default_attrs}.
 *
 * @param graph the graph without those attributes
 * @param ops the definitions of the ops it uses, in the order of their names
 */
record DefaultAttributes(GraphDef graph, OpList ops) {

  static DefaultAttributes strip(GraphDef graph, Backend backend) {
    Map<String, OpDef> ops = new TreeMap<>();
    GraphDef.Builder stripped = graph.toBuilder();
    stripped.getNodeBuilderList().forEach(node -> strip(node, ops, backend));
    if (graph.hasLibrary()) {
      for (FunctionDef.Builder function : stripped.getLibraryBuilder().getFunctionBuilderList()) {
        function.getNodeDefBuilderList().forEach(node -> strip(node, ops, backend));
      }
    }
    return new DefaultAttributes(
        stripped.build(), OpList.newBuilder().addAllOp(ops.values()).build());
  }

  private static void strip(NodeDef.Builder node, Map<String, OpDef> ops, Backend backend) {
    OpDef op = ops.computeIfAbsent(node.getOp(), backend::opDef);
    for (OpDef.AttrDef attr : op.getAttrList()) {
      AttrValue value = node.getAttrOrDefault(attr.getName(), AttrValue.getDefaultInstance());
      if (attr.hasDefaultValue() && attr.getDefaultValue().equals(value)) {
        node.removeAttr(attr.getName());
      }
    }
  }
}
