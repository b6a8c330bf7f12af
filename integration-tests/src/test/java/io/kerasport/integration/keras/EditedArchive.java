package io.kerasport.integration.keras;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Copies a {@code .keras} archive with changes that Keras would not make. */
final class EditedArchive {
  private static final String CONFIG = "config.json";
  private static final int DIRECTORY_ENTRY = 0x02014b50;
  private static final int UNIX = 3 << 8;
  private static final int SYMBOLIC_LINK = 0120777;

  private EditedArchive() {}

  /** Another configuration. */
  static Path withConfig(Path archive, Path target, UnaryOperator<String> edit) throws IOException {
    copy(
        archive,
        target,
        (name, content) ->
            name.equals(CONFIG)
                ? edit.apply(new String(content, StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8)
                : content,
        "",
        0);
    return target;
  }

  /** Another entry, of so many zeros. */
  static Path withEntry(Path archive, Path target, String name, long zeros) throws IOException {
    copy(archive, target, (entry, content) -> content, name, zeros);
    return target;
  }

  /** Its weights are a symbolic link. */
  static Path withLink(Path archive, Path target) throws IOException {
    copy(archive, target, (name, content) -> content, "link", 1);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(target)).order(ByteOrder.LITTLE_ENDIAN);
    int last = 0;
    for (int at = 0; at < bytes.limit() - 4; at++) {
      last = bytes.getInt(at) == DIRECTORY_ENTRY ? at : last;
    }
    bytes.putShort(last + 4, (short) UNIX).putInt(last + 38, SYMBOLIC_LINK << 16);
    return Files.write(target, bytes.array());
  }

  private static void copy(Path archive, Path target, Change change, String added, long zeros)
      throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile());
        OutputStream file = Files.newOutputStream(target);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!entry.getName().equals(added)) {
          byte[] content = zip.getInputStream(entry).readAllBytes();
          out.putNextEntry(new ZipEntry(entry.getName()));
          out.write(change.of(entry.getName(), content));
        }
      }
      if (!added.isEmpty()) {
        out.putNextEntry(new ZipEntry(added));
        byte[] some = new byte[1 << 16];
        for (long left = zeros; left > 0; left -= some.length) {
          out.write(some, 0, (int) Math.min(left, some.length));
        }
      }
    }
  }

  @FunctionalInterface
  private interface Change {
    byte[] of(String name, byte[] content) throws IOException;
  }
}
