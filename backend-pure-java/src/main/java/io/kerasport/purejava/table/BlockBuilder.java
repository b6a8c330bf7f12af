package io.kerasport.purejava.table;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Collects the entries of one {@link Block}. */
final class BlockBuilder {
  private final int restartInterval;
  private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
  private final ByteArrayOutputStream restarts = new ByteArrayOutputStream();
  private int sinceRestart;
  private byte[] lastKey = new byte[0];

  BlockBuilder(int restartInterval) {
    this.restartInterval = restartInterval;
    reset();
  }

  /** Adds an entry, whose key is above the one before. */
  void add(byte[] key, byte[] value) {
    int shared = 0;
    if (sinceRestart < restartInterval) {
      int mismatch = Arrays.mismatch(lastKey, key);
      shared = mismatch < 0 ? key.length : mismatch;
    } else {
      putUint32(restarts, entries.size());
      sinceRestart = 0;
    }
    Varint.put(entries, shared);
    Varint.put(entries, key.length - shared);
    Varint.put(entries, value.length);
    entries.write(key, shared, key.length - shared);
    entries.writeBytes(value);
    lastKey = key;
    sinceRestart++;
  }

  boolean isEmpty() {
    return entries.size() == 0;
  }

  /** The size of the block as it would be now. */
  int size() {
    return entries.size() + restarts.size() + Block.UINT32;
  }

  /** The finished block; the builder is empty again. */
  byte[] finish() {
    putUint32(restarts, restarts.size() / Block.UINT32);
    entries.writeBytes(restarts.toByteArray());
    byte[] block = entries.toByteArray();
    reset();
    return block;
  }

  private void reset() {
    entries.reset();
    restarts.reset();
    putUint32(restarts, 0);
    sinceRestart = 0;
    lastKey = new byte[0];
  }

  private static void putUint32(ByteArrayOutputStream out, int value) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write(value >>> shift);
    }
  }
}
