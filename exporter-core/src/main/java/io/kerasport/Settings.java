package io.kerasport;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.run.Device;
import java.io.File;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Kerasport's own configuration. The first source that has a key decides: the caller, system
 * properties, environment variables ({@code KERASPORT_BACKEND} for {@code kerasport.backend}), the
 * configuration file, {@code reference.conf}.
 *
 * <p>The configuration file is the one named by the system property {@code kerasport.config} or the
 * environment variable {@code KERASPORT_CONFIG}, else {@code kerasport.conf} in the working
 * directory if it exists.
 *
 * @param backend the name of the backend
 * @param device where models run
 */
record Settings(String backend, Device device) {
  private static final String ROOT = "kerasport.";
  private static final String FILE_KEY = "kerasport.config";
  private static final String DEVICE_KEY = "kerasport.device";
  private static final String DEFAULT_FILE = "kerasport.conf";

  static Settings load(Map<String, String> overrides) {
    return load(overrides, System.getenv());
  }

  static Settings load(Map<String, String> overrides, Map<String, String> environment) {
    Map<String, String> fromEnvironment = new HashMap<>();
    environment.forEach(
        (name, value) -> {
          String key = name.toLowerCase(Locale.ROOT).replace('_', '.');
          if (key.startsWith(ROOT)) {
            fromEnvironment.put(key, value);
          }
        });
    try {
      Config stated =
          ConfigFactory.parseMap(overrides, "the caller")
              .withFallback(ConfigFactory.systemProperties())
              .withFallback(ConfigFactory.parseMap(fromEnvironment, "the environment"));
      Config all =
          stated
              .withFallback(file(stated))
              .withFallback(
                  ConfigFactory.parseResources(Settings.class.getClassLoader(), "reference.conf"))
              .resolve();
      return new Settings(all.getString("kerasport.backend"), device(all));
    } catch (ConfigException e) {
      throw new ExportException(
          ErrorId.CONFIGURATION,
          "Kerasport's configuration cannot be read: " + e.getMessage(),
          List.of(),
          "Mend the setting, or remove it to use the default.",
          e);
    }
  }

  private static Device device(Config all) {
    String stated = all.getString(DEVICE_KEY);
    for (Device device : Device.values()) {
      if (device.name().equalsIgnoreCase(stated)) {
        return device;
      }
    }
    throw new ConfigException.BadValue(
        all.getValue(DEVICE_KEY).origin(), DEVICE_KEY, "it is auto, cpu or gpu, not " + stated);
  }

  private static Config file(Config stated) {
    Optional<String> named =
        stated.hasPath(FILE_KEY) ? Optional.of(stated.getString(FILE_KEY)) : Optional.empty();
    if (named.isEmpty() && !new File(DEFAULT_FILE).isFile()) {
      return ConfigFactory.empty();
    }
    File file = new File(named.orElse(DEFAULT_FILE));
    if (!file.isFile()) {
      throw new ConfigException.IO(
          com.typesafe.config.ConfigOriginFactory.newFile(file.getPath()),
          "there is no configuration file " + file);
    }
    return ConfigFactory.parseFile(file);
  }
}
