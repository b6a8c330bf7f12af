package io.kerasport.tensorflow;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import io.kerasport.core.backend.Backend;
import io.kerasport.export.ExportException;
import java.util.Map;
import java.util.Objects;

/** Finds the backend, uses it if told so, and prints what it says. */
final class StartsBackend {
  private StartsBackend() {}

  public static void main(String[] arguments) {
    Map<String, Backend> backends =
        Guice.createInjector(new TensorFlowBackendModule())
            .getInstance(Key.get(new TypeLiteral<Map<String, Backend>>() {}));
    Backend backend = Objects.requireNonNull(backends.get("tensorflow"));
    System.out.println("found " + backend.name());
    if (arguments.length == 0) {
      return;
    }
    for (int attempt = 0; attempt < 2; attempt++) {
      try {
        backend.newGraph().close();
        System.out.println("started");
      } catch (ExportException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
