package io.kerasport.core.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.Struct.StructuredValue;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;

/** What Python can call on a SavedModel it has loaded: the functions at the root of its objects. */
final class ObjectGraphCallables {
  private ObjectGraphCallables() {}

  static List<MetaGraphReport.Callable> of(SavedObjectGraph graph) {
    if (graph.getNodesCount() == 0) {
      return List.of();
    }
    List<MetaGraphReport.Callable> callables = new ArrayList<>();
    for (ObjectReference child : graph.getNodes(0).getChildrenList()) {
      int id = child.getNodeId();
      if (id >= 0 && id < graph.getNodesCount()) {
        List<String> functions = functions(graph.getNodes(id));
        if (!functions.isEmpty()) {
          callables.add(
              new MetaGraphReport.Callable(
                  child.getLocalName(),
                  functions.stream().map(function -> arguments(graph, function)).toList()));
        }
      }
    }
    return callables;
  }

  /** The concrete functions an object stands for. */
  static List<String> functions(SavedObject object) {
    if (object.hasFunction()) {
      return object.getFunction().getConcreteFunctionsList();
    }
    return object.hasBareConcreteFunction()
        ? List.of(object.getBareConcreteFunction().getConcreteFunctionName())
        : List.of();
  }

  private static String arguments(SavedObjectGraph graph, String function) {
    return graph.containsConcreteFunctions(function)
        ? text(graph.getConcreteFunctionsOrThrow(function).getCanonicalizedInputSignature())
        : function;
  }

  /** A structured value in Python's notation. */
  private static String text(StructuredValue value) {
    return switch (value.getKindCase()) {
      case NONE_VALUE -> "None";
      case FLOAT64_VALUE -> Double.toString(value.getFloat64Value());
      case INT64_VALUE -> Long.toString(value.getInt64Value());
      case STRING_VALUE -> Notation.text(value.getStringValue());
      case BOOL_VALUE -> value.getBoolValue() ? "True" : "False";
      case TENSOR_SHAPE_VALUE -> Notation.shape(value.getTensorShapeValue()).toString();
      case TENSOR_DTYPE_VALUE -> Notation.dtype(value.getTensorDtypeValueValue());
      case TENSOR_SPEC_VALUE ->
          value.getTensorSpecValue().getName()
              + ": "
              + Notation.dtype(value.getTensorSpecValue().getDtypeValue())
              + Notation.shape(value.getTensorSpecValue().getShape());
      case LIST_VALUE -> list(value.getListValue().getValuesList(), "[", "]");
      case TUPLE_VALUE -> list(value.getTupleValue().getValuesList(), "(", ")");
      case DICT_VALUE -> dict(value);
      default -> value.getKindCase().name();
    };
  }

  private static String list(List<StructuredValue> values, String open, String close) {
    StringJoiner joiner = new StringJoiner(", ", open, close);
    values.forEach(value -> joiner.add(text(value)));
    return joiner.toString();
  }

  private static String dict(StructuredValue value) {
    StringJoiner joiner = new StringJoiner(", ", "{", "}");
    new java.util.TreeMap<>(value.getDictValue().getFieldsMap())
        .forEach((key, field) -> joiner.add(Notation.text(key) + ": " + text(field)));
    return joiner.toString();
  }
}
