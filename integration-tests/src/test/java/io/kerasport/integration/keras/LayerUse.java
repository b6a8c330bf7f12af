package io.kerasport.integration.keras;

import io.kerasport.export.CustomObjects;
import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Watches what is asked of the serializers of layers when models are exported. */
final class LayerUse {
  /** What a layer did with masks. */
  enum Masks {
    MAKES,
    PASSES_ON,
    ENDS
  }

  private final Map<String, Set<KerasGeneration>> served = new TreeMap<>();
  private final Map<String, Set<KerasGeneration>> trained = new TreeMap<>();
  private final Map<String, Set<Masks>> masks = new TreeMap<>();

  Set<KerasGeneration> served(String className) {
    return served.getOrDefault(className, Set.of());
  }

  Set<KerasGeneration> trained(String className) {
    return trained.getOrDefault(className, Set.of());
  }

  Set<Masks> masks(String className) {
    return masks.getOrDefault(className, Set.of());
  }

  /** The same serializers, watched. */
  CustomObjects watch(Map<String, LayerSerializer> serializers) {
    CustomObjects watched = CustomObjects.none();
    for (Map.Entry<String, LayerSerializer> entry : serializers.entrySet()) {
      watched =
          watched.with(
              LayerSerializer.class, entry.getKey(), watched(entry.getKey(), entry.getValue()));
    }
    return watched;
  }

  private LayerSerializer watched(String className, LayerSerializer serializer) {
    return (LayerSerializer)
        Proxy.newProxyInstance(
            LayerUse.class.getClassLoader(),
            new Class<?>[] {LayerSerializer.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(serializer, arguments);
                if (result instanceof LayerOutput output
                    && arguments[0] instanceof LayerCall call) {
                  record(className, call, output);
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Takes note of layers inside a configuration, which the layer around them calls itself. */
  void wraps(Config config, KerasGeneration generation, Set<String> known) {
    if (config.get("class_name") instanceof String name && known.contains(name)) {
      served.computeIfAbsent(name, missing -> new TreeSet<>()).add(generation);
      trained.computeIfAbsent(name, missing -> new TreeSet<>()).add(generation);
    }
    for (Map.Entry<String, ?> entry : config.entries().entrySet()) {
      boolean initializer = entry.getKey().endsWith("_initializer"); // Identity is one as well
      Object value = entry.getValue();
      List<?> items = value instanceof List<?> list ? list : Collections.singletonList(value);
      for (Object item : items) {
        if (item instanceof Config inner && !initializer) {
          wraps(inner, generation, known);
        }
      }
    }
  }

  private void record(String className, LayerCall call, LayerOutput output) {
    Map<String, Set<KerasGeneration>> uses = call.training() ? trained : served;
    uses.computeIfAbsent(className, name -> new TreeSet<>()).add(call.layer().generation());
    boolean masked =
        IntStream.range(0, call.inputs().size()).anyMatch(i -> call.mask(i) != null)
            || call.keywordTensor("mask").isPresent();
    if (masked || output.mask() != null) {
      masks
          .computeIfAbsent(className, name -> new TreeSet<>())
          .add(output.mask() == null ? Masks.ENDS : masked ? Masks.PASSES_ON : Masks.MAKES);
    }
  }
}
