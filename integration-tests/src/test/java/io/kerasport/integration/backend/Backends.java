package io.kerasport.integration.backend;

import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import io.kerasport.core.backend.Backend;
import io.kerasport.integration.Runtimes;
import jakarta.inject.Provider;
import java.util.Map;
import java.util.Objects;

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
    return Runtimes.injector()
        .getInstance(Key.get(new TypeLiteral<Map<String, Provider<Backend>>>() {}));
  }
}
