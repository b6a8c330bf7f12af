package io.kerasport.formats.hdf5;

import io.jhdf.Utils;
import io.jhdf.checksum.ChecksumUtils;
import io.jhdf.exceptions.HdfException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the messages of an object, unparsed, so that one that nobody asks for cannot fail.
 *
 * <p>Version 1 --> version, reserved, message count, reference count, size, padding, (type16,
 * size16, flags, reserved, content)*. Version 2 --> "OHDR", version, flags, [times], [attribute
 * counts], size, (type8, size16, flags, [order], content)*, checksum. Follows the HDF5 File Format
 * Specification, IV.A.1.
 */
final class ObjectHeaderReader {
  private static final int OHDR = 0x5244484F;
  private static final int OCHK = 0x4B48434F;
  private static final int FIRST_PREFIX = 16;
  private static final int CHECKSUM = 4;
  private static final int HAS_TIMES = 1 << 5;
  private static final int HAS_ATTRIBUTE_COUNTS = 1 << 4;
  private static final int HAS_ORDER = 1 << 2;
  private static final int CHUNK_SIZE_WIDTH = 3;

  private final BoundedStorage storage;
  private final List<HeaderMessage> messages = new ArrayList<>();
  private final Deque<Block> waiting = new ArrayDeque<>();
  private final Set<Long> seen = new HashSet<>();

  private record Block(long address, long size) {}

  private ObjectHeaderReader(BoundedStorage storage) {
    this.storage = storage;
  }

  static List<HeaderMessage> read(BoundedStorage storage, long address) {
    ObjectHeaderReader reader = new ObjectHeaderReader(storage);
    ByteBuffer start = storage.readBufferFromAddress(address, 6);
    if (start.getInt(0) == OHDR) {
      reader.readSecond(address, start.get(4), Byte.toUnsignedInt(start.get(5)));
    } else if (start.get(0) == 1) {
      reader.readFirst(address);
    } else {
      throw new HdfException("there is no object at byte " + address);
    }
    return reader.messages;
  }

  private void readFirst(long address) {
    ByteBuffer prefix = storage.readBufferFromAddress(address, FIRST_PREFIX);
    int count = Short.toUnsignedInt(prefix.getShort(2));
    waiting.add(new Block(address + FIRST_PREFIX, Integer.toUnsignedLong(prefix.getInt(8))));
    while (!waiting.isEmpty() && messages.size() < count) {
      ByteBuffer block = next();
      while (block.remaining() >= 8 && messages.size() < count) {
        int type = Short.toUnsignedInt(block.getShort());
        int size = Short.toUnsignedInt(block.getShort());
        int flags = Byte.toUnsignedInt(block.get());
        block.position(block.position() + 3);
        add(type, size, flags, block);
      }
    }
  }

  private void readSecond(long address, int version, int flags) {
    if (version != 2) {
      throw new HdfException("an object has the unknown version " + version);
    }
    int sizeWidth = 1 << (flags & CHUNK_SIZE_WIDTH);
    int sizeOffset =
        6 + ((flags & HAS_TIMES) != 0 ? 16 : 0) + ((flags & HAS_ATTRIBUTE_COUNTS) != 0 ? 4 : 0);
    long size =
        Utils.readBytesAsUnsignedLong(
            storage.readBufferFromAddress(address + sizeOffset, sizeWidth), sizeWidth);
    int prefix = sizeOffset + sizeWidth;
    ByteBuffer whole = storage.map(address, Math.addExact(prefix + CHECKSUM, size));
    ChecksumUtils.validateChecksum(whole);
    readSecondBlock(whole.position(prefix).limit(whole.capacity() - CHECKSUM), flags);
    while (!waiting.isEmpty()) {
      ByteBuffer block = next();
      if (block.getInt(0) != OCHK) {
        throw new HdfException("an object's header goes on where there is none");
      }
      ChecksumUtils.validateChecksum(block);
      readSecondBlock(block.position(4).limit(block.capacity() - CHECKSUM), flags);
    }
  }

  private void readSecondBlock(ByteBuffer block, int headerFlags) {
    int messagePrefix = (headerFlags & HAS_ORDER) != 0 ? 6 : 4;
    while (block.remaining() >= messagePrefix) {
      int type = Byte.toUnsignedInt(block.get());
      int size = Short.toUnsignedInt(block.getShort());
      int flags = Byte.toUnsignedInt(block.get());
      block.position(block.position() + messagePrefix - 4);
      add(type, size, flags, block);
    }
  }

  private ByteBuffer next() {
    Block block = waiting.remove();
    if (!seen.add(block.address())) {
      throw new HdfException("an object's header goes on in itself");
    }
    return storage.map(block.address(), block.size());
  }

  private void add(int type, int size, int flags, ByteBuffer block) {
    HeaderMessage message = new HeaderMessage(type, flags, Utils.createSubBuffer(block, size));
    messages.add(message);
    if (type == HeaderMessage.CONTINUATION) {
      ByteBuffer target = message.bytes();
      waiting.add(
          new Block(
              Utils.readBytesAsUnsignedLong(target, storage.getSizeOfOffsets()),
              Utils.readBytesAsUnsignedLong(target, storage.getSizeOfLengths())));
    }
  }
}
