package io.kerasport.cli;

import io.kerasport.Kerasport;
import io.kerasport.KerasportRuntime;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command has. */
final class CommonOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How the result is written: ${COMPLETION-CANDIDATES}.")
  private Format format = Format.TEXT;

  @Option(names = "--config", paramLabel = "FILE", description = "A configuration file to read.")
  private @Nullable Path config;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say nothing but the result and errors.")
  private boolean quiet;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  Format format() {
    return format;
  }

  boolean quiet() {
    return quiet;
  }

  /** A runtime with the settings given on the command line. */
  KerasportRuntime runtime() {
    return runtime(null);
  }

  /** A runtime with a chosen backend, or the configured one if it is null. */
  KerasportRuntime runtime(@Nullable String backend) {
    Map<String, String> settings = new HashMap<>();
    if (config != null) {
      settings.put("kerasport.config", config.toString());
    }
    if (backend != null) {
      settings.put("kerasport.backend", backend);
    }
    return Kerasport.with(settings);
  }
}
