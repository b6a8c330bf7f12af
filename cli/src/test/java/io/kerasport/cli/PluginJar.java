package io.kerasport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Builds the jar of the plug-in in {@code src/test/plugin}, as any build would. */
final class PluginJar {
  private static final Path SOURCES = Path.of("src", "test", "plugin");
  private static final String SERVICES = "META-INF/services/com.google.inject.Module";

  private static final int MAJOR_VERSION_AT = 7;

  private PluginJar() {}

  /**
   * Builds the jar.
   *
   * @param directory where to
   * @param module the class that its service file names
   */
  static Path build(Path directory, String module) throws IOException {
    return build(directory, module, 0);
  }

  /** Builds the jar for another Java, if its class file version is not 0. */
  static Path build(Path directory, String module, int version) throws IOException {
    Path classes = Files.createDirectories(directory.resolve("classes"));
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    try (Stream<Path> sources = Files.walk(SOURCES);
        StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<Path> java = sources.filter(file -> file.toString().endsWith(".java")).toList();
      List<String> options =
          List.of(
              "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
      assertThat(
              compiler
                  .getTask(
                      null,
                      files,
                      null,
                      options,
                      null,
                      files.getJavaFileObjects(java.toArray(Path[]::new)))
                  .call())
          .isTrue();
    }
    Path jar = directory.resolve("acme-layers.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> compiled = Files.walk(classes)) {
      for (Path file : compiled.filter(Files::isRegularFile).toList()) {
        entries.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        byte[] content = Files.readAllBytes(file);
        if (version > 0) {
          content[MAJOR_VERSION_AT] = (byte) version;
        }
        entries.write(content);
      }
      entries.putNextEntry(new JarEntry(SERVICES));
      entries.write((module + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }
}
