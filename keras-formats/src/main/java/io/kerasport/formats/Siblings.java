package io.kerasport.formats;

import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.source.FileSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files beside one that names them. A name that is more than a name would read another place.
 *
 * @param file the one that names the others
 */
record Siblings(Path file) {
  FileSource get(String name) {
    if (name.isEmpty()
        || name.equals(".")
        || name.equals("..")
        || name.chars().anyMatch(c -> c == '/' || c == '\\' || c == ':' || c < ' ')) {
      throw new ModelFormatException(
          "The file `" + name + "` is not one beside the file that names it",
          file.toString(),
          "Put the files into one directory and name them without a path.",
          null);
    }
    Path sibling = file.resolveSibling(name);
    if (!Files.isRegularFile(sibling)) {
      throw new ModelFormatException(
          "There is no file `" + name + "` beside the one that names it",
          file.toString(),
          "Copy the whole directory; the weights are spread over its files.",
          null);
    }
    try {
      return FileSource.of(sibling);
    } catch (IOException e) {
      throw new ModelFormatException("The file cannot be read", sibling.toString(), "", e);
    }
  }
}
