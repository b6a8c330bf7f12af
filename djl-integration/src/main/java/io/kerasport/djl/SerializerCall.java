package io.kerasport.djl;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.util.Pair;
import io.kerasport.djl.Value.Stored;
import io.kerasport.djl.Value.Traced;
import io.kerasport.model.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a serializer sees of the Block that it converts. */
final class SerializerCall implements BlockCall {
  private final Block block;
  private final String path;
  private final List<BlockTensor> inputs;
  private final BlockConverter converter;
  private final LayerWriter out;

  private SerializerCall(
      Block block,
      String path,
      List<BlockTensor> inputs,
      BlockConverter converter,
      LayerWriter out) {
    this.block = block;
    this.path = path;
    this.inputs = inputs;
    this.converter = converter;
    this.out = out;
  }

  static List<Value> serialize(
      BlockSerializer<Block> serializer,
      Block block,
      String path,
      List<Value> inputs,
      BlockConverter converter,
      LayerWriter out) {
    List<BlockTensor> tensors = new ArrayList<>();
    inputs.forEach(input -> tensors.add(out.tensor(input)));
    SerializerCall call = new SerializerCall(block, path, tensors, converter, out);
    return serializer.serialize(block, call).stream().map(SerializerCall::value).toList();
  }

  private static Value value(BlockTensor tensor) {
    if (tensor instanceof Traced traced) {
      return traced;
    }
    throw UntraceableException.noCounterpart(
        "a tensor that was made outside of the serializer's call");
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public List<BlockTensor> inputs() {
    return inputs;
  }

  @Override
  public BlockTensor layer(
      String className,
      Map<String, ? extends @Nullable Object> config,
      List<BlockWeight> weights,
      Shape output,
      BlockTensor... tensors) {
    int end = className.indexOf('>');
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    config.forEach((key, value) -> settings.put(key, written(value)));
    LayerSpec spec =
        new LayerSpec(
            end < 0 ? "keras.layers" : className.substring(0, end),
            className.substring(end + 1),
            end < 0 ? null : className,
            settings,
            weights.stream().map(SerializerCall::weight).toList());
    return out.layer(
        spec, output, Arrays.stream(tensors).map(SerializerCall::value).toArray(Traced[]::new));
  }

  private static Weight weight(BlockWeight weight) {
    Stored stored = new Stored(weight.parameter());
    long[] view = stored.shape().getShape();
    if (weight.order().isEmpty()) {
      return ParameterWeights.of(weight.name(), weight.parameter(), view);
    }
    int[] order = weight.order().stream().mapToInt(axis -> axis).toArray();
    long[] shape = Arrays.stream(order).mapToLong(axis -> view[axis]).toArray();
    return ParameterWeights.permuted(weight.name(), weight.parameter(), view, order, shape);
  }

  /** Numbers and lists as configurations hold them. */
  private static @Nullable Object written(@Nullable Object value) {
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Float number) {
      return ArrayCall.exact(number);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> items = new ArrayList<>();
      list.forEach(item -> items.add(written(item)));
      return items;
    }
    return value;
  }

  @Override
  public List<BlockTensor> forward(Block child, List<BlockTensor> tensors) {
    String name = child.getClass().getSimpleName();
    for (Pair<String, Block> one : block.getChildren()) {
      name = one.getValue() == child ? one.getKey() : name;
    }
    List<Value> values = tensors.stream().map(SerializerCall::value).toList();
    List<Value> result = converter.convert(BlockTree.child(path, name), child, values);
    if (result == null) {
      throw UntraceableException.noCounterpart("the Block " + name + " inside");
    }
    List<BlockTensor> outputs = new ArrayList<>();
    result.forEach(value -> outputs.add(out.tensor(value)));
    return outputs;
  }
}
