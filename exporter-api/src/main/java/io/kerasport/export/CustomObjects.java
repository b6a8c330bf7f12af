package io.kerasport.export;

import io.kerasport.spi.Activation;
import io.kerasport.spi.Constraint;
import io.kerasport.spi.Initializer;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.LearningRateSchedule;
import io.kerasport.spi.Loss;
import io.kerasport.spi.Metric;
import io.kerasport.spi.Optimizer;
import io.kerasport.spi.Regularizer;
import io.kerasport.spi.SubclassedModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Implementations for names in a model, given for one call. They come before those that extensions
 * have bound, so a name may also be served otherwise than usual.
 */
public final class CustomObjects {
  private static final List<Class<?>> KINDS =
      List.of(
          LayerSerializer.class,
          Activation.class,
          Initializer.class,
          Loss.class,
          Metric.class,
          Optimizer.class,
          LearningRateSchedule.class,
          Regularizer.class,
          Constraint.class,
          SubclassedModel.class);
  private static final CustomObjects NONE = new CustomObjects(Map.of());

  private final Map<Class<?>, Map<String, Object>> byKind;

  private CustomObjects(Map<Class<?>, Map<String, Object>> byKind) {
    this.byKind = byKind;
  }

  /** Only what extensions have bound. */
  public static CustomObjects none() {
    return NONE;
  }

  /**
   * An object for a name.
   *
   * @param kind one of the extension points of {@code io.kerasport.spi} that go by name
   */
  public static <T> CustomObjects of(Class<T> kind, String name, T object) {
    return NONE.with(kind, name, object);
  }

  /**
   * These and one more.
   *
   * @param kind one of the extension points of {@code io.kerasport.spi} that go by name, such as
   *     {@code Loss.class}
   * @param name the class or function name in the model's configuration, or the name it was
   *     registered under, such as {@code package>Scale}
   * @throws IllegalArgumentException if nothing of such a kind goes by name, or the name is taken
   */
  public <T> CustomObjects with(Class<T> kind, String name, T object) {
    if (!KINDS.contains(kind)) {
      throw new IllegalArgumentException(kind.getName() + " is no kind of custom object");
    }
    Map<Class<?>, Map<String, Object>> more = new HashMap<>(byKind);
    Map<String, Object> ofKind = new HashMap<>(more.getOrDefault(kind, Map.of()));
    if (ofKind.put(name, object) != null) {
      throw new IllegalArgumentException(kind.getSimpleName() + " `" + name + "` is given twice");
    }
    more.put(kind, ofKind);
    return new CustomObjects(more);
  }

  /** The object of a name. */
  public <T> Optional<T> find(Class<T> kind, String name) {
    return Optional.ofNullable(byKind.getOrDefault(kind, Map.of()).get(name)).map(kind::cast);
  }

  /** The names of one kind. */
  public List<String> names(Class<?> kind) {
    return byKind.getOrDefault(kind, Map.of()).keySet().stream().sorted().toList();
  }
}
