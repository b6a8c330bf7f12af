package io.kerasport.purejava.table;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** The bytes of a table with one data block; valid unless a part is replaced. */
final class TableBytes {
  private byte[] dataBlock = block(entry(0, "a", "first"), entry(0, "b", "second"));
  private byte compression = BlockTrailer.NO_COMPRESSION;
  private int checksumFlips;
  private BlockHandle dataHandle = new BlockHandle(0, dataBlock.length);
  private long magic = Footer.MAGIC;
  private int cut;

  /** An entry with any numbers in front. */
  static byte[] entry(long shared, long unshared, long valueLength, byte[]... keyAndValue) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Varint.put(out, shared);
    Varint.put(out, unshared);
    Varint.put(out, valueLength);
    for (byte[] part : keyAndValue) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] entry(int shared, String suffix, String value) {
    return entry(shared, suffix.length(), value.length(), ascii(suffix), ascii(value));
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A block with one restart. */
  static byte[] block(byte[]... entries) {
    return blockWithRestarts(1, entries);
  }

  /** A block that tells any number of restarts and has one. */
  static byte[] blockWithRestarts(int restarts, byte[]... entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      out.writeBytes(entry);
    }
    out.writeBytes(new byte[Block.UINT32]);
    out.writeBytes(uint32(restarts));
    return out.toByteArray();
  }

  TableBytes withDataBlock(byte[] block) {
    dataBlock = block.clone();
    dataHandle = new BlockHandle(0, block.length);
    return this;
  }

  TableBytes withCompression(int type) {
    compression = (byte) type;
    return this;
  }

  TableBytes withChecksumFlipped() {
    checksumFlips = 1;
    return this;
  }

  TableBytes withDataHandle(long offset, long size) {
    dataHandle = new BlockHandle(offset, size);
    return this;
  }

  TableBytes withMagic(long number) {
    magic = number;
    return this;
  }

  TableBytes withoutLast(int bytes) {
    cut = bytes;
    return this;
  }

  byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    put(out, dataBlock, compression, checksumFlips);
    BlockHandle metaindex = put(out, block(), BlockTrailer.NO_COMPRESSION, 0);
    byte[] handle = dataHandle.toBytes();
    byte[] indexEntry = entry(0, 1, handle.length, ascii("c"), handle);
    BlockHandle index = put(out, block(indexEntry), BlockTrailer.NO_COMPRESSION, 0);
    byte[] footer = new Footer(metaindex, index).toBytes();
    ByteBuffer.wrap(footer).order(ByteOrder.LITTLE_ENDIAN).putLong(Footer.HANDLES_LENGTH, magic);
    out.writeBytes(footer);
    return Arrays.copyOf(out.toByteArray(), out.size() - cut);
  }

  private static BlockHandle put(
      ByteArrayOutputStream out, byte[] block, byte compression, int flips) {
    BlockHandle handle = new BlockHandle(out.size(), block.length);
    CRC32C crc = new CRC32C();
    crc.update(block);
    crc.update(compression);
    out.writeBytes(block);
    out.write(compression);
    out.writeBytes(uint32(MaskedCrc.of(crc.getValue()) ^ flips));
    return handle;
  }

  private static byte[] uint32(int value) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }
}
