package io.kerasport.integration.backend;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import io.kerasport.KerasportModule;
import io.kerasport.core.backend.Backend;
import io.kerasport.spi.KerasportExtension;
import jakarta.inject.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;

/** The backends on the class path, by name. */
public final class Backends {
  public static final String PURE_JAVA = "pure-java";
  public static final String TENSORFLOW = "tensorflow";

  private Backends() {}

  public static Backend named(String name) {
    Provider<Backend> backend = all().get(name);
    return Objects.requireNonNull(backend, name).get();
  }

  public static Map<String, Provider<Backend>> all() {
    List<Module> modules = new ArrayList<>();
    modules.add(new KerasportModule());
    ServiceLoader.load(Module.class).stream()
        .filter(found -> found.type().isAnnotationPresent(KerasportExtension.class))
        .map(ServiceLoader.Provider::get)
        .forEach(modules::add);
    return Guice.createInjector(modules)
        .getInstance(Key.get(new TypeLiteral<Map<String, Provider<Backend>>>() {}));
  }
}
