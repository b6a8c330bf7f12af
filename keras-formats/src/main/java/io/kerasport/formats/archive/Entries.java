package io.kerasport.formats.archive;

import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.source.ByteSource;
import java.util.Optional;

/** The entries of a model in Keras' native format, packed into a zip archive or not. */
public interface Entries extends AutoCloseable {
  /** What messages call the whole. */
  String name();

  /** Whether there is an entry with a name. */
  boolean has(String name);

  /**
   * The content of a small entry; empty if there is none.
   *
   * @param longest the most bytes that are read
   * @throws ModelFormatException if the entry is longer or damaged
   */
  Optional<byte[]> bytes(String name, int longest);

  /**
   * An entry as a source of its own, which stays readable after this is closed; empty if there is
   * none. Whether its content is whole may come out only when the source is verified.
   *
   * @throws ModelFormatException if the entry is damaged or declares an unreasonable size
   */
  Optional<ByteSource> source(String name);

  @Override
  void close();
}
