package io.kerasport.core.registry;

import io.kerasport.export.CustomObjects;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/**
 * The custom objects of the call that runs on the current thread. Names are looked up deep inside
 * of the stages of an export, so that every stage would have to pass the objects on.
 */
@Singleton
public final class CustomObjectScope {
  private final ThreadLocal<CustomObjects> current = ThreadLocal.withInitial(CustomObjects::none);

  /** No custom objects. */
  @Inject
  public CustomObjectScope() {}

  /** Runs a call in which custom objects come before what extensions have bound. */
  public <T> T with(CustomObjects objects, Supplier<T> call) {
    CustomObjects outer = current.get();
    current.set(objects);
    try {
      return call.get();
    } finally {
      current.set(outer);
    }
  }

  CustomObjects current() {
    return current.get();
  }
}
