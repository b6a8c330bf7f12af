package io.kerasport.serializers.operation;

import io.kerasport.graph.Attr;
import io.kerasport.graph.NodeBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A node of a graph, as the models of TensorFlow 2.0 to 2.3 hold operations: a {@code NodeDef} and
 * the constants among its inputs. Only ops that do nothing but compute are built.
 */
final class RawOp implements LayerSerializer {
  private static final String TYPE_PREFIX = "DT_";
  private static final Set<String> OPS =
      Set.of(
          ("Abs Acos Acosh Add AddN AddV2 All Any ArgMax ArgMin Asin Asinh Atan Atan2 Atanh AvgPool"
                  + " BatchMatMul BatchMatMulV2 BiasAdd BroadcastTo Cast Ceil ClipByValue ConcatV2"
                  + " Cos Cosh Cumprod Cumsum DepthToSpace DivNoNan Einsum Elu Equal Erf Erfc Exp"
                  + " ExpandDims Expm1 Fill Floor FloorDiv FloorMod GatherNd GatherV2 Greater"
                  + " GreaterEqual Identity IsFinite IsInf IsNan LeakyRelu Less LessEqual Log Log1p"
                  + " LogSoftmax LogicalAnd LogicalNot LogicalOr MatMul MatrixBandPart Max MaxPool"
                  + " Maximum Mean Min Minimum MirrorPad Mul MulNoNan Neg NotEqual OneHot OnesLike"
                  + " Pack Pad PadV2 Pow Prod Range RealDiv Reciprocal Relu Relu6 Reshape"
                  + " ResizeBilinear ResizeBicubic ResizeNearestNeighbor ReverseV2 Roll Round Rsqrt"
                  + " Select SelectV2 Selu Shape Sigmoid Sign Sin Sinh Size Slice Softmax Softplus"
                  + " Softsign SpaceToDepth Split SplitV Sqrt Square SquaredDifference Squeeze"
                  + " StopGradient StridedSlice Sub Sum Tan Tanh Tile TopKV2 Transpose Unpack Xlogy"
                  + " ZerosLike")
              .split(" "));

  @Override
  public List<String> unsupported(LayerDescription layer) {
    String op = node(layer).string("op");
    return OPS.contains(op)
        ? List.of()
        : List.of("the node's op `" + op + "` is none that is known only to compute");
  }

  private static Config node(LayerDescription layer) {
    return layer.config().object("node_def");
  }

  @Override
  public boolean autocastsInputs() {
    return false;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Config node = node(call.layer());
    Config attrs = node.optionalObject("attr").orElse(Config.empty());
    List<Operand> inputs = inputs(call, node);
    NodeBuilder builder = call.ops().graph().node(node.string("op"));
    int listed = listed(attrs, inputs.size());
    if (listed > 0) {
      builder.inputs(inputs.subList(0, listed));
    }
    inputs.subList(listed, inputs.size()).forEach(builder::input);
    attrs
        .entries()
        .forEach(
            (name, value) -> {
              if (!name.startsWith("_")) {
                builder.attr(name, attr(name, value));
              }
            });
    return new LayerOutput(builder.build().outputs(), null);
  }

  /** Ops that take a list take it first, and count it in the attribute {@code N}. */
  private static int listed(Config attrs, int inputs) {
    if (!attrs.has("N")) {
      return 0;
    }
    long count = integer("N", attrs.object("N").get("i"));
    if (count < 1 || count > inputs) {
      throw new ConfigException("N", "at most the number of inputs", count);
    }
    return (int) count;
  }

  private static List<Operand> inputs(LayerCall call, Config node) {
    Config constants = call.config().optionalObject("constants").orElse(Config.empty());
    List<Operand> tensors = call.inputs();
    DType type = tensors.isEmpty() ? DType.FLOAT : tensors.get(0).dtype();
    List<Operand> inputs = new ArrayList<>();
    int next = 0;
    for (Object input : node.list("input")) {
      @Nullable Object constant = constants.get(Integer.toString(inputs.size()));
      if (constant != null) {
        inputs.add(constant(call.ops(), constant, type));
      } else if (next < tensors.size()) {
        inputs.add(tensors.get(next++));
      } else {
        throw new ConfigException("input", "a tensor or a constant", input);
      }
    }
    if (next != tensors.size()) {
      throw new ConfigException("input", "all tensors of the call", node.get("input"));
    }
    return inputs;
  }

  private static Operand constant(Ops tf, Object value, DType type) {
    DType own = Constants.dtype("constants", value);
    boolean plain = !(value instanceof Config);
    return Constants.tensor(
        tf, "constants", value, plain && own == DType.FLOAT && type.isFloating() ? type : own);
  }

  private static Attr attr(String name, @Nullable Object value) {
    if (value instanceof Config attr && attr.entries().size() == 1) {
      Map.Entry<String, @Nullable Object> only = attr.entries().entrySet().iterator().next();
      @Nullable Object content = only.getValue();
      switch (only.getKey()) {
        case "type" -> {
          return Attr.of(type(name, content));
        }
        case "i" -> {
          return Attr.of(integer(name, content));
        }
        case "b" -> {
          return Attr.of(attr.bool("b", false));
        }
        case "f" -> {
          return Attr.of((float) attr.number("f"));
        }
        case "s" -> {
          return Attr.of(text(name, attr.string("s")));
        }
        case "list" -> {
          return list(name, attr.object("list"));
        }
        default -> throw new ConfigException(name, "an attribute of a known kind", value);
      }
    }
    throw new ConfigException(name, "an attribute of a known kind", value);
  }

  private static Attr list(String name, Config list) {
    if (list.entries().isEmpty()) {
      return Attr.ints();
    }
    if (!list.has("i") || list.entries().size() != 1) {
      throw new ConfigException(name, "a list of integers", list);
    }
    return Attr.ints(list.list("i").stream().mapToLong(item -> integer(name, item)).toArray());
  }

  /** An int64, which JSON may hold as text. */
  private static long integer(String name, @Nullable Object value) {
    if (value instanceof Long number) {
      return number;
    }
    try {
      return Long.parseLong(String.valueOf(value));
    } catch (NumberFormatException e) {
      throw new ConfigException(name, "an integer", value);
    }
  }

  private static DType type(String name, @Nullable Object value) {
    String text = String.valueOf(value);
    for (DType type : DType.values()) {
      if (text.equals(TYPE_PREFIX + type)) {
        return type;
      }
    }
    throw new ConfigException(name, "an element type", value);
  }

  private static String text(String name, String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(name, "text in base64", base64);
    }
  }
}
