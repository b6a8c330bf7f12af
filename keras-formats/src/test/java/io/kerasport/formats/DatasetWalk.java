package io.kerasport.formats;

import io.kerasport.export.ExportException;
import io.kerasport.formats.hdf5.Hdf5Dataset;
import io.kerasport.formats.hdf5.Hdf5File;
import io.kerasport.formats.hdf5.Hdf5Group;
import io.kerasport.formats.source.FileSource;
import io.kerasport.model.Weight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads everything in an HDF5 file that a model's reader could come to, some levels deep. */
final class DatasetWalk {
  private static final int DEEPEST = 3;

  private DatasetWalk() {}

  static void over(Path file) throws IOException {
    try (Hdf5File hdf5 = Hdf5File.open(FileSource.of(file))) {
      walk(hdf5.root(), 0);
    } catch (ExportException e) {
      if (e.getMessage() == null) {
        throw new AssertionError("an error without a message", e);
      }
    }
  }

  private static void walk(Hdf5Group group, int depth) {
    int left = 50;
    attribute(group);
    for (String name : group.names()) {
      if (left-- > 0) {
        member(group, name, depth);
      }
    }
  }

  private static void attribute(Hdf5Group group) {
    for (String name : new String[] {"layer_names", "weight_names", "list", "text", "split"}) {
      try {
        group.stringsAttribute(name);
      } catch (ExportException e) {
        continue;
      }
    }
  }

  private static void member(Hdf5Group group, String name, int depth) {
    try {
      Optional<Hdf5Dataset> dataset = group.dataset(name);
      if (dataset.isPresent()) {
        Hdf5Dataset found = dataset.get();
        ReadersFuzzTest.stream(new Weight(name, found.spec(), found.data(), found.place()));
      } else if (depth < DEEPEST) {
        group.group(name).ifPresent(inner -> walk(inner, depth + 1));
      }
    } catch (ExportException e) {
      if (e.getMessage() == null) {
        throw new AssertionError("an error without a message", e);
      }
    }
  }
}
