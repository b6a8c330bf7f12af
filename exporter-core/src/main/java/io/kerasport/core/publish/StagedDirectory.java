package io.kerasport.core.publish;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A directory that is filled beside its target and then renamed to it, in one step.
 *
 * <p>The staging directory's name begins with {@link #PREFIX}, so TensorFlow Serving, which looks
 * for numbers, never picks it up, and one left by a killed process is recognisable; nothing but
 * deleting it is needed. Closing an unpublished staging directory deletes it, together with parent
 * directories that were made for it.
 */
public final class StagedDirectory implements AutoCloseable {
  /** What the names of staging directories begin with. */
  public static final String PREFIX = ".kerasport-staging-";

  private static final int ATTEMPTS = 100;

  private final PublishTarget target;
  private final Path staging;
  private final List<Path> madeParents;
  private boolean published;

  private StagedDirectory(PublishTarget target, Path staging, List<Path> madeParents) {
    this.target = target;
    this.staging = staging;
    this.madeParents = madeParents;
  }

  /**
   * Makes a staging directory beside a target.
   *
   * @throws ExportException if the target is taken, or nothing can be written beside it
   */
  public static StagedDirectory create(PublishTarget target) {
    List<Path> made = new ArrayList<>();
    try {
      target.check();
      for (Path parent = target.parent();
          parent != null && !Files.exists(parent);
          parent = parent.getParent()) {
        made.add(parent);
      }
      return new StagedDirectory(target, createIn(target.parent()), made);
    } catch (IOException e) {
      made.forEach(StagedDirectory::deleteIfEmpty);
      throw unwritable(target.parent(), e);
    }
  }

  /** Another export that made the parent, too, and failed may remove it at any moment. */
  private static Path createIn(Path parent) throws IOException {
    Path staging = parent.resolve(PREFIX + UUID.randomUUID());
    for (int attempt = 1; ; attempt++) {
      try {
        Files.createDirectories(parent);
        // Not a temporary directory of the JDK's: those are closed to the user that serves the
        // model.
        return Files.createDirectory(staging);
      } catch (NoSuchFileException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Where a file or directory of the result is staged; its parent directories exist. */
  public Path resolve(String relative) {
    Path path = staging.resolve(relative);
    try {
      Files.createDirectories(path.getParent());
    } catch (IOException e) {
      throw unwritable(path, e);
    }
    return path;
  }

  /** Stages a file. */
  public void write(String relative, byte[] content) {
    Path path = resolve(relative);
    try {
      Files.write(path, content, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /**
   * Forces everything to the disk and moves the directory to its target.
   *
   * @return where it is now
   * @throws ExportException if it cannot be moved there
   */
  public Path publish() {
    try {
      forceAll();
      while (true) {
        Path place = target.nextPlace();
        try {
          Files.move(staging, place, StandardCopyOption.ATOMIC_MOVE);
          published = true;
          force(target.parent());
          return place;
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
          target.taken(place);
        } catch (FileSystemException e) {
          if (!Files.exists(place)) {
            throw e;
          }
          target.taken(place);
        }
      }
    } catch (IOException e) {
      throw unwritable(target.parent(), e);
    }
  }

  private void forceAll() throws IOException {
    try (Stream<Path> paths = Files.walk(staging)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        force(path);
      }
    }
  }

  private static void force(Path path) throws IOException {
    boolean directory = Files.isDirectory(path);
    try (FileChannel channel =
        FileChannel.open(path, directory ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no directories; there a rename is durable without.
      if (!directory) {
        throw e;
      }
    }
  }

  @Override
  public void close() {
    if (published) {
      return;
    }
    try (Stream<Path> paths = Files.walk(staging)) {
      paths.sorted(Comparator.reverseOrder()).forEach(StagedDirectory::deleteIfEmpty);
    } catch (IOException e) {
      throw unwritable(staging, e);
    }
    madeParents.forEach(StagedDirectory::deleteIfEmpty);
  }

  private static void deleteIfEmpty(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (DirectoryNotEmptyException e) {
      // Somebody else has put something there meanwhile; it is theirs.
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  private static ExportException unwritable(Path path, IOException e) {
    return new ExportException(
        ErrorId.TARGET,
        "Cannot write to " + path + ": " + e,
        List.of(),
        "Check the directory's permissions and the free space of its file system.",
        e);
  }
}
