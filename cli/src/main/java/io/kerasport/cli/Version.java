package io.kerasport.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version the build put into {@code version.properties}. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Properties properties = new Properties();
    try (InputStream file =
        Objects.requireNonNull(Version.class.getResourceAsStream("version.properties"))) {
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException("reading version.properties", e);
    }
    return new String[] {"kerasport " + properties.getProperty("version")};
  }
}
