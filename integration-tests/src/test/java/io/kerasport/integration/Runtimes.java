package io.kerasport.integration;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import io.kerasport.Kerasport;
import io.kerasport.KerasportModule;
import io.kerasport.KerasportRuntime;
import io.kerasport.spi.KerasportExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;

/** One runtime for each backend: composing one takes longer than most of what tests do with it. */
public final class Runtimes {
  private static final Map<String, KerasportRuntime> BY_BACKEND = new ConcurrentHashMap<>();

  private Runtimes() {}

  /** The runtime that exports through a backend. */
  public static KerasportRuntime through(String backend) {
    return BY_BACKEND.computeIfAbsent(
        backend, name -> Kerasport.with(Map.of("kerasport.backend", name)));
  }

  /** Everything that extensions on the class path bind. */
  public static Injector injector() {
    List<Module> modules = new ArrayList<>(List.of(new KerasportModule()));
    ServiceLoader.load(Module.class).stream()
        .filter(provider -> provider.type().isAnnotationPresent(KerasportExtension.class))
        .map(ServiceLoader.Provider::get)
        .forEach(modules::add);
    return Guice.createInjector(modules);
  }
}
