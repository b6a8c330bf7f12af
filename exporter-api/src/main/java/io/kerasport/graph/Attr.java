package io.kerasport.graph;

import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The value of a node's attribute, one case for each kind that TensorFlow's {@code AttrValue} has.
 */
public sealed interface Attr {
  /** An integer. */
  record Int(long value) implements Attr {}

  /** A float32 number. */
  record Float(float value) implements Attr {}

  /** A truth value. */
  record Bool(boolean value) implements Attr {}

  /** A string of bytes, held as text. */
  record Text(String value) implements Attr {
    /** The bytes in UTF-8. */
    public byte[] bytes() {
      return value.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** An element type. */
  record Type(DType value) implements Attr {}

  /** A static shape. */
  record Dims(Shape value) implements Attr {}

  /** A constant tensor. */
  record Literal(TensorValue value) implements Attr {}

  /** A function of the graph's library, by its name. */
  record Function(String name) implements Attr {}

  /** A list of values of one kind. */
  record Many(List<Attr> values) implements Attr {
    public Many {
      values = List.copyOf(values);
    }
  }

  static Attr of(long value) {
    return new Int(value);
  }

  static Attr of(float value) {
    return new Float(value);
  }

  static Attr of(boolean value) {
    return new Bool(value);
  }

  static Attr of(String value) {
    return new Text(value);
  }

  static Attr of(DType value) {
    return new Type(value);
  }

  static Attr of(Shape value) {
    return new Dims(value);
  }

  static Attr of(TensorValue value) {
    return new Literal(value);
  }

  /** A list of integers. */
  static Attr ints(long... values) {
    return new Many(LongStream.of(values).mapToObj(Attr::of).toList());
  }

  /** A list of integers. */
  static Attr ints(List<Long> values) {
    return new Many(values.stream().map(value -> Attr.of(value.longValue())).toList());
  }

  /** A list of shapes. */
  static Attr shapes(List<Shape> values) {
    return new Many(values.stream().map(Attr::of).toList());
  }

  /** A function of the graph's library. */
  static Attr function(String name) {
    return new Function(name);
  }

  /** A list of element types. */
  static Attr types(List<DType> values) {
    return new Many(values.stream().map(Attr::of).toList());
  }
}
