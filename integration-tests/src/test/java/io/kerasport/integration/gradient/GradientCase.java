package io.kerasport.integration.gradient;

import io.kerasport.graph.Attr;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * A row of the table: an op, its inputs and attributes. Inputs come in the order of the op. Random
 * values depend on the row alone.
 */
final class GradientCase {
  private final String type;
  private final List<Argument> arguments = new ArrayList<>();
  private final Map<String, Attr> attrs = new LinkedHashMap<>();
  private final Random random;
  private String note = "";
  private int lists;
  private int listed;
  private boolean wrongInTensorFlow;
  private boolean coarse;
  private Set<Integer> outputs = Set.of();
  private Set<DType> types = EnumSet.of(DType.DOUBLE, DType.FLOAT, DType.HALF, DType.BFLOAT16);
  private Set<Knowledge> knowledge = EnumSet.allOf(Knowledge.class);

  private GradientCase(String type) {
    this.type = type;
    random = new Random(type.hashCode());
  }

  static GradientCase op(String type) {
    return new GradientCase(type);
  }

  /** What makes this row differ from others of its op. */
  GradientCase note(String text) {
    note = text;
    return this;
  }

  /** Numbers from a normal distribution, none of them near 0. */
  GradientCase x(long... dims) {
    return random(
        () -> {
          double value = random.nextGaussian();
          return value + Math.copySign(0.1, value);
        },
        dims);
  }

  /** Numbers between bounds. */
  GradientCase within(double low, double high, long... dims) {
    return random(() -> low + (high - low) * random.nextDouble(), dims);
  }

  /** Numbers that all differ by at least 0.1, in random order. */
  GradientCase distinct(long... dims) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < Shape.of(dims).elements(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    return values(
        Shape.of(dims),
        order.stream().mapToDouble(rank -> 0.125 * (rank - order.size() / 2) + 0.0625).toArray());
  }

  private GradientCase random(DoubleSupplier numbers, long... dims) {
    Shape shape = Shape.of(dims);
    double[] values = new double[Math.toIntExact(shape.elements())];
    Arrays.setAll(values, i -> numbers.getAsDouble());
    return values(shape, values);
  }

  /** Given numbers. */
  GradientCase values(Shape shape, double... values) {
    return add(new Argument(DType.DOUBLE, shape, values, false, true, Argument.SINGLE));
  }

  /** Numbers from a normal distribution, float32 whatever type is tested. */
  GradientCase inFloat(long... dims) {
    x(dims);
    Argument last = arguments.remove(arguments.size() - 1);
    return add(
        new Argument(DType.FLOAT, last.shape(), last.values(), false, true, Argument.SINGLE));
  }

  /** Given numbers whose gradient is not asked for. */
  GradientCase fixed(Shape shape, double... values) {
    return add(new Argument(DType.DOUBLE, shape, values, false, false, Argument.SINGLE));
  }

  /** Numbers of a type of their own, whose gradient is not asked for. */
  GradientCase fed(DType dtype, Shape shape, double... values) {
    return add(new Argument(dtype, shape, values, false, false, Argument.SINGLE));
  }

  /** A constant of integers, a vector. */
  GradientCase ints(int... values) {
    return constant(Shape.of(values.length), values);
  }

  /** A constant integer. */
  GradientCase scalar(int value) {
    return constant(Shape.scalar(), value);
  }

  /** A constant of integers. */
  GradientCase constant(Shape shape, int... values) {
    double[] numbers = Arrays.stream(values).asDoubleStream().toArray();
    return add(new Argument(DType.INT32, shape, numbers, true, false, Argument.SINGLE));
  }

  /** The op takes one list of so many inputs. */
  GradientCase lists(int count) {
    listed = count;
    return this;
  }

  /** Makes the last inputs one list argument. */
  GradientCase list(int count) {
    for (int i = arguments.size() - count; i < arguments.size(); i++) {
      arguments.set(i, arguments.get(i).inList(lists));
    }
    lists++;
    return this;
  }

  private GradientCase add(Argument argument) {
    arguments.add(listed == 0 ? argument : argument.inList(0));
    return this;
  }

  GradientCase attr(String name, Attr value) {
    attrs.put(name, value);
    return this;
  }

  GradientCase attr(String name, boolean value) {
    return attr(name, Attr.of(value));
  }

  GradientCase attr(String name, long value) {
    return attr(name, Attr.of(value));
  }

  GradientCase attr(String name, String value) {
    return attr(name, Attr.of(value));
  }

  /** A list of integers. */
  GradientCase attrs(String name, long... values) {
    return attr(name, Attr.ints(values));
  }

  /** Only some outputs pass gradients back. */
  GradientCase outputs(Integer... indices) {
    outputs = Set.of(indices);
    return this;
  }

  /** The op has kernels for some element types only. */
  GradientCase types(DType first, DType... others) {
    types = EnumSet.of(first, others);
    return this;
  }

  /** The op computes in float32 whatever the element type. */
  GradientCase coarse() {
    coarse = true;
    return this;
  }

  /** How precise gradients are at best. */
  DType precision() {
    return coarse && finest() == DType.DOUBLE ? DType.FLOAT : finest();
  }

  /** The op needs to know something of shapes. */
  GradientCase knowing(Knowledge first, Knowledge... others) {
    knowledge = EnumSet.of(first, others);
    return this;
  }

  /** TensorFlow's own gradient in C++ is wrong, or an error. */
  GradientCase wrongInTensorFlow() {
    wrongInTensorFlow = true;
    return this;
  }

  boolean isWrongInTensorFlow() {
    return wrongInTensorFlow;
  }

  String type() {
    return type;
  }

  List<Argument> arguments() {
    return arguments;
  }

  Map<String, Attr> attrs() {
    return attrs;
  }

  /** Whether an output passes gradients back. */
  boolean usesOutput(int index) {
    return outputs.isEmpty() || outputs.contains(index);
  }

  Set<DType> types() {
    return types;
  }

  Set<Knowledge> knowledge() {
    return knowledge;
  }

  /** The type of most precision. */
  DType finest() {
    return types.contains(DType.DOUBLE)
        ? DType.DOUBLE
        : types.contains(DType.FLOAT) ? DType.FLOAT : types.iterator().next();
  }

  @Override
  public String toString() {
    return note.isEmpty() ? type : type + " " + note;
  }
}
