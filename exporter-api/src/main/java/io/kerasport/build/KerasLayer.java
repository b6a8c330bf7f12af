package io.kerasport.build;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A layer to build: its class and the settings that differ from Keras' defaults.
 *
 * @param <S> the type that the setters return
 */
public abstract non-sealed class KerasLayer<S extends KerasLayer<S>> extends Block
    implements Settable<S> {
  private final String className;
  private final Map<String, @Nullable Object> settings = new LinkedHashMap<>();

  /**
   * A layer with nothing set.
   *
   * @param className the Keras class, or the name that a custom one is registered under, such as
   *     {@code my_package>Scale}
   */
  protected KerasLayer(String className) {
    this.className = className;
  }

  /** The class, or the registered name of a custom one. */
  public final String className() {
    return className;
  }

  /** What is set, in the order in which it was set. */
  public final Map<String, @Nullable Object> settings() {
    return Collections.unmodifiableMap(settings);
  }

  /** The layers inside of this one. */
  public final List<Block> inner() {
    List<Block> found = new ArrayList<>();
    settings.values().forEach(value -> collect(value, found));
    return found;
  }

  private static void collect(@Nullable Object value, List<Block> found) {
    if (value instanceof Block block) {
      found.add(block);
    } else if (value instanceof List<?> list) {
      list.forEach(item -> collect(item, found));
    }
  }

  @Override
  public final S set(String key, @Nullable Object value) {
    settings.put(key, Settings.plain(value));
    return self();
  }

  /** Names the layer. */
  public final S named(String own) {
    rename(own);
    return self();
  }

  /** Keeps the layer's weights from being trained. */
  public final S frozen() {
    return set("trainable", false);
  }

  /** Sets the element types, such as {@code float64} or {@code mixed_float16}. */
  public final S dtype(String policy) {
    return set("dtype", policy);
  }

  @SuppressWarnings("unchecked") // the type parameter is the class itself
  private S self() {
    return (S) this;
  }
}
