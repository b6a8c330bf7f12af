package io.kerasport.core.backend;

import com.google.protobuf.ByteString;
import io.kerasport.graph.Attr;
import io.kerasport.model.DType;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NameAttrList;

/** The one form in which every backend writes attributes. */
public final class AttrValues {
  private AttrValues() {}

  /**
   * The attribute as a node holds it.
   *
   * @throws IllegalArgumentException if a list holds lists
   */
  public static AttrValue of(Attr attr) {
    AttrValue.Builder proto = AttrValue.newBuilder();
    if (attr instanceof Attr.Int value) {
      proto.setI(value.value());
    } else if (attr instanceof Attr.Float value) {
      proto.setF(value.value());
    } else if (attr instanceof Attr.Bool value) {
      proto.setB(value.value());
    } else if (attr instanceof Attr.Text value) {
      proto.setS(ByteString.copyFrom(value.bytes()));
    } else if (attr instanceof Attr.Type value) {
      proto.setType(DataType.forNumber(value.value().number()));
    } else if (attr instanceof Attr.Dims value) {
      proto.setShape(TensorProtos.of(value.value()));
    } else if (attr instanceof Attr.Literal value) {
      proto.setTensor(TensorProtos.of(value.value()));
    } else if (attr instanceof Attr.Function value) {
      proto.setFunc(NameAttrList.newBuilder().setName(value.name()));
    } else if (attr instanceof Attr.Many many) {
      AttrValue.ListValue.Builder list = AttrValue.ListValue.newBuilder();
      many.values().forEach(element -> add(list, of(element)));
      proto.setList(list);
    } else {
      throw new AssertionError(attr);
    }
    return proto.build();
  }

  /**
   * An attribute out of a node or an op definition; the inverse of {@link #of}.
   *
   * @throws IllegalArgumentException if it is a function with attributes, or a placeholder
   */
  public static Attr from(AttrValue proto) {
    return switch (proto.getValueCase()) {
      case S -> Attr.of(proto.getS().toStringUtf8());
      case I -> Attr.of(proto.getI());
      case F -> Attr.of(proto.getF());
      case B -> Attr.of(proto.getB());
      case TYPE -> Attr.of(DType.ofNumber(proto.getTypeValue()));
      case SHAPE -> Attr.of(TensorProtos.from(proto.getShape()));
      case TENSOR -> Attr.of(TensorProtos.from(proto.getTensor()));
      case LIST -> new Attr.Many(elements(proto.getList()));
      case FUNC -> function(proto.getFunc());
      case PLACEHOLDER, VALUE_NOT_SET ->
          throw new IllegalArgumentException("no attribute holds " + proto);
    };
  }

  private static Attr function(NameAttrList function) {
    if (function.getAttrCount() > 0) {
      throw new IllegalArgumentException("no attribute holds the attributes of " + function);
    }
    return Attr.function(function.getName());
  }

  private static List<Attr> elements(AttrValue.ListValue list) {
    return Stream.of(
            list.getSList().stream().map(element -> Attr.of(element.toStringUtf8())),
            list.getIList().stream().map(Attr::of),
            list.getFList().stream().map(Attr::of),
            list.getBList().stream().map(Attr::of),
            list.getTypeValueList().stream().map(element -> Attr.of(DType.ofNumber(element))),
            list.getShapeList().stream().map(element -> Attr.of(TensorProtos.from(element))),
            list.getTensorList().stream().map(element -> Attr.of(TensorProtos.from(element))))
        .<Attr>flatMap(elements -> elements)
        .toList();
  }

  private static void add(AttrValue.ListValue.Builder list, AttrValue element) {
    switch (element.getValueCase()) {
      case S -> list.addS(element.getS());
      case I -> list.addI(element.getI());
      case F -> list.addF(element.getF());
      case B -> list.addB(element.getB());
      case TYPE -> list.addType(element.getType());
      case SHAPE -> list.addShape(element.getShape());
      case TENSOR -> list.addTensor(element.getTensor());
      case FUNC -> list.addFunc(element.getFunc());
      case LIST, PLACEHOLDER, VALUE_NOT_SET ->
          throw new IllegalArgumentException("a list attribute cannot hold " + element);
    }
  }
}
