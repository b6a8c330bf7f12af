package io.kerasport.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.kerasport.djl.Value.Filled;
import io.kerasport.djl.Value.Stored;
import io.kerasport.djl.Value.Traced;
import io.kerasport.model.KerasTensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Element by element: sums, products, comparisons, functions. */
final class Arithmetic {
  private static final Set<String> MERGE_LAYERS =
      Set.of("Add", "Subtract", "Multiply", "Maximum", "Minimum");

  private Arithmetic() {}

  static void addTo(Map<String, ArrayOp> ops) {
    Map<String, String> binary =
        Map.of(
            "add", "Add",
            "sub", "Subtract",
            "mul", "Multiply",
            "div", "Divide",
            "pow", "Power",
            "mod", "Mod",
            "maximum", "Maximum",
            "minimum", "Minimum");
    binary.forEach((method, name) -> ops.put(method, ArrayOp.of(call -> binary(call, name, null))));
    Map<String, String> comparisons =
        Map.of(
            "eq", "Equal",
            "neq", "NotEqual",
            "gt", "Greater",
            "gte", "GreaterEqual",
            "lt", "Less",
            "lte", "LessEqual",
            "logicalAnd", "LogicalAnd",
            "logicalOr", "LogicalOr",
            "logicalXor", "LogicalXor");
    comparisons.forEach(
        (method, name) ->
            ops.put(method, ArrayOp.of(call -> binary(call, name, DataType.BOOLEAN))));
    for (String name :
        List.of(
            "square Square",
            "sqrt Sqrt",
            "cbrt Cbrt",
            "exp Exp",
            "log Log",
            "log2 Log2",
            "log10 Log10",
            "abs Absolute",
            "neg Negative",
            "sign Sign",
            "floor Floor",
            "ceil Ceil",
            "round Round",
            "trunc Trunc",
            "sin Sin",
            "cos Cos",
            "tan Tan",
            "asin Arcsin",
            "acos Arccos",
            "atan Arctan",
            "sinh Sinh",
            "cosh Cosh",
            "asinh Arcsinh",
            "acosh Arccosh",
            "atanh Arctanh",
            "logicalNot LogicalNot")) {
      String[] pair = name.split(" ", 2);
      ops.put(pair[0], ArrayOp.of(call -> function(call, LayerSpec.operation("numpy", pair[1]))));
    }
    ops.put("erf", ArrayOp.of(call -> function(call, LayerSpec.operation("math", "Erf"))));
    ops.put(
        "clip",
        ArrayOp.of(
            call ->
                function(
                    call,
                    LayerSpec.operation("numpy", "Clip")
                        .with("x_min", call.number(0))
                        .with("x_max", call.number(1)))));
    ops.put("toType", ArrayOp.of(Arithmetic::toType));
    ops.put("onesLike", ArrayOp.of(call -> constant(call, 1)));
    ops.put("zerosLike", ArrayOp.of(call -> constant(call, 0)));
    ops.put("where", ArrayOp.of(Arithmetic::where));
  }

  private static Value function(ArrayCall call, LayerSpec spec) {
    Traced x = call.x();
    return call.out().operation(spec, x.shape(), x.type(), x.channelsLast(), x.tensor());
  }

  private static Value constant(ArrayCall call, double number) {
    return new Filled(number, call.self().shape(), call.self().type());
  }

  private static Value toType(ArrayCall call) {
    DataType type = call.type(0);
    if (call.self().type() == type) {
      return call.self();
    }
    if (call.self() instanceof Filled filled) {
      return new Filled(filled.number(), filled.shape(), type);
    }
    Traced x = call.x();
    return call.out()
        .operation(
            LayerSpec.operation("core", "Cast").with("dtype", Types.of(type).kerasName()),
            x.shape(),
            type,
            x.channelsLast(),
            x.tensor());
  }

  /** With a number, a constant array, a parameter or another tensor on either side. */
  private static Value binary(ArrayCall call, String name, @Nullable DataType result) {
    Value self = call.self();
    Object other = call.at(0);
    Double number = ArrayCall.number(other);
    DataType type = result == null ? self.type() : result;
    if (number != null) {
      Shape shape = other instanceof Filled filled ? filled.shape() : new Shape();
      if (self instanceof Filled filled) {
        return folded(name, filled, number, shape);
      }
      Traced x = spread(call.x(), shape);
      DataType promoted = result == null ? promoted(x, other) : result;
      return call.out()
          .operation(
              numpy(name),
              x.shape(),
              promoted,
              x.channelsLast(),
              x.tensor(),
              constant(promoted(x, other), number));
    }
    if (self instanceof Filled filled) {
      Traced y = spread(call.tensor(0), filled.shape());
      return call.out()
          .operation(numpy(name), y.shape(), type, y.channelsLast(), filled.number(), y.tensor());
    }
    Traced a = aligned(call.out(), self, call.value(0));
    Traced b = aligned(call.out(), call.value(0), self);
    return ofTensors(call.out(), name, a, b, type);
  }

