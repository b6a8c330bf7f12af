package io.kerasport.formats.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * A file, or a range of one. It holds nothing open: each reader opens the file anew, and refuses it
 * if it is no longer the file that was looked at first.
 */
public final class FileSource implements ByteSource {
  private final Path file;
  private final String name;
  private final long offset;
  private final long size;
  private final long fileSize;
  private final FileTime modified;

  private FileSource(
      Path file, String name, long offset, long size, long fileSize, FileTime modified) {
    this.file = file;
    this.name = name;
    this.offset = offset;
    this.size = size;
    this.fileSize = fileSize;
    this.modified = modified;
  }

  /**
   * A whole file.
   *
   * @throws IOException if its attributes cannot be read
   */
  public static FileSource of(Path file) throws IOException {
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileSource(
        file, file.toString(), 0, found.size(), found.size(), found.lastModifiedTime());
  }

  /**
   * A range of this source.
   *
   * @param entry what messages call the range
   * @throws IllegalArgumentException if the range leaves this source
   */
  public FileSource range(String entry, long start, long length) {
    if (start < 0 || length < 0 || start > size || length > size - start) {
      throw new IllegalArgumentException(start + "+" + length + " leaves the " + size + " bytes");
    }
    return new FileSource(file, name + "!" + entry, offset + start, length, fileSize, modified);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public Reader open() throws IOException {
    FileTime now = Files.getLastModifiedTime(file);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    if (channel.size() != fileSize || !now.equals(modified)) {
      channel.close();
      throw new IOException("the file changed while the model was in use: " + file);
    }
    return new ChannelReader(name, channel, offset, size, true);
  }
}
