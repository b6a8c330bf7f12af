package io.kerasport.core.savedmodel;

import io.kerasport.core.backend.Backend;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.proto.AttrValue;
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
    GraphDef.Builder stripped = graph.toBuilder().clearNode();
    for (NodeDef node : graph.getNodeList()) {
      OpDef op = ops.computeIfAbsent(node.getOp(), backend::opDef);
      NodeDef.Builder builder = node.toBuilder();
      for (OpDef.AttrDef attr : op.getAttrList()) {
        AttrValue value = node.getAttrOrDefault(attr.getName(), AttrValue.getDefaultInstance());
        if (attr.hasDefaultValue() && attr.getDefaultValue().equals(value)) {
          builder.removeAttr(attr.getName());
        }
      }
      stripped.addNode(builder);
    }
    return new DefaultAttributes(
        stripped.build(), OpList.newBuilder().addAllOp(ops.values()).build());
  }
}
