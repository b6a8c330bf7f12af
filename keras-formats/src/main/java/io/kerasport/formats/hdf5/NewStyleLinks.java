package io.kerasport.formats.hdf5;

import io.jhdf.FractalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The links of a group in the format of HDF5 1.8 and later, which is written on request only. */
final class NewStyleLinks {
  private static final long UNDEFINED = -1;

  private NewStyleLinks() {}

  static Map<String, Link> read(BoundedStorage storage, ObjectHeader header) {
    LinkInfoMessage info = header.getMessageOfType(LinkInfoMessage.class);
    List<LinkMessage> messages =
        info.getBTreeNameIndexAddress() == UNDEFINED
            ? header.getMessagesOfType(LinkMessage.class)
            : indexed(storage, info);
    Map<String, Link> links = new LinkedHashMap<>();
    for (LinkMessage message : messages) {
      if (links.put(message.getLinkName(), link(message)) != null) {
        throw new HdfException("a group has two members called `" + message.getLinkName() + "`");
      }
    }
    return links;
  }

  private static List<LinkMessage> indexed(BoundedStorage storage, LinkInfoMessage info) {
    FractalHeap heap = new FractalHeap(storage, info.getFractalHeapAddress());
    List<LinkMessage> messages = new ArrayList<>();
    for (LinkNameForIndexedGroupRecord record :
        new BTreeV2<LinkNameForIndexedGroupRecord>(storage, info.getBTreeNameIndexAddress())
            .getRecords()) {
      messages.add(LinkMessage.fromBuffer(heap.getId(record.getId()), storage.getSuperblock()));
    }
    return messages;
  }

  private static Link link(LinkMessage message) {
    return switch (message.getLinkType()) {
      case HARD -> Link.hard(message.getHardLinkAddress());
      case SOFT -> Link.refused("soft link");
      case EXTERNAL -> Link.refused("link to another file");
    };
  }
}
