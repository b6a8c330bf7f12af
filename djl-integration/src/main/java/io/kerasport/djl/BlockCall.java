package io.kerasport.djl;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One Block with its inputs, and where its layers go. */
public interface BlockCall {
  /** The names of the Block and those around it, joined with slashes. */
  String path();

  /** The inputs of the Block. */
  List<BlockTensor> inputs();

  /**
   * Adds a layer of Keras.
   *
   * @param className the class, such as {@code Dense}, or a registered name such as {@code
   *     acme>Scale}, which needs a serializer of its own when the model is exported
   * @param config its settings, without name and element type
   * @param weights its weights, in the order in which Keras makes them
   * @param output the shape of its output, with the axes in the order the layer makes them; -1 for
   *     the batch
   * @param inputs its inputs, with their axes in DJL's order
   */
  BlockTensor layer(
      String className,
      Map<String, ? extends @Nullable Object> config,
      List<BlockWeight> weights,
      Shape output,
      BlockTensor... inputs);

  /** Adds the layers of a Block inside this one, in whatever way they are found. */
  List<BlockTensor> forward(Block child, List<BlockTensor> inputs);

  /**
   * A weight of a layer.
   *
   * @param name what Keras calls it
   * @param parameter the parameter it is
   * @param order which of the parameter's axes each of its axes is; empty for those in their order
   */
  record BlockWeight(String name, Parameter parameter, List<Integer> order) {
    public BlockWeight {
      order = List.copyOf(order);
    }

    /** A parameter as it is. */
    public static BlockWeight of(String name, Parameter parameter) {
      return new BlockWeight(name, parameter, List.of());
    }
  }
}
