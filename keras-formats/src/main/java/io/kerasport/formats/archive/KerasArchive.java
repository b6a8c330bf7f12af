package io.kerasport.formats.archive;

import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.source.ByteSource;
import io.kerasport.formats.source.FileSource;
import io.kerasport.formats.source.TemporarySource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;

/** An open zip archive. Sources taken from it stay readable after it is closed. */
public final class KerasArchive implements Entries {
  private static final int LOCAL_HEADER = 0x04034b50;
  private static final int LOCAL_HEADER_SIZE = 30;
  private static final long SUSPICIOUS_SIZE = 4L << 30;
  private static final long SUSPICIOUS_RATIO = 100;

  private final FileSource source;
  private final ByteSource.Reader reader;
  private final Map<String, ZipEntryInfo> entries;

  private KerasArchive(
      FileSource source, ByteSource.Reader reader, Map<String, ZipEntryInfo> entries) {
    this.source = source;
    this.reader = reader;
    this.entries = entries;
  }

  /**
   * Opens an archive and reads its directory.
   *
   * @throws ModelFormatException if it has none, or the directory is damaged
   */
  public static KerasArchive open(FileSource source) {
    try {
      ByteSource.Reader reader = source.open();
      try {
        return new KerasArchive(source, reader, CentralDirectory.read(source, reader));
      } catch (IOException | RuntimeException e) {
        reader.close();
        throw e;
      }
    } catch (IOException e) {
      throw new ModelFormatException(
          "The zip archive cannot be read: " + e.getMessage(), source.name(), "", e);
    }
  }

  @Override
  public String name() {
    return source.name();
  }

  /** The names of the entries, in the order of the directory. */
  public List<String> names() {
    return List.copyOf(entries.keySet());
  }

  @Override
  public boolean has(String name) {
    return entries.containsKey(name);
  }

  @Override
  public Optional<byte[]> bytes(String name, int longest) {
    ZipEntryInfo entry = entries.get(name);
    if (entry == null) {
      return Optional.empty();
    }
    if (entry.size() > longest) {
      throw error(
          "The entry has " + entry.size() + " bytes, at most " + longest + " are read", name);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) Math.min(entry.size(), 1 << 20));
    try {
      copy(entry, Channels.newChannel(bytes));
    } catch (IOException e) {
      throw unreadable(name, e);
    }
    return Optional.of(bytes.toByteArray());
  }

  /**
   * {@inheritDoc} A stored entry is read where it is, and checked against its checksum when it is
   * verified. A compressed one is inflated into a private temporary file, which goes when nobody
   * holds the source any more, and checked at once.
   */
  @Override
  public Optional<ByteSource> source(String name) {
    ZipEntryInfo entry = entries.get(name);
    if (entry == null) {
      return Optional.empty();
    }
    try {
      if (entry.method() == ZipEntryInfo.STORED) {
        return Optional.of(new StoredEntry(stored(entry), entry.crc()));
      }
      try (TemporarySource.Writer file = TemporarySource.create(source.name() + "!" + name)) {
        copy(entry, file);
        return Optional.of(file.finish());
      }
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private void copy(ZipEntryInfo entry, WritableByteChannel to) throws IOException {
    CRC32 crc = new CRC32();
    WritableByteChannel checked = new ChecksumChannel(to, crc);
    FileSource raw = stored(entry);
    try (ByteSource.Reader from = raw.open()) {
      if (entry.method() == ZipEntryInfo.DEFLATED) {
        Inflation.run(from, entry.compressedSize(), checked, entry.size());
      } else {
        Inflation.copy(from, entry.size(), checked);
      }
    } catch (DataFormatException e) {
      throw new IOException(e.getMessage(), e);
    }
    if ((int) crc.getValue() != entry.crc()) {
      throw StoredEntry.damaged(raw.name());
    }
  }

  /** The bytes of an entry as they are in the archive. */
  private FileSource stored(ZipEntryInfo entry) throws IOException {
    String name = entry.name();
    boolean plain =
        entry.method() == ZipEntryInfo.STORED || entry.method() == ZipEntryInfo.DEFLATED;
    if (entry.isEncrypted() || !plain) {
      throw error("The entry is encrypted or compressed in a way that is not read", name);
    }
    if (entry.method() == ZipEntryInfo.STORED && entry.size() != entry.compressedSize()) {
      throw error("The entry is stored, but declares two different sizes", name);
    }
    if (entry.size() > SUSPICIOUS_SIZE
        && entry.size() / SUSPICIOUS_RATIO > entry.compressedSize()) {
      throw error(
          "The entry declares " + entry.size() + " bytes in " + entry.compressedSize(), name);
    }
    long headerOffset = entry.headerOffset();
    if (headerOffset > source.size() - LOCAL_HEADER_SIZE) {
      throw error("The entry lies outside the file", name);
    }
    ByteBuffer header = ByteBuffer.allocate(LOCAL_HEADER_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    reader.readFully(header, headerOffset);
    if (header.getInt(0) != LOCAL_HEADER) {
      throw error("There is no zip entry at byte " + headerOffset, name);
    }
    long start =
        headerOffset
            + LOCAL_HEADER_SIZE
            + Short.toUnsignedInt(header.getShort(26))
            + Short.toUnsignedInt(header.getShort(28));
    if (start > source.size() || entry.compressedSize() > source.size() - start) {
      throw error(
          "The entry declares " + entry.compressedSize() + " bytes, which the file does not hold",
          name);
    }
    return source.range(name, start, entry.compressedSize());
  }

  private ModelFormatException unreadable(String name, IOException e) {
    return new ModelFormatException(
        "The entry cannot be read: " + e.getMessage(), source.name() + "!" + name, "", e);
  }

  private ModelFormatException error(String summary, String name) {
    return new ModelFormatException(
        summary,
        source.name() + "!" + name,
        "Copy the file again, or save it again with Keras.",
        null);
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw unreadable("", e);
    }
  }
}
