package io.kerasport.formats.archive;

import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.source.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the directory at the end of a zip archive.
 *
 * <p>Archive --> (local header, data)*, directory entry*, [zip64 end record, zip64 locator], end
 * record, comment. Follows PKWARE's APPNOTE.TXT 6.3.10, sections 4.3 and 4.5.3.
 */
final class CentralDirectory {
  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final int ZIP64_LOCATOR = 0x07064b50;
  private static final int ZIP64_LOCATOR_SIZE = 20;
  private static final int ZIP64_END = 0x06064b50;
  private static final int ZIP64_END_SIZE = 56;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_SIZE = 46;
  private static final int ZIP64_EXTRA = 1;
  private static final int MANY = 0xFFFF;
  private static final int LARGE = 0xFFFFFFFF;
  private static final int LARGEST_DIRECTORY = 16 << 20;
  private static final int FILE_TYPE = 0xF000;
  private static final int SYMBOLIC_LINK = 0xA000;

  private final ByteSource source;
  private final ByteSource.Reader reader;

  private CentralDirectory(ByteSource source, ByteSource.Reader reader) {
    this.source = source;
    this.reader = reader;
  }

  static Map<String, ZipEntryInfo> read(ByteSource source, ByteSource.Reader reader)
      throws IOException {
    return new CentralDirectory(source, reader).read();
  }

  private Map<String, ZipEntryInfo> read() throws IOException {
    int tailSize = (int) Math.min(source.size(), END_SIZE + LONGEST_COMMENT);
    long tailStart = source.size() - tailSize;
    ByteBuffer tail = bytes(tailStart, tailSize);
    int end = -1;
    for (int at = tailSize - END_SIZE; at >= 0 && end < 0; at--) {
      if (tail.getInt(at) == END
          && at + END_SIZE + Short.toUnsignedInt(tail.getShort(at + 20)) == tailSize) {
        end = at;
      }
    }
    if (end < 0) {
      throw error("The zip archive has no end; it is truncated or something was appended");
    }
    long count = Short.toUnsignedInt(tail.getShort(end + 10));
    long size = Integer.toUnsignedLong(tail.getInt(end + 12));
    long offset = Integer.toUnsignedLong(tail.getInt(end + 16));
    if (count == MANY || tail.getInt(end + 12) == LARGE || tail.getInt(end + 16) == LARGE) {
      ByteBuffer wide = zip64End(tailStart + end);
      count = wide.getLong(32);
      size = wide.getLong(40);
      offset = wide.getLong(48);
    }
    if (size < 0 || size > LARGEST_DIRECTORY || offset < 0 || offset > source.size() - size) {
      throw error("The zip archive's directory lies outside the file or has " + size + " bytes");
    }
    return entries(bytes(offset, (int) size), count);
  }

  private ByteBuffer zip64End(long end) throws IOException {
    if (end < ZIP64_LOCATOR_SIZE) {
      throw error("The zip archive lacks its ZIP64 locator");
    }
    ByteBuffer locator = bytes(end - ZIP64_LOCATOR_SIZE, ZIP64_LOCATOR_SIZE);
    long at = locator.getLong(8);
    if (locator.getInt(0) != ZIP64_LOCATOR || at < 0 || at > source.size() - ZIP64_END_SIZE) {
      throw error("The zip archive lacks its ZIP64 locator");
    }
    ByteBuffer wide = bytes(at, ZIP64_END_SIZE);
    if (wide.getInt(0) != ZIP64_END) {
      throw error("The zip archive lacks its ZIP64 end record");
    }
    return wide;
  }

  private Map<String, ZipEntryInfo> entries(ByteBuffer directory, long count) {
    Map<String, ZipEntryInfo> entries = new LinkedHashMap<>();
    for (long i = 0; i < count; i++) {
      if (directory.remaining() < ENTRY_SIZE || directory.getInt(directory.position()) != ENTRY) {
        throw error("The zip archive's directory ends after " + i + " of " + count + " entries");
      }
      ZipEntryInfo entry = entry(directory);
      if (entries.put(entry.name(), entry) != null) {
        throw error("The zip archive has two entries called `" + entry.name() + "`");
      }
    }
    return entries;
  }

