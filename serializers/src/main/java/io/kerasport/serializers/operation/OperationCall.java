package io.kerasport.serializers.operation;

import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A call of an operation with its arguments by name, wherever a generation keeps them. */
final class OperationCall {
  private final LayerCall call;
  private final Config arguments;

  private OperationCall(LayerCall call, Config arguments) {
    this.call = call;
    this.arguments = arguments;
  }

  static OperationCall of(Operation operation, LayerCall call) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>(operation.defaults());
    if (!call.layer().isKeras2()) {
      named.putAll(call.config().entries());
    }
    List<@Nullable Object> positional = call.arguments();
    List<String> parameters = operation.parameters();
    for (int i = 0; i < positional.size(); i++) {
      if (i >= parameters.size()) {
        throw refused(call, "is called with " + positional.size() + " arguments");
      }
      if (parameters.get(i).startsWith("*")) {
        named.put(parameters.get(i), positional.subList(i, positional.size()));
        break;
      }
      put(named, parameters.get(i), positional.get(i));
    }
    call.keywordArguments()
        .forEach((key, value) -> put(named, operation.names().getOrDefault(key, key), value));
    return new OperationCall(call, Config.of(named));
  }

  /** Null is no argument: it stands for the default. */
  private static void put(
      Map<String, @Nullable Object> named, String name, @Nullable Object value) {
    if (value != null) {
      named.put(name, value);
    }
  }

  Ops tf() {
    return call.ops();
  }

  boolean isKeras2() {
    return call.layer().isKeras2();
  }

  /** The arguments by name: tensors, and constants as configurations have them. */
  Config arguments() {
    return arguments;
  }

  /** An argument that must be there. */
  Object required(String name) {
    Object value = arguments.get(name);
    if (value == null) {
      throw new ConfigException(name, "an argument", null);
    }
    return value;
  }

  /** A tensor, or a constant as one. */
  Operand tensor(String name) {
    return Constants.tensor(tf(), name, required(name));
  }

  /** The tensor {@code x}. */
  Operand x() {
    return tensor("x");
  }

  /** The tensor {@code x} in a floating point type. */
  Operand floatingX() {
    return floating(x());
  }

  /** An argument as a tensor of a type. */
  Operand tensor(String name, DType dtype) {
    return Constants.tensor(tf(), name, required(name), dtype);
  }

  /** Arguments in the type they are computed in together. */
  List<Operand> together(String... names) {
    List<Argument> values = new ArrayList<>();
    for (String name : names) {
      values.add(new Argument(name, required(name)));
    }
    return together(values);
  }

  /** The items of an argument that is a list, in the type they are computed in together. */
  List<Operand> items(String name) {
    List<Argument> values = new ArrayList<>();
    for (Object item : arguments.list(name)) {
      if (item == null) {
        throw new ConfigException(name, "a list of tensors", required(name));
      }
      values.add(new Argument(name, item));
    }
    if (values.isEmpty()) {
      throw new ConfigException(name, "at least one tensor", required(name));
    }
    return together(values);
  }

  private List<Operand> together(List<Argument> values) {
    DType dtype = Types.common(values, isKeras2());
    return values.stream()
        .map(argument -> Constants.tensor(tf(), argument.name(), argument.value(), dtype))
        .toList();
  }

  /** An argument that is there. */
  record Argument(String name, Object value) {}

  /** A tensor in a floating point type; TensorFlow's own functions never change the type. */
  Operand floating(Operand x) {
    return isKeras2() || x.dtype().isFloating() ? x : tf().cast(x, DType.FLOAT);
  }

  /** The element type an argument names, or another if there is none. */
  DType dtype(String name, DType otherwise) {
    return arguments.has(name) ? dtype(name) : otherwise;
  }

  /** The element type an argument names. */
  DType dtype(String name) {
    String given = arguments.string(name);
    try {
      return DType.ofKerasName(given);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(name, "an element type", given);
    }
  }

  /** The axes in {@code axis}, counted from the front; all of them if there is none. */
  int[] axes(Operand x) {
    return axesOf("axis", x);
  }

  /** The axes in an argument, counted from the front; all of them if it is not there. */
  int[] axesOf(String name, Operand x) {
    int rank = x.shape().rank();
    return arguments.has(name)
        ? Sizes.axes(arguments, name, rank)
        : IntStream.range(0, rank).toArray();
  }

  /** The one axis in an argument, counted from the front. */
  int axis(String name, Operand x) {
    int[] axes = Sizes.axes(arguments, name, x.shape().rank());
    if (axes.length != 1) {
      throw new ConfigException(name, "one axis", arguments.get(name));
    }
    return axes[0];
  }

  boolean keepsDims() {
    return arguments.bool("keepdims", false);
  }

  Operand activate(Object activation, Operand x) {
    return call.activate(activation, x);
  }

  /** Says that this operation cannot be exported. */
  UnsupportedModelException refused(String what) {
    return refused(call, what);
  }

  private static UnsupportedModelException refused(LayerCall call, String what) {
    return new UnsupportedModelException(
        "A bare operation cannot be exported",
        List.of(new Problem("the operation " + what, "layer " + call.layer().name())),
        "Write it with other operations, or as a layer.");
  }
}
