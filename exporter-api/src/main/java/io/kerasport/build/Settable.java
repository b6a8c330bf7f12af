package io.kerasport.build;

import org.jspecify.annotations.Nullable;

/**
 * Takes settings by the names Keras gives them.
 *
 * @param <S> what the setters return
 */
public interface Settable<S> {
  /**
   * States a setting.
   *
   * @param key the name of the argument in Keras, such as {@code kernel_initializer}
   * @param value null, a Boolean, number, String, {@link io.kerasport.model.KerasObject}, {@link
   *     KerasLayer} for a layer inside of this one, or an array, list or map of such values
   */
  S set(String key, @Nullable Object value);
}
