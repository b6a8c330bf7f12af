package io.kerasport.formats.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Puts zip archives together byte by byte, so that every field can lie. */
public final class ZipBytes {
  private final List<Entry> entries = new ArrayList<>();

  /** An entry with all its fields. */
  public static final class Entry {
    private final String name;
    private final byte[] data;
    private int method;
    private int flags;
    private int unixMode = 0100644;
    private long size;
    private long compressedSize;
    private int crc;
    private boolean zip64;

    private Entry(String name, byte[] data) {
      this.name = name;
      this.data = data;
    }

    /** Declares another size of the content. */
    public Entry declaring(long bytes) {
      size = bytes;
      return this;
    }

    /** Declares another size in the archive. */
    public Entry declaringCompressed(long bytes) {
      compressedSize = bytes;
      return this;
    }

    /** Declares a checksum that is not the content's. */
    public Entry withWrongChecksum() {
      crc ^= 1;
      return this;
    }

    /** Declares a symbolic link. */
    public Entry asSymbolicLink() {
      unixMode = 0120777;
      return this;
    }

    /** Declares another compression method. */
    public Entry withMethod(int number) {
      method = number;
      return this;
    }

    /** Declares encryption. */
    public Entry encrypted() {
      flags = 1;
      return this;
    }

    /** Keeps the sizes in the ZIP64 field. */
    public Entry zip64() {
      zip64 = true;
      return this;
    }
  }

  /** Adds a stored entry. */
  public Entry stored(String name, byte[] content) {
    Entry entry = new Entry(name, content.clone());
    return add(entry, content, content.length);
  }

  /** Adds a deflated entry. */
  public Entry deflated(String name, byte[] content) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(content);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    Entry entry = new Entry(name, out.toByteArray());
    entry.method = ZipEntryInfo.DEFLATED;
    return add(entry, content, out.size());
  }

  private Entry add(Entry entry, byte[] content, long compressedSize) {
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.crc = (int) crc.getValue();
    entry.size = content.length;
    entry.compressedSize = compressedSize;
    entries.add(entry);
    return entry;
  }

  /** The archive. */
  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      directory.writeBytes(header(entry, out.size()));
      out.writeBytes(header(entry, -1));
      out.writeBytes(entry.data);
    }
    ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(0x06054b50).putInt(0).putShort((short) entries.size());
    end.putShort((short) entries.size()).putInt(directory.size()).putInt(out.size());
    out.writeBytes(directory.toByteArray());
    out.writeBytes(end.array());
    return out.toByteArray();
  }

  /** A local header, or with an offset its entry in the directory. */
  private static byte[] header(Entry entry, int offset) {
    byte[] name = entry.name.getBytes(StandardCharsets.UTF_8);
    boolean central = offset >= 0;
    int extra = entry.zip64 && central ? 20 : 0;
    ByteBuffer header =
        ByteBuffer.allocate((central ? 46 : 30) + name.length + extra)
            .order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(central ? 0x02014b50 : 0x04034b50);
    header.putShort((short) 45);
    if (central) {
      header.putShort((short) 45);
    }
    header.putShort((short) entry.flags).putShort((short) entry.method).putInt(0);
    header.putInt(entry.crc);
    header.putInt(extra > 0 ? -1 : (int) entry.compressedSize);
    header.putInt(extra > 0 ? -1 : (int) entry.size);
    header.putShort((short) name.length).putShort((short) extra);
    if (central) {
      header.putShort((short) 0).putShort((short) 0).putShort((short) 0);
      header.putInt(entry.unixMode << 16).putInt(offset);
    }
    header.put(name);
    if (extra > 0) {
      header.putShort((short) 1).putShort((short) 16);
      header.putLong(entry.size).putLong(entry.compressedSize);
    }
    return header.array();
  }
}
