package io.kerasport.core.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class StagedDirectoryTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

  @TempDir Path directory;

  @Test
  void publishesUnderTheSecondsSinceTheEpoch() {
    assertThat(publish(child()).getFileName()).hasToString("1700000000");
  }

  @Test
  void takesTheNextFreeNumberWhenTheSecondIsTaken() throws IOException {
    Files.createDirectory(directory.resolve("1700000000"));
    assertThat(publish(child()).getFileName()).hasToString("1700000001");
  }

  @Test
  void givesTwoExportsOfOneSecondTheirOwnDirectories() {
    try (StagedDirectory first = StagedDirectory.create(child());
        StagedDirectory second = StagedDirectory.create(child())) {
      first.write("a", new byte[] {1});
      second.write("a", new byte[] {2});
      assertThat(first.publish()).isNotEqualTo(second.publish());
    }
  }

  @Test
  void hasNothingAtTheTargetBeforePublishing() throws IOException {
    try (StagedDirectory staging = StagedDirectory.create(child())) {
      staging.write("variables/x", new byte[] {1});
      assertThat(names(directory))
          .allSatisfy(name -> assertThat(name).startsWith(StagedDirectory.PREFIX));
    }
  }

  @Test
  void leavesNothingBehindWhenNotPublished() throws IOException {
    Path deep = directory.resolve("models/resnet");
    try (StagedDirectory staging =
        StagedDirectory.create(PublishTarget.timestampedChildOf(deep, CLOCK))) {
      staging.write("variables/x", new byte[] {1});
    }
    assertThat(names(directory)).isEmpty();
  }

  @Test
  void keepsWhatOthersPutBesideItMeanwhile() throws IOException {
    Path models = directory.resolve("models");
    try (StagedDirectory staging =
        StagedDirectory.create(PublishTarget.timestampedChildOf(models, CLOCK))) {
      staging.write("x", new byte[] {1});
      Files.writeString(models.resolve("theirs"), "");
    }
    assertThat(names(models)).containsExactly("theirs");
  }

  @Test
  void writesToTheExactPathWhenItIsAbsent() {
    Path target = directory.resolve("model");
    assertThat(publish(PublishTarget.exactly(target))).isEqualTo(target);
    assertThat(target.resolve("file")).hasBinaryContent(new byte[] {7});
  }

  @Test
  void writesToTheExactPathWhenItIsEmpty() throws IOException {
    Path target = Files.createDirectory(directory.resolve("model"));
    assertThat(publish(PublishTarget.exactly(target)).resolve("file")).exists();
  }

  @Test
  void refusesAnExactPathThatIsNotEmpty() throws IOException {
    Path target = Files.createDirectory(directory.resolve("model"));
    Files.writeString(target.resolve("theirs"), "");
    assertThatThrownBy(() -> publish(PublishTarget.exactly(target)))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.TARGET))
        .hasMessageContaining(target.toString())
        .hasMessageContaining("not empty");
  }

  @Test
  void refusesAnExactPathThatWasTakenMeanwhile() throws IOException {
    Path target = directory.resolve("model");
    try (StagedDirectory staging = StagedDirectory.create(PublishTarget.exactly(target))) {
      Files.createDirectory(target);
      Files.writeString(target.resolve("theirs"), "");
      assertThatThrownBy(staging::publish).hasMessageContaining("was taken");
    }
    assertThat(names(target)).containsExactly("theirs");
  }

  @Test
  void refusesAFileAsTarget() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertThatThrownBy(() -> publish(PublishTarget.timestampedChildOf(file, CLOCK)))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("is a file");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void givesTheResultTheUsualPermissions() throws IOException {
    Path usual = Files.createDirectory(directory.resolve("usual"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(publish(child()))))
        .isEqualTo(PosixFilePermissions.toString(Files.getPosixFilePermissions(usual)));
  }

  private PublishTarget child() {
    return PublishTarget.timestampedChildOf(directory, CLOCK);
  }

  private static Path publish(PublishTarget target) {
    try (StagedDirectory staging = StagedDirectory.create(target)) {
      staging.write("file", new byte[] {7});
      return staging.publish();
    }
  }

  private static List<String> names(Path path) throws IOException {
    try (Stream<Path> children = Files.list(path)) {
      return children.map(child -> child.getFileName().toString()).toList();
    }
  }
}
