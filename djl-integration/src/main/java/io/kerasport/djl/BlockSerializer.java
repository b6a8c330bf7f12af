package io.kerasport.djl;

import ai.djl.nn.Block;
import java.util.List;

/**
 * Turns Blocks of one class into Keras layers, where their forward pass cannot be read or should
 * become layers of another kind.
 *
 * @param <B> the class of Blocks, given with {@link DjlOptions.Builder#serializer}
 */
@FunctionalInterface
public interface BlockSerializer<B extends Block> {
  /**
   * Adds the layers of one Block.
   *
   * @param block the Block, initialized
   * @param call its inputs, and where its layers go
   * @return what the Block's forward pass returns
   * @throws IllegalArgumentException if the Block cannot be exported; the message is reported with
   *     its path
   */
  List<BlockTensor> serialize(B block, BlockCall call);
}
