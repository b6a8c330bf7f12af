package io.kerasport.purejava.table;

/**
 * A table: sorted keys with their values, in blocks, with an index of the blocks at the end.
 *
 * <pre>
 * Table     --&gt; DataBlock*, MetaindexBlock, IndexBlock, Footer
 * DataBlock, MetaindexBlock, IndexBlock --&gt; {@link Block}, {@link BlockTrailer}
 * Footer    --&gt; {@link Footer}
 * </pre>
 *
 * <ul>
 *   <li>Keys ascend strictly, compared as unsigned bytes, over all data blocks.
 *   <li>The metaindex block is always there and always empty.
 *   <li>The index block has one entry for each data block: a key that is not below any key of that
 *       block and below every key of the next, and the block's {@link BlockHandle}.
 * </ul>
 *
 * <p>The numbers below are those of TensorFlow's bundle writer; readers accept any.
 */
final class TableFormat {
  /** A data block is finished when it has grown to this size. */
  static final int BLOCK_SIZE = 256 * 1024;

  /** Every so many entries of a data block, a key is stored whole. */
  static final int DATA_RESTART_INTERVAL = 16;

  static final int INDEX_RESTART_INTERVAL = 1;

  private TableFormat() {}
}
