package io.kerasport.build;

import io.kerasport.model.Config;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model to build whose call is code: a {@code SubclassedModel}, bound under the name of its class
 * or given with the options.
 *
 * @param className the name that the class is registered under, such as {@code my_package>Tower}
 * @param name the model's own name
 * @param config its configuration, which is all that its JSON has; empty if it has none, so that no
 *     JSON is written and it cannot be loaded
 */
public record Subclassed(String className, String name, Optional<Config> config) {
  public Subclassed {
    config = config.map(Settings::config);
  }

  /** A model with a configuration, to which its name is added. */
  public static Subclassed of(
      String className, String name, Map<String, ? extends @Nullable Object> config) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    named.put("name", name);
    named.putAll(config);
    return new Subclassed(className, name, Optional.of(Config.of(named)));
  }

  /** A model whose class has no {@code get_config}. */
  public static Subclassed withoutConfig(String className, String name) {
    return new Subclassed(className, name, Optional.empty());
  }
}
