package io.kerasport.formats.hdf5;

import io.jhdf.Utils;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.AttributeMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes an attribute of strings, fixed or variable in length. An attribute without elements
 * decodes to an empty list whatever its type: h5py writes an empty list as floating point.
 */
final class StringAttribute {
  /** All strings of one attribute together, so that shared heap values cannot multiply. */
  private static final long LONGEST_TOTAL = 80L << 20;

  private final AttributeMessage message;
  private final BoundedStorage storage;
  private final HeapStrings heapStrings;

  StringAttribute(AttributeMessage message, BoundedStorage storage, HeapStrings heapStrings) {
    this.message = message;
    this.storage = storage;
    this.heapStrings = heapStrings;
  }

  /** The strings as their bytes, without padding. */
  List<byte[]> values() {
    long count = message.getDataSpace().getTotalLength();
    ByteBuffer data = message.getDataBuffer();
    if (count == 0 || data == null) {
      return List.of();
    }
    DataType type = message.getDataType();
    if (type instanceof StringData text) {
      return fixed(text, count, data);
    }
    if (type instanceof VariableLength text && text.isVariableLengthString()) {
      return variable(count, data);
    }
    throw new HdfException("attribute `" + message.getName() + "` does not hold strings");
  }

  private List<byte[]> fixed(StringData type, long count, ByteBuffer data) {
    int width = type.getSize();
    requireData(count, width, data);
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ByteBuffer element = data.slice(i * width, width);
      type.getStringPaddingHandler().setBufferLimit(element);
      values.add(copy(element));
    }
    return values;
  }

  private List<byte[]> variable(long count, ByteBuffer data) {
    int offsetBytes = storage.getSizeOfOffsets();
    requireData(count, 4 + offsetBytes + 4, data);
    long total = 0;
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = Utils.readBytesAsUnsignedInt(data, 4);
      long address = Utils.readBytesAsUnsignedLong(data, offsetBytes);
      int index = Utils.readBytesAsUnsignedInt(data, 4);
      total += length;
      if (total > LONGEST_TOTAL) {
        throw new HdfException(
            "attribute `" + message.getName() + "` holds more than " + LONGEST_TOTAL + " bytes");
      }
      values.add(length == 0 ? new byte[0] : untilNull(heapStrings.bytes(address, index, length)));
    }
    return values;
  }

  private static byte[] untilNull(ByteBuffer bytes) {
    // h5py writes no terminator, the C library's tools do
    int end = bytes.limit();
    while (end > 0 && bytes.get(end - 1) == 0) {
      end--;
    }
    return copy(bytes.limit(end));
  }

  private void requireData(long count, int width, ByteBuffer data) {
    if (width <= 0 || count > data.remaining() / width) {
      throw new HdfException(
          "attribute `"
              + message.getName()
              + "` declares "
              + count
              + " strings and holds "
              + data.remaining()
              + " bytes");
    }
  }

  private static byte[] copy(ByteBuffer element) {
    byte[] bytes = new byte[element.remaining()];
    element.get(bytes);
    return bytes;
  }
}