  private ZipEntryInfo entry(ByteBuffer directory) {
    int start = directory.position();
    int nameLength = Short.toUnsignedInt(directory.getShort(start + 28));
    int extraLength = Short.toUnsignedInt(directory.getShort(start + 30));
    int commentLength = Short.toUnsignedInt(directory.getShort(start + 32));
    int total = ENTRY_SIZE + nameLength + extraLength + commentLength;
    if (directory.remaining() < total) {
      throw error("The zip archive's directory is truncated");
    }
    byte[] name = new byte[nameLength];
    directory.get(start + ENTRY_SIZE, name);
    ByteBuffer extra =
        directory
            .slice(start + ENTRY_SIZE + nameLength, extraLength)
            .order(ByteOrder.LITTLE_ENDIAN);
    directory.position(start + total);
    String text = new String(name, StandardCharsets.UTF_8);
    checkHarmless(text, directory.getInt(start + 38) >>> 16);
    return wide(
        new ZipEntryInfo(
            text,
            Short.toUnsignedInt(directory.getShort(start + 10)),
            Short.toUnsignedInt(directory.getShort(start + 8)),
            directory.getInt(start + 16),
            Integer.toUnsignedLong(directory.getInt(start + 20)),
            Integer.toUnsignedLong(directory.getInt(start + 24)),
            Integer.toUnsignedLong(directory.getInt(start + 42))),
        extra);
  }

  /** Entries are found by name and never unpacked; a name that aims elsewhere means an attack. */
  private void checkHarmless(String name, int unixMode) {
    boolean elsewhere =
        name.startsWith("/")
            || name.indexOf('\\') >= 0
            || name.indexOf(':') >= 0
            || List.of(name.split("/")).contains("..");
    if (elsewhere || (unixMode & FILE_TYPE) == SYMBOLIC_LINK) {
      throw error("The zip archive's entry `" + name + "` points outside the archive");
    }
  }

  /** Takes the values that do not fit 32 bits from the ZIP64 field, where they stand in order. */
  private ZipEntryInfo wide(ZipEntryInfo narrow, ByteBuffer extra) {
    long limit = Integer.toUnsignedLong(LARGE);
    if (narrow.size() != limit
        && narrow.compressedSize() != limit
        && narrow.headerOffset() != limit) {
      return narrow;
    }
    while (extra.remaining() >= 4) {
      int id = Short.toUnsignedInt(extra.getShort());
      int length = Short.toUnsignedInt(extra.getShort());
      if (length > extra.remaining()) {
        break;
      }
      if (id == ZIP64_EXTRA) {
        ByteBuffer field = extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        long size = wideValue(narrow, narrow.size(), field);
        long compressed = wideValue(narrow, narrow.compressedSize(), field);
        long offset = wideValue(narrow, narrow.headerOffset(), field);
        return new ZipEntryInfo(
            narrow.name(), narrow.method(), narrow.flags(), narrow.crc(), compressed, size, offset);
      }
      extra.position(extra.position() + length);
    }
    throw error("The entry `" + narrow.name() + "` lacks its ZIP64 sizes");
  }

  private long wideValue(ZipEntryInfo entry, long narrow, ByteBuffer field) {
    if (narrow != Integer.toUnsignedLong(LARGE)) {
      return narrow;
    }
    if (field.remaining() < Long.BYTES) {
      throw error("The entry `" + entry.name() + "` lacks its ZIP64 sizes");
    }
    long value = field.getLong();
    if (value < 0) {
      throw error("The entry `" + entry.name() + "` has a negative size or offset");
    }
    return value;
  }

  private ByteBuffer bytes(long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    reader.readFully(buffer, position);
    return buffer.flip();
  }

  private ModelFormatException error(String summary) {
    return new ModelFormatException(
        summary, source.name(), "Copy the file again, or save it again with Keras.", null);
  }
}
