package io.kerasport.formats.hdf5;

import io.jhdf.FractalHeap;
import io.jhdf.Utils;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.BTreeRecord;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.LinkMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The links of a group in the format of HDF5 1.8 and later, which is written on request only. */
final class NewStyleLinks {
  private static final long UNDEFINED = -1;
  private static final int HAS_LARGEST_ORDER = 1;

  private NewStyleLinks() {}

  static Map<String, Link> read(BoundedStorage storage, List<HeaderMessage> header) {
    Map<String, Link> links = new LinkedHashMap<>();
    for (HeaderMessage message : header) {
      if (message.type() == HeaderMessage.LINK) {
        add(LinkMessage.fromBuffer(message.bytes(), storage.getSuperblock()), links);
      } else if (message.type() == HeaderMessage.LINK_INFO) {
        for (LinkMessage link : indexed(storage, message.bytes())) {
          add(link, links);
        }
      }
    }
    return links;
  }

  private static List<LinkMessage> indexed(BoundedStorage storage, ByteBuffer info) {
    info.position((info.get(1) & HAS_LARGEST_ORDER) != 0 ? 10 : 2);
    long heapAddress = Utils.readBytesAsUnsignedLong(info, storage.getSizeOfOffsets());
    long indexAddress = Utils.readBytesAsUnsignedLong(info, storage.getSizeOfOffsets());
    List<LinkMessage> messages = new ArrayList<>();
    if (heapAddress != UNDEFINED && indexAddress != UNDEFINED) {
      FractalHeap heap = new FractalHeap(storage, heapAddress);
      for (LinkNameForIndexedGroupRecord record :
          NewStyleLinks.<LinkNameForIndexedGroupRecord>records(storage, indexAddress)) {
        messages.add(LinkMessage.fromBuffer(heap.getId(record.getId()), storage.getSuperblock()));
      }
    }
    return messages;
  }

  /** All records of an index, whose declared number jHDF would allocate before it looks. */
  static <T extends BTreeRecord> List<T> records(BoundedStorage storage, long address) {
    int countAt = 16 + storage.getSizeOfOffsets() + 2;
    ByteBuffer header =
        storage.readBufferFromAddress(address, countAt + storage.getSizeOfLengths());
    int recordSize = Short.toUnsignedInt(header.getShort(10));
    long count =
        Utils.readBytesAsUnsignedLong(header.position(countAt), storage.getSizeOfLengths());
    if (recordSize == 0 || count > storage.size() / recordSize) {
      throw new HdfException("an index declares " + count + " records");
    }
    return new BTreeV2<T>(storage, address).getRecords();
  }

  private static void add(LinkMessage message, Map<String, Link> links) {
    if (links.put(message.getLinkName(), link(message)) != null) {
      throw new HdfException("a group has two members called `" + message.getLinkName() + "`");
    }
  }

  private static Link link(LinkMessage message) {
    return switch (message.getLinkType()) {
      case HARD -> Link.hard(message.getHardLinkAddress());
      case SOFT -> Link.refused("soft link");
      case EXTERNAL -> Link.refused("link to another file");
    };
  }
}
