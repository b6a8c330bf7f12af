package io.kerasport.formats.archive;

import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.source.ByteSource;
import io.kerasport.formats.source.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A directory with the entries of an archive as files, as Keras writes it when not to zip. */
public final class UnpackedArchive implements Entries {
  private final Path directory;

  /** The entries in a directory. */
  public UnpackedArchive(Path directory) {
    this.directory = directory;
  }

  @Override
  public String name() {
    return directory.toString();
  }

  @Override
  public boolean has(String name) {
    return Files.isRegularFile(directory.resolve(name));
  }

  @Override
  public Optional<byte[]> bytes(String name, int longest) {
    return source(name).map(source -> read(source, longest));
  }

  private static byte[] read(ByteSource source, int longest) {
    if (source.size() > longest) {
      throw new ModelFormatException(
          "The file has " + source.size() + " bytes, at most " + longest + " are read",
          source.name(),
          "",
          null);
    }
    byte[] bytes = new byte[(int) source.size()];
    try (ByteSource.Reader reader = source.open()) {
      reader.readFully(ByteBuffer.wrap(bytes), 0);
    } catch (IOException e) {
      throw unreadable(source.name(), e);
    }
    return bytes;
  }

  @Override
  public Optional<ByteSource> source(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    try {
      return Optional.of(FileSource.of(directory.resolve(name)));
    } catch (IOException e) {
      throw unreadable(directory.resolve(name).toString(), e);
    }
  }

  private static ModelFormatException unreadable(String file, IOException e) {
    return new ModelFormatException("The file cannot be read: " + e.getMessage(), file, "", e);
  }

  @Override
  public void close() {}
}
