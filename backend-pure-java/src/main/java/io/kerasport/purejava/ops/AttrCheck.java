package io.kerasport.purejava.ops;

import com.google.protobuf.ByteString;
import io.kerasport.model.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.OpDef;

/**
 * What an attribute's definition allows: its kind, the values it may have, its minimum.
 *
 * <p>Follows {@code ValidateAttrValue} of TensorFlow's {@code op_def_util.cc}.
 */
final class AttrCheck {
  private static final String LIST = "list(";

  private AttrCheck() {}

  /** What is wrong with a value, or empty if it fits. */
  static Optional<String> problem(OpDef.AttrDef def, AttrValue value) {
    if (!isOfKind(def.getType(), value)) {
      return Optional.of("should be of kind " + def.getType() + ", found " + describe(value));
    }
    if (def.getHasMinimum() && measure(def, value) < def.getMinimum()) {
      return Optional.of(
          (isList(def)
                  ? "should have at least " + def.getMinimum() + " elements"
                  : "should be at least " + def.getMinimum())
              + ", found "
              + describe(value));
    }
    return def.hasAllowedValues() && !isAllowed(def, value)
        ? Optional.of(
            "is " + describe(value) + ", allowed: " + describeElements(def.getAllowedValues()))
        : Optional.empty();
  }

  /** A value as error messages show it. */
  static String describe(AttrValue value) {
    return switch (value.getValueCase()) {
      case S -> "\"" + value.getS().toStringUtf8() + "\"";
      case I -> "the integer " + value.getI();
      case F -> "the number " + value.getF();
      case B -> Boolean.toString(value.getB());
      case TYPE -> typeName(value.getTypeValue());
      case SHAPE -> "a shape";
      case TENSOR -> "a tensor";
      case FUNC -> "the function " + value.getFunc().getName();
      case LIST -> "[" + describeElements(value) + "]";
      case PLACEHOLDER, VALUE_NOT_SET -> "nothing";
    };
  }

  static String typeName(int number) {
    try {
      return DType.ofNumber(number).kerasName();
    } catch (IllegalArgumentException e) {
      return "type " + number;
    }
  }

  private static boolean isOfKind(String kind, AttrValue value) {
    if (kind.startsWith(LIST)) {
      return value.getValueCase() == AttrValue.ValueCase.LIST
          && elements(value.getList()).stream()
              .allMatch(
                  element -> isOfKind(kind.substring(LIST.length(), kind.length() - 1), element));
    }
    AttrValue.ValueCase expected =
        switch (kind) {
          case "string" -> AttrValue.ValueCase.S;
          case "int" -> AttrValue.ValueCase.I;
          case "float" -> AttrValue.ValueCase.F;
          case "bool" -> AttrValue.ValueCase.B;
          case "type" -> AttrValue.ValueCase.TYPE;
          case "shape" -> AttrValue.ValueCase.SHAPE;
          case "tensor" -> AttrValue.ValueCase.TENSOR;
          case "func" -> AttrValue.ValueCase.FUNC;
          default -> throw new IllegalStateException("attribute kind " + kind);
        };
    return value.getValueCase() == expected;
  }

  private static long measure(OpDef.AttrDef def, AttrValue value) {
    return isList(def) ? elements(value.getList()).size() : value.getI();
  }

  private static boolean isAllowed(OpDef.AttrDef def, AttrValue value) {
    List<AttrValue> allowed = elements(def.getAllowedValues().getList());
    return isList(def) ? allowed.containsAll(elements(value.getList())) : allowed.contains(value);
  }

  private static boolean isList(OpDef.AttrDef def) {
    return def.getType().startsWith(LIST);
  }

  private static String describeElements(AttrValue list) {
    return String.join(", ", elements(list.getList()).stream().map(AttrCheck::describe).toList());
  }

  /** The elements of a list attribute, each as a value of its own. */
  private static List<AttrValue> elements(AttrValue.ListValue list) {
    List<AttrValue> elements = new ArrayList<>();
    for (ByteString s : list.getSList()) {
      elements.add(AttrValue.newBuilder().setS(s).build());
    }
    list.getIList().forEach(i -> elements.add(AttrValue.newBuilder().setI(i).build()));
    list.getFList().forEach(f -> elements.add(AttrValue.newBuilder().setF(f).build()));
    list.getBList().forEach(b -> elements.add(AttrValue.newBuilder().setB(b).build()));
    list.getTypeValueList()
        .forEach(type -> elements.add(AttrValue.newBuilder().setTypeValue(type).build()));
    list.getShapeList()
        .forEach(shape -> elements.add(AttrValue.newBuilder().setShape(shape).build()));
    list.getTensorList()
        .forEach(tensor -> elements.add(AttrValue.newBuilder().setTensor(tensor).build()));
    list.getFuncList().forEach(func -> elements.add(AttrValue.newBuilder().setFunc(func).build()));
    return elements;
  }
}