  /** Integers become floating point with a number that is. */
  private static DataType promoted(Traced x, @Nullable Object number) {
    boolean whole =
        number instanceof Integer
            || number instanceof Long
            || (number instanceof Filled filled && !filled.type().isFloating());
    return whole || x.type().isFloating() ? x.type() : DataType.FLOAT32;
  }

  private static Number constant(DataType type, double number) {
    return type.isFloating() ? (Number) number : (Number) (long) number;
  }

  /** A parameter against a batch of arrays: its axes stand behind the batch. */
  private static Traced aligned(LayerWriter out, Value value, Value other) {
    if (!(value instanceof Stored stored)) {
      return out.tensor(value);
    }
    Shape shape = stored.shape();
    int rank = other.shape().dimension();
    while (shape.dimension() >= rank && shape.dimension() > 0 && shape.get(0) == 1) {
      shape = shape.slice(1);
    }
    if (other instanceof Stored || shape.dimension() >= rank) {
      throw UntraceableException.noCounterpart(
          "a parameter of the shape " + stored.shape() + " with an array of " + other.shape());
    }
    long[] target = new long[rank - 1];
    for (int axis = 0; axis < target.length; axis++) {
      int from = axis - target.length + shape.dimension();
      target[axis] = from < 0 ? 1 : shape.get(from);
    }
    return out.layer(
        LayerSpec.layer("Reshape").with("target_shape", Axes.list(target)),
        new Shape(Axes.UNKNOWN).addAll(new Shape(target)),
        out.tensor(stored));
  }

  /** A tensor that meets a constant array, whose shape must not be larger. */
  private static Traced spread(Traced x, Shape constant) {
    if (!Axes.broadcast(x.shape(), constant).equals(x.shape())) {
      throw UntraceableException.noCounterpart(
          "an array of constants of the shape " + constant + " with one of " + x.shape());
    }
    return x;
  }

  private static Value folded(String name, Filled a, double b, Shape shape) {
    double number =
        switch (name) {
          case "Add" -> a.number() + b;
          case "Subtract" -> a.number() - b;
          case "Multiply" -> a.number() * b;
          case "Divide" -> a.number() / b;
          default -> throw UntraceableException.noCounterpart("`" + name + "` of two constants");
        };
    return new Filled(number, Axes.broadcast(a.shape(), shape), a.type());
  }

  static Traced withNumber(LayerWriter out, String name, Traced x, double number) {
    return out.operation(numpy(name), x.shape(), x.type(), x.channelsLast(), x.tensor(), number);
  }

  static Traced ofTensors(LayerWriter out, String name, Traced a, Traced b, DataType type) {
    boolean last = LayerWriter.lastTogether(a, b);
    KerasTensor one = last ? out.channelsLast(a) : out.channelsFirst(a);
    KerasTensor other = last ? out.channelsLast(b) : out.channelsFirst(b);
    Shape shape = Axes.broadcast(a.shape(), b.shape());
    boolean equal = a.shape().equals(b.shape()) && a.type() == b.type() && type.isFloating();
    return MERGE_LAYERS.contains(name) && equal
        ? out.add(LayerSpec.layer(name), shape, type, last, one, other)
        : out.operation(numpy(name), shape, type, last, one, other);
  }

  private static LayerSpec numpy(String name) {
    return LayerSpec.operation("numpy", name);
  }

  /** Called on what counts where the condition holds. */
  private static Value where(ArrayCall call) {
    Traced condition = call.tensor(0);
    Traced yes = call.x();
    Traced no = call.tensor(1);
    Shape shape = Axes.broadcast(condition.shape(), Axes.broadcast(yes.shape(), no.shape()));
    LayerWriter out = call.out();
    return out.operation(
        numpy("Where"),
        shape,
        yes.type(),
        false,
        out.channelsFirst(condition),
        out.channelsFirst(yes),
        out.channelsFirst(no));
  }
}
