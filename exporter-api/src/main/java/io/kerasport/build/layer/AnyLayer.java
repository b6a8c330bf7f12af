package io.kerasport.build.layer;

import io.kerasport.build.KerasLayer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A layer of any class: one of Keras that has no factory here, or a custom one. */
public final class AnyLayer extends KerasLayer<AnyLayer> {
  private AnyLayer(String className) {
    super(className);
  }

  /**
   * A layer with the settings that differ from its defaults.
   *
   * @param className the Keras class, or the name that a custom class is registered under, such as
   *     {@code my_package>Scale}
   * @param settings by the names of its arguments; see {@link KerasLayer#set}
   */
  public static AnyLayer of(String className, Map<String, ? extends @Nullable Object> settings) {
    AnyLayer layer = new AnyLayer(className);
    settings.forEach(layer::set);
    return layer;
  }
}
