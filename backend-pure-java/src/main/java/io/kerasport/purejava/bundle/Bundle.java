package io.kerasport.purejava.bundle;

import io.kerasport.core.checkpoint.CheckpointReader.Checkpoint;
import io.kerasport.export.CheckpointFormatException;
import io.kerasport.model.DType;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.WeightData;
import io.kerasport.purejava.table.MaskedCrc;
import io.kerasport.purejava.table.Varint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** An open bundle. */
final class Bundle implements Checkpoint {
  private static final int BUFFER_SIZE = 1 << 18;

  private final Path prefix;
  private final int shards;
  private final SortedMap<String, BundleEntry> entries;

  Bundle(Path prefix, int shards, SortedMap<String, BundleEntry> entries) {
    this.prefix = prefix;
    this.shards = shards;
    this.entries = entries;
  }

  @Override
  public SortedMap<String, TensorSpec> entries() {
    SortedMap<String, TensorSpec> specs = new TreeMap<>();
    entries.forEach((key, entry) -> specs.put(key, entry.spec()));
    return Collections.unmodifiableSortedMap(specs);
  }

  @Override
  public WeightData data(String key) {
    BundleEntry entry = entry(key);
    if (entry.spec().dtype().byteSize() == 0) {
      throw BundleReader.damaged(
          "An entry of type " + entry.spec() + " is no tensor of numbers", at(key), null);
    }
    return channel -> stream(key, entry, channel);
  }

  @Override
  public byte[] text(String key) {
    BundleEntry entry = entry(key);
    if (entry.spec().dtype() != DType.STRING || entry.spec().shape().rank() != 0) {
      throw BundleReader.damaged(
          "An entry of type " + entry.spec() + " is no single string", at(key), null);
    }
    try {
      return text(key, entry);
    } catch (IOException e) {
      throw unreadable(key, e);
    }
  }

  private BundleEntry entry(String key) {
    BundleEntry entry = entries.get(key);
    if (entry == null) {
      throw BundleReader.damaged("The checkpoint has no such entry", at(key), null);
    }
    return entry;
  }

  private void stream(String key, BundleEntry entry, WritableByteChannel channel)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect((int) Math.min(BUFFER_SIZE, entry.size()));
    CRC32C crc = new CRC32C();
    try (FileChannel file = open(entry)) {
      for (long done = 0; done < entry.size(); ) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), entry.size() - done));
        read(file, entry.offset() + done, buffer, key);
        crc.update(buffer.duplicate());
        done += buffer.remaining();
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
    }
    verify(key, entry, crc);
  }

  private byte[] text(String key, BundleEntry entry) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(entry.size()));
    try (FileChannel file = open(entry)) {
      read(file, entry.offset(), bytes, key);
    }
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    long length = length(key, bytes);
    CRC32C crc = new CRC32C();
    byte[] prefixBytes = StringTensor.prefix(Math.toIntExact(length), crc);
    if (prefixBytes.length + length != entry.size()
        || !Arrays.equals(
            prefixBytes, 0, prefixBytes.length, bytes.array(), 0, prefixBytes.length)) {
      throw BundleReader.damaged("The lengths of a string do not match", at(key), null);
    }
    crc.update(bytes.array(), prefixBytes.length, (int) length);
    verify(key, entry, crc);
    return Arrays.copyOfRange(bytes.array(), prefixBytes.length, bytes.limit());
  }

  private long length(String key, ByteBuffer bytes) {
    try {
      long length = Varint.get(bytes);
      if (length >= 0 && length <= bytes.remaining()) {
        return length;
      }
      throw BundleReader.damaged("A string has the length " + length, at(key), null);
    } catch (IllegalArgumentException e) {
      throw BundleReader.damaged("A string has no readable length", at(key), e);
    }
  }

  private FileChannel open(BundleEntry entry) throws IOException {
    return FileChannel.open(
        BundleFormat.dataFile(prefix, entry.shard(), shards), StandardOpenOption.READ);
  }

  private void read(FileChannel file, long position, ByteBuffer buffer, String key)
      throws IOException {
    int begin = buffer.position();
    while (buffer.hasRemaining()) {
      if (file.read(buffer, position + buffer.position() - begin) < 0) {
        throw BundleReader.damaged("The data file ends in an entry; truncated?", at(key), null);
      }
    }
    buffer.flip();
  }

  private void verify(String key, BundleEntry entry, CRC32C crc) {
    if (MaskedCrc.of(crc.getValue()) != entry.checksum()) {
      throw BundleReader.damaged("The checksum of an entry does not match", at(key), null);
    }
  }

  private CheckpointFormatException unreadable(String key, IOException e) {
    return BundleReader.damaged("An entry cannot be read (" + e.getMessage() + ")", at(key), e);
  }

  private String at(String key) {
    return prefix + ", entry " + key;
  }
}
