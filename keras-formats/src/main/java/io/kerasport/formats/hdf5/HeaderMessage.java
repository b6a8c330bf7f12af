package io.kerasport.formats.hdf5;

import io.jhdf.exceptions.HdfException;
import java.nio.ByteBuffer;

/**
 * One message of an object header.
 *
 * @param type what it is
 * @param flags how it is stored
 * @param content its bytes, little-endian
 */
record HeaderMessage(int type, int flags, ByteBuffer content) {
  static final int DATA_SPACE = 0x01;
  static final int LINK_INFO = 0x02;
  static final int DATA_TYPE = 0x03;
  static final int LINK = 0x06;
  static final int EXTERNAL_FILES = 0x07;
  static final int DATA_LAYOUT = 0x08;
  static final int FILTERS = 0x0B;
  static final int ATTRIBUTE = 0x0C;
  static final int CONTINUATION = 0x10;
  static final int SYMBOL_TABLE = 0x11;
  static final int ATTRIBUTE_INFO = 0x15;

  private static final int LAST_KNOWN = 0x17;
  private static final int SHARED = 1 << 1;
  private static final int MUST_BE_KNOWN = 1 << 7;

  HeaderMessage {
    if (type > LAST_KNOWN && (flags & MUST_BE_KNOWN) != 0) {
      throw new HdfException("an object has a message of the unknown type " + type);
    }
  }

  /** The bytes, each time from the start. */
  ByteBuffer bytes() {
    if ((flags & SHARED) != 0) {
      throw new HdfException("a message of type " + type + " is shared between objects");
    }
    return content.slice().order(content.order());
  }
}
