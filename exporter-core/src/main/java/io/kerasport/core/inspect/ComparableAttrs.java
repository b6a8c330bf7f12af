package io.kerasport.core.inspect;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;

/**
 * Attributes in a form that is equal when they mean the same: defaults left out, constants by
 * value, functions by content.
 *
 * <p>Attributes whose names begin with an underscore annotate a node for one runtime and are left
 * out, as TensorFlow's own {@code equal_graph_def.cc} does.
 */
final class ComparableAttrs {
  private static final Pattern TEMPORARY = Pattern.compile("_temp_[0-9a-f]{32}/part");

  private final OpDefaults defaults;
  private final Function<String, Object> functions;

  /**
   * Attributes of one graph.
   *
   * @param functions gives the structure of a function by name
   */
  ComparableAttrs(OpDefaults defaults, Function<String, Object> functions) {
    this.defaults = defaults;
    this.functions = functions;
  }

  Map<String, Object> of(NodeDef node) {
    Map<String, Object> comparable = of(node.getAttrMap());
    comparable
        .entrySet()
        .removeIf(
            attr -> {
              AttrValue standard = defaults.of(node.getOp(), attr.getKey());
              return standard != null && attr.getValue().equals(value(standard));
            });
    return comparable;
  }

  /** Attributes that have no op to give defaults. */
  Map<String, Object> of(Map<String, AttrValue> attrs) {
    Map<String, Object> comparable = new TreeMap<>();
    attrs.forEach(
        (name, value) -> {
          if (!name.startsWith("_")) {
            comparable.put(name, value(value));
          }
        });
    return comparable;
  }

  /** The value of an attribute as a reader sees it: its own, else the default, else null. */
  @Nullable AttrValue effective(NodeDef node, String attr) {
    AttrValue own = node.getAttrMap().get(attr);
    return own == null ? defaults.of(node.getOp(), attr) : own;
  }

  private Object value(AttrValue value) {
    return switch (value.getValueCase()) {
      case TENSOR -> withoutRandomName(TensorElements.of(value.getTensor()));
      case FUNC -> function(value.getFunc());
      case LIST -> list(value.getList());
      case S, I, F, B, TYPE, SHAPE, PLACEHOLDER, VALUE_NOT_SET -> value;
    };
  }

  /** TensorFlow's own saver puts a random directory name into the graph each time it is built. */
  private static TensorElements withoutRandomName(TensorElements constant) {
    return constant.strings().size() == 1
            && TEMPORARY.matcher(constant.strings().get(0).toStringUtf8()).matches()
        ? new TensorElements(
            constant.dtype(),
            constant.dims(),
            constant.head(),
            constant.last(),
            List.of(ByteString.copyFromUtf8("_temp/part")))
        : constant;
  }

  private Object list(AttrValue.ListValue list) {
    if (list.getTensorCount() == 0 && list.getFuncCount() == 0) {
      return list;
    }
    List<Object> items = new ArrayList<>();
    list.getTensorList().forEach(tensor -> items.add(TensorElements.of(tensor)));
    list.getFuncList().forEach(function -> items.add(function(function)));
    return items;
  }

  private Object function(NameAttrList reference) {
    return List.of(functions.apply(reference.getName()), of(reference.getAttrMap()));
  }
}
