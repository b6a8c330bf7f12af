package io.kerasport.purejava.ops;

import com.google.protobuf.ByteString;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The attributes of a checked node: those the caller set, those its inputs determine, and defaults.
 *
 * <p>The getters expect an attribute that the op's definition has, of that kind; anything else is a
 * mistake in this backend.
 */
public final class NodeAttrs {
  private final SortedMap<String, AttrValue> values;

  /** Attributes that have passed the op's checks. */
  public NodeAttrs(Map<String, AttrValue> values) {
    this.values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** All attributes by name, sorted. */
  public SortedMap<String, AttrValue> values() {
    return values;
  }

  /** Whether the node has an attribute. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** An attribute of kind {@code int}. */
  public long integer(String name) {
    return value(name, AttrValue.ValueCase.I).getI();
  }

  /** An attribute of kind {@code bool}. */
  public boolean flag(String name) {
    return value(name, AttrValue.ValueCase.B).getB();
  }

  /** An attribute of kind {@code string}, as text. */
  public String text(String name) {
    return value(name, AttrValue.ValueCase.S).getS().toStringUtf8();
  }

  /** An attribute of kind {@code type}. */
  public DType type(String name) {
    return DType.ofNumber(value(name, AttrValue.ValueCase.TYPE).getTypeValue());
  }

  /** An attribute of kind {@code shape}. */
  public Shape shape(String name) {
    return shape(value(name, AttrValue.ValueCase.SHAPE).getShape());
  }

  /** An attribute of kind {@code list(int)}. */
  public List<Long> integers(String name) {
    return value(name, AttrValue.ValueCase.LIST).getList().getIList();
  }

  /** An attribute of kind {@code list(string)}, as texts. */
  public List<String> texts(String name) {
    return value(name, AttrValue.ValueCase.LIST).getList().getSList().stream()
        .map(ByteString::toStringUtf8)
        .toList();
  }

  /** An attribute of kind {@code list(type)}. */
  public List<DType> types(String name) {
    return value(name, AttrValue.ValueCase.LIST).getList().getTypeValueList().stream()
        .map(DType::ofNumber)
        .toList();
  }

  /** An attribute of kind {@code list(shape)}. */
  public List<Shape> shapes(String name) {
    return value(name, AttrValue.ValueCase.LIST).getList().getShapeList().stream()
        .map(NodeAttrs::shape)
        .toList();
  }

  private AttrValue value(String name, AttrValue.ValueCase kind) {
    AttrValue value = values.get(name);
    if (value == null || value.getValueCase() != kind) {
      throw new IllegalArgumentException("no attribute " + name + " of kind " + kind);
    }
    return value;
  }

  private static Shape shape(TensorShapeProto proto) {
    return proto.getUnknownRank()
        ? Shape.unknown()
        : Shape.of(proto.getDimList().stream().mapToLong(TensorShapeProto.Dim::getSize).toArray());
  }
}
