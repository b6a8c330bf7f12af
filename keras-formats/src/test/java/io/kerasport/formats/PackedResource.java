package io.kerasport.formats;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;

/** Test files that are kept gzipped. */
public final class PackedResource {
  private PackedResource() {}

  /** The unpacked file. */
  public static Path of(Class<?> beside, String name) {
    try {
      Path packed = Path.of(beside.getResource(name + ".gz").toURI());
      Path unpacked = packed.resolveSibling(Path.of(name).getFileName());
      if (!Files.exists(unpacked) || isOlder(unpacked, packed)) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
          Files.copy(in, unpacked, StandardCopyOption.REPLACE_EXISTING);
        }
      }
      return unpacked;
    } catch (IOException | URISyntaxException e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  private static boolean isOlder(Path one, Path other) throws IOException {
    return Files.getLastModifiedTime(one).compareTo(Files.getLastModifiedTime(other)) < 0;
  }
}
