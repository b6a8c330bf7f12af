package io.kerasport.formats.hdf5;

import io.jhdf.FractalHeap;
import io.jhdf.Utils;
import io.jhdf.btree.record.AttributeNameForIndexedAttributesRecord;
import io.jhdf.object.message.AttributeMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Finds the attributes of an object. Only the one asked for is parsed. */
final class Attributes {
  private static final long UNDEFINED = -1;
  private static final int HAS_ORDER_INDEX = 1;

  private final BoundedStorage storage;
  private final List<ByteBuffer> attributes = new ArrayList<>();

  private Attributes(BoundedStorage storage) {
    this.storage = storage;
  }

  static Attributes of(List<HeaderMessage> header, BoundedStorage storage) {
    Attributes found = new Attributes(storage);
    for (HeaderMessage message : header) {
      if (message.type() == HeaderMessage.ATTRIBUTE) {
        found.attributes.add(message.bytes());
      } else if (message.type() == HeaderMessage.ATTRIBUTE_INFO) {
        found.addIndexed(message.bytes());
      }
    }
    return found;
  }

  /** Many or large attributes are kept in a heap with an index. */
  private void addIndexed(ByteBuffer info) {
    int flags = info.get(1);
    info.position((flags & HAS_ORDER_INDEX) != 0 ? 4 : 2);
    long heapAddress = Utils.readBytesAsUnsignedLong(info, storage.getSizeOfOffsets());
    long indexAddress = Utils.readBytesAsUnsignedLong(info, storage.getSizeOfOffsets());
    if (heapAddress == UNDEFINED) {
      return;
    }
    FractalHeap heap = new FractalHeap(storage, heapAddress);
    for (AttributeNameForIndexedAttributesRecord record :
        NewStyleLinks.<AttributeNameForIndexedAttributesRecord>records(storage, indexAddress)) {
      attributes.add(heap.getId(record.getHeapId()));
    }
  }

  Optional<AttributeMessage> named(String name) {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    return attributes.stream()
        .filter(attribute -> isNamed(attribute, wanted))
        .findFirst()
        .map(
            attribute ->
                new AttributeMessage(
                    attribute.slice().order(attribute.order()), storage, new BitSet()));
  }

  /** Version, flags, name size, type size, space size, [character set], name. */
  private static boolean isNamed(ByteBuffer attribute, byte[] wanted) {
    int at = attribute.get(0) == 3 ? 9 : 8;
    int nameSize = Short.toUnsignedInt(attribute.getShort(2));
    if (nameSize < wanted.length || attribute.limit() < at + nameSize) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (attribute.get(at + i) != wanted[i]) {
        return false;
      }
    }
    return nameSize == wanted.length || attribute.get(at + wanted.length) == 0;
  }
}
