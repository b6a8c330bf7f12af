package io.kerasport.serializers;

import io.kerasport.graph.Attr;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.Loop;
import io.kerasport.graph.NodeBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes down the nodes it is asked for, one a line, constants inline. It checks nothing; whether
 * TensorFlow takes the nodes and what they compute is for the tests that run them.
 */
final class RecordingGraph implements GraphBuilder {
  private final List<String> lines;
  private final Set<String> names;
  private final String scope;

  RecordingGraph() {
    this(new ArrayList<>(), new HashSet<>(), "");
  }

  private RecordingGraph(List<String> lines, Set<String> names, String scope) {
    this.lines = lines;
    this.names = names;
    this.scope = scope;
  }

  /** A tensor from outside, such as an input or a weight. */
  static Operand tensor(String name, DType dtype, Shape shape) {
    return tensor(name, "Placeholder", List.of(), new TensorSpec(dtype, shape));
  }

  /** A tensor that an earlier layer made. */
  static Operand tensor(String name, String type, List<Operand> inputs, TensorSpec spec) {
    return new Recorded(name, type, inputs, List.of(spec), null).output();
  }

  /** The nodes other than constants, in the order they were made. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public NodeBuilder node(String type) {
    return new Node(type);
  }

  @Override
  public GraphBuilder withScope(String name) {
    return new RecordingGraph(lines, names, unique(scope + name) + "/");
  }

  @Override
  public GraphBuilder withControls(List<Operation> operations) {
    throw new UnsupportedOperationException();
  }

  @Override
  public GraphBuilder withDevice(String device) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Operand> inputs(Operation operation) {
    return ((Recorded) operation).inputs();
  }

  @Override
  public List<Operand> loop(Loop loop) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Optional<Operand>> gradients(Operand y, List<Operand> xs) {
    throw new UnsupportedOperationException();
  }

  private String unique(String wanted) {
    String name = wanted;
    for (int i = 1; !names.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  /** A node; {@code constant} is its value if it is one. */
  private record Recorded(
      String name,
      String type,
      List<Operand> inputs,
      List<TensorSpec> specs,
      @Nullable TensorValue constant)
      implements Operation {
    @Override
    public List<Operand> outputs() {
      return IntStream.range(0, specs.size())
          .<Operand>mapToObj(i -> new Output(this, i, specs.get(i).dtype(), specs.get(i).shape()))
          .toList();
    }
  }

  private record Output(Recorded operation, int index, DType dtype, Shape shape)
      implements Operand {
    @Override
    public String toString() {
      return operation.constant() != null
          ? text(operation.constant())
          : operation.name() + (index == 0 ? "" : ":" + index);
    }
  }

  private static String text(TensorValue value) {
    var bytes = value.bytes();
    List<String> elements = new ArrayList<>();
    while (bytes.hasRemaining()) {
      elements.add(
          switch (value.spec().dtype()) {
            case FLOAT -> Float.toString(bytes.getFloat());
            case DOUBLE -> Double.toString(bytes.getDouble());
            case INT32 -> Integer.toString(bytes.getInt());
            case INT64 -> Long.toString(bytes.getLong());
            case UINT8 -> Integer.toString(Byte.toUnsignedInt(bytes.get()));
            case BOOL -> Boolean.toString(bytes.get() != 0);
            default -> throw new IllegalArgumentException("constant of " + value.spec());
          });
    }
    return value.spec().shape().rank() == 0 ? elements.get(0) : elements.toString();
  }

  private final class Node implements NodeBuilder {
    private final String type;
    private String name;
    private final List<Operand> inputs = new ArrayList<>();
    private final Map<String, Attr> attrs = new TreeMap<>();

    Node(String type) {
      this.type = type;
      this.name = type;
    }

    @Override
    public NodeBuilder name(String newName) {
      name = newName;
      return this;
    }

    @Override
    public NodeBuilder sharedUnderItsName() {
      throw new UnsupportedOperationException();
    }

    @Override
    public NodeBuilder input(Operand operand) {
      inputs.add(operand);
      return this;
    }

    @Override
    public NodeBuilder inputs(List<? extends Operand> operands) {
      inputs.addAll(operands);
      return this;
    }

    @Override
    public NodeBuilder attr(String key, Attr value) {
      attrs.put(key, value);
      return this;
    }

    @Override
    public NodeBuilder control(Operation operation) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Operation build() {
      if (attrs.get("value") instanceof Attr.Literal literal) {
        return new Recorded("", type, List.of(), List.of(literal.value().spec()), literal.value());
      }
      Recorded node =
          new Recorded(
              unique(scope + name), type, inputs, RecordedShapes.of(type, inputs, attrs), null);
      lines.add(
          node.name()
              + " = "
              + type
              + inputs.stream().map(Object::toString).collect(Collectors.joining(", ", "(", ")"))
              + attrs.entrySet().stream()
                  .map(attr -> " " + attr.getKey() + "=" + text(attr.getValue()))
                  .collect(Collectors.joining()));
      return node;
    }

    private static String text(Attr attr) {
      if (attr instanceof Attr.Many many) {
        return many.values().stream().map(Node::text).collect(Collectors.joining(",", "[", "]"));
      }
      String text = attr.toString();
      return text.substring(text.indexOf('=') + 1, text.length() - 1);
    }
  }

  /** The elements of an integer constant; empty if the operand is none. */
  static long[] integers(Operand operand) {
    TensorValue value = ((Recorded) operand.operation()).constant();
    return value == null ? new long[0] : value.integers();
  }
}
