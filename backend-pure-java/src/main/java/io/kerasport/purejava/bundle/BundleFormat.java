package io.kerasport.purejava.bundle;

import java.nio.file.Path;

/**
 * A TensorBundle: the tensors of a checkpoint under a path prefix.
 *
 * <pre>
 * Files
 *   prefix.index                  a table: "" --&gt; BundleHeaderProto, key --&gt; BundleEntryProto
 *   prefix.data-SSSSS-of-NNNNN    shard S of N: tensors in any order, at the offsets of their entries
 *
 * Tensor --&gt; Numbers | Strings
 * Numbers --&gt; little-endian elements in row-major order, without padding
 * Strings --&gt; {@link StringTensor}
 * </pre>
 *
 * <ul>
 *   <li>The header has the number of shards, the byte order and the format version; its key is
 *       empty, so that it is the first entry.
 *   <li>An entry has element type, shape, shard, offset, size and the masked CRC-32C of exactly the
 *       bytes stored. A tensor without elements has size 0 and the checksum of nothing.
 *   <li>Keys are UTF-8 and ascend as unsigned bytes.
 * </ul>
 */
final class BundleFormat {
  static final byte[] HEADER_KEY = {};
  static final int VERSION = 1;

  private BundleFormat() {}

  static Path indexFile(Path prefix) {
    return prefix.resolveSibling(prefix.getFileName() + ".index");
  }

  static Path dataFile(Path prefix, int shard, int shards) {
    return prefix.resolveSibling(
        "%s.data-%05d-of-%05d".formatted(prefix.getFileName(), shard, shards));
  }
}
