package io.kerasport;

import io.kerasport.export.Exporter;
import io.kerasport.export.ModelBuilder;
import io.kerasport.export.ModelLoader;
import io.kerasport.export.ModelReader;
import java.util.Map;

/**
 * Puts Kerasport together from the extensions on the class path.
 *
 * <pre>{@code
 * Model model = Kerasport.reader().read(Path.of("resnet50.keras"));
 * ExportResult result = Kerasport.exporter().export(model, Path.of("models/resnet50"));
 * Model restored = Kerasport.loader().load(result.path());
 * }</pre>
 *
 * <p>Each call composes anew; a program that exports often keeps the {@link KerasportRuntime}. A
 * host with an injector of its own installs {@link KerasportModule} and the extensions' modules
 * instead.
 */
public final class Kerasport {
  private Kerasport() {}

  /**
   * A runtime with settings that override system properties, environment and configuration file.
   *
   * @param settings such as {@code kerasport.backend}; see {@code reference.conf} for all keys
   * @throws io.kerasport.export.ExportException if a setting is wrong or extensions contradict each
   *     other
   */
  public static KerasportRuntime with(Map<String, String> settings) {
    return KerasportRuntime.compose(Settings.load(settings));
  }

  /** Reads Keras files. */
  public static ModelReader reader() {
    return with(Map.of()).reader();
  }

  /** Builds models that programs describe. */
  public static ModelBuilder builder() {
    return with(Map.of()).builder();
  }

  /** Writes SavedModels. */
  public static Exporter exporter() {
    return with(Map.of()).exporter();
  }

  /** Loads exported SavedModels back. */
  public static ModelLoader loader() {
    return with(Map.of()).loader();
  }
}
