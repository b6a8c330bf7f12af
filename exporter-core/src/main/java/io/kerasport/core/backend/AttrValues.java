package io.kerasport.core.backend;

import com.google.protobuf.ByteString;
import io.kerasport.graph.Attr;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

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
    } else if (attr instanceof Attr.Many many) {
      AttrValue.ListValue.Builder list = AttrValue.ListValue.newBuilder();
      many.values().forEach(element -> add(list, of(element)));
      proto.setList(list);
    } else {
      throw new AssertionError(attr);
    }
    return proto.build();
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
