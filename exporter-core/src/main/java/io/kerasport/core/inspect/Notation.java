package io.kerasport.core.inspect;

import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Function;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** How protos read in reports and differences. */
final class Notation {
  private static final int REF_OFFSET = 100;
  private static final int MAX_ITEMS = 12;
  private static final int MAX_TEXT = 120;

  private Notation() {}

  /** The name of an element type: Keras' where there is one, else TensorFlow's in lower case. */
  static String dtype(int number) {
    if (number > REF_OFFSET) {
      return dtype(number - REF_OFFSET) + "_ref";
    }
    for (DType type : DType.values()) {
      if (type.number() == number) {
        return type.kerasName();
      }
    }
    org.tensorflow.proto.DataType known = org.tensorflow.proto.DataType.forNumber(number);
    return known == null
        ? "dtype " + number
        : known.name().substring("DT_".length()).toLowerCase(Locale.ROOT);
  }

  /** A shape; sizes below -1, which no reader accepts, count as unknown. */
  static Shape shape(TensorShapeProto proto) {
    return proto.getUnknownRank()
        ? Shape.unknown()
        : Shape.of(
            proto.getDimList().stream()
                .mapToLong(dim -> Math.max(dim.getSize(), Shape.UNKNOWN_DIM))
                .toArray());
  }

  /** An attribute's value on one line. */
  static String attr(AttrValue value) {
    return switch (value.getValueCase()) {
      case S -> text(value.getS().toStringUtf8());
      case I -> Long.toString(value.getI());
      case F -> Float.toString(value.getF());
      case B -> Boolean.toString(value.getB());
      case TYPE -> dtype(value.getTypeValue());
      case SHAPE -> shape(value.getShape()).toString();
      case TENSOR -> tensor(value.getTensor());
      case PLACEHOLDER -> "placeholder " + value.getPlaceholder();
      case FUNC -> "function " + value.getFunc().getName();
      case LIST -> list(value.getList());
      case VALUE_NOT_SET -> "nothing";
    };
  }

  private static String list(AttrValue.ListValue list) {
    StringJoiner joiner = new StringJoiner(", ", "[", "]");
    add(joiner, list.getSList(), item -> text(item.toStringUtf8()));
    add(joiner, list.getIList(), Object::toString);
    add(joiner, list.getFList(), Object::toString);
    add(joiner, list.getBList(), Object::toString);
    add(joiner, list.getTypeValueList(), Notation::dtype);
    add(joiner, list.getShapeList(), item -> shape(item).toString());
    add(joiner, list.getTensorList(), Notation::tensor);
    add(joiner, list.getFuncList(), item -> "function " + item.getName());
    return joiner.toString();
  }

  private static <T> void add(StringJoiner joiner, List<T> items, Function<T, String> text) {
    items.stream().limit(MAX_ITEMS).map(text).forEach(joiner::add);
    if (items.size() > MAX_ITEMS) {
      joiner.add("… " + items.size() + " in all");
    }
  }

  /** A constant: type, shape and its first elements. */
  static String tensor(TensorProto tensor) {
    return dtype(tensor.getDtypeValue())
        + shape(tensor.getTensorShape())
        + " "
        + TensorElements.of(tensor).describe(MAX_ITEMS);
  }

  /** A text in double quotes, cut where it gets long. */
  static String text(String value) {
    String shown =
        value.length() <= MAX_TEXT
            ? value
            : value.substring(0, MAX_TEXT) + "… " + value.length() + " characters";
    return "\"" + shown.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"") + "\"";
  }
}
