package io.kerasport.benchmarks;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import io.kerasport.KerasportModule;
import io.kerasport.spi.KerasportExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Composes Kerasport as a host with an injector of its own does. */
final class Composition {
  private Composition() {}

  static Injector injector() {
    List<Module> modules = new ArrayList<>();
    modules.add(new KerasportModule());
    ServiceLoader.load(Module.class).stream()
        .filter(provider -> provider.type().isAnnotationPresent(KerasportExtension.class))
        .map(ServiceLoader.Provider::get)
        .forEach(modules::add);
    return Guice.createInjector(modules);
  }
}
