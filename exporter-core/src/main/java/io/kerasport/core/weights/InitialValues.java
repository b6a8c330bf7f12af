package io.kerasport.core.weights;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.model.Config;
import io.kerasport.model.Weight;
import io.kerasport.model.WeightData;
import io.kerasport.spi.Initializer;
import io.kerasport.spi.WeightSpec;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values that variables start from where the source stored none. */
final class InitialValues {
  private final Map<String, Provider<Initializer>> initializers;

  @Inject
  InitialValues(Map<String, Provider<Initializer>> initializers) {
    this.initializers = initializers;
  }

  Weight of(WeightSpec spec, Config layer, String path) {
    String origin = "the initializer of " + path + "/" + spec.name();
    Object initializer = spec.initializer() == null ? null : layer.get(spec.initializer());
    WeightData data =
        initializer == null
            ? ConstantWeights.filled(spec.spec(), spec.startValue())
            : values(initializer, spec, origin);
    return new Weight(spec.name(), spec.spec(), data, origin);
  }

  private WeightData values(Object initializer, WeightSpec spec, String origin) {
    String name = nameOf(initializer);
    Provider<Initializer> found = name == null ? null : initializers.get(name);
    if (found == null) {
      throw new ExportException(
          ErrorId.UNSUPPORTED_MODEL,
          "There is no initializer `" + (name == null ? initializer : name) + "` for " + origin,
          List.of(),
          "Give the weight a value, or bind an Initializer of that name.",
          null);
    }
    Config config =
        initializer instanceof Config object
            ? object.optionalObject("config").orElse(Config.empty())
            : Config.empty();
    // A fixed seed for each variable: the same model must give the same bytes.
    return found.get().values(spec.spec(), config, origin.hashCode());
  }

  private static @Nullable String nameOf(Object initializer) {
    if (initializer instanceof Config object) {
      return object.optionalString("class_name").orElse(null);
    }
    return initializer instanceof String name ? name : null;
  }
}
