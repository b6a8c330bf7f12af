package io.kerasport.integration;

import io.kerasport.Kerasport;
import io.kerasport.KerasportRuntime;
import java.util.Map;
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
}
