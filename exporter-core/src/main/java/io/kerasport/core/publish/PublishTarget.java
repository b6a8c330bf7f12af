package io.kerasport.core.publish;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** Where a staged directory goes. */
public abstract class PublishTarget {
  private PublishTarget() {}

  /**
   * A child of a directory, called by the seconds since the epoch; if that number is taken, by the
   * next free one. Never waits.
   */
  public static PublishTarget timestampedChildOf(Path directory, Clock clock) {
    return new TimestampedChild(directory.toAbsolutePath(), clock);
  }

  /** Exactly this path, which must be absent or an empty directory. */
  public static PublishTarget exactly(Path directory) {
    return new Exactly(directory.toAbsolutePath());
  }

  /** The directory the result is a child of. */
  abstract Path parent();

  /**
   * Refuses a target that is taken already.
   *
   * @throws ExportException if it is
   */
  public abstract void check();

  /** The next place to try. */
  abstract Path nextPlace();

  /** Somebody else took a place after all. */
  abstract void taken(Path place);

  private static final class TimestampedChild extends PublishTarget {
    private final Path directory;
    private final Clock clock;
    private long next;

    TimestampedChild(Path directory, Clock clock) {
      this.directory = directory;
      this.clock = clock;
    }

    @Override
    Path parent() {
      return directory;
    }

    @Override
    public void check() {
      if (Files.exists(directory) && !Files.isDirectory(directory)) {
        throw refused(directory + " is a file, not a directory to put a SavedModel into");
      }
    }

    @Override
    Path nextPlace() {
      next = Math.max(next, clock.instant().getEpochSecond());
      while (Files.exists(directory.resolve(Long.toString(next)))) {
        next++;
      }
      return directory.resolve(Long.toString(next));
    }

    @Override
    void taken(Path place) {
      next++;
    }
  }

  private static final class Exactly extends PublishTarget {
    private final Path directory;

    Exactly(Path directory) {
      this.directory = directory;
    }

    @Override
    Path parent() {
      Path parent = directory.getParent();
      if (parent == null) {
        throw refused("a file system's root cannot be a SavedModel");
      }
      return parent;
    }

    @Override
    public void check() {
      if (!Files.exists(directory)) {
        return;
      }
      if (!Files.isDirectory(directory)) {
        throw refused(directory + " exists and is a file");
      }
      try (Stream<Path> children = Files.list(directory)) {
        if (children.findAny().isPresent()) {
          throw refused(directory + " exists and is not empty");
        }
      } catch (IOException e) {
        throw refused(directory + " cannot be listed: " + e);
      }
    }

    @Override
    Path nextPlace() {
      return directory;
    }

    @Override
    void taken(Path place) {
      throw refused(place + " was taken while the SavedModel was written");
    }
  }

  private static ExportException refused(String what) {
    return new ExportException(
        ErrorId.TARGET,
        "The target is refused: " + what,
        List.of(),
        "Nothing is ever overwritten. Name a directory that does not exist yet.",
        null);
  }
}
