package io.kerasport.core.inspect;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.OpDef;

/** The default values of attributes, by op, as MetaGraphs carry them in their op lists. */
final class OpDefaults {
  private final Map<String, Map<String, AttrValue>> defaults = new HashMap<>();

  /** The defaults of several MetaGraphs; the first that defines an op decides. */
  static OpDefaults of(MetaGraphDef... metaGraphs) {
    OpDefaults all = new OpDefaults();
    for (MetaGraphDef metaGraph : metaGraphs) {
      for (OpDef op : metaGraph.getMetaInfoDef().getStrippedOpList().getOpList()) {
        all.defaults.computeIfAbsent(op.getName(), name -> defaults(op));
      }
    }
    return all;
  }

  private static Map<String, AttrValue> defaults(OpDef op) {
    Map<String, AttrValue> values = new HashMap<>();
    for (OpDef.AttrDef attr : op.getAttrList()) {
      if (attr.hasDefaultValue()) {
        values.put(attr.getName(), attr.getDefaultValue());
      }
    }
    return values;
  }

  /** The default of an attribute, or null. */
  @Nullable AttrValue of(String op, String attr) {
    return defaults.getOrDefault(op, Map.of()).get(attr);
  }
}
