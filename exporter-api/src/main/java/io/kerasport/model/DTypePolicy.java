package io.kerasport.model;

import org.jspecify.annotations.Nullable;

/**
 * The element types a layer computes and stores its variables in.
 *
 * @param name Keras' name of the policy, such as {@code float32} or {@code mixed_float16}
 * @param compute the type of the layer's math
 * @param variable the type of the layer's variables
 */
public record DTypePolicy(String name, DType compute, DType variable) {
  private static final String MIXED = "mixed_";

  /**
   * Reads the {@code dtype} entry of a layer's configuration, in any of the forms Keras writes:
   * absent, a name, or a policy object with the name in its config.
   *
   * @throws ConfigException if the entry has another form or names no known policy, as quantized
   *     policies do
   */
  public static DTypePolicy of(@Nullable Object dtype) {
    if (dtype == null) {
      return named("float32");
    }
    if (dtype instanceof String name) {
      return named(name);
    }
    if (dtype instanceof Config policy && policy.optionalObject("config").isPresent()) {
      Config config = policy.object("config");
      if (!config.has("mode") && config.has("name")) {
        return named(config.string("name"));
      }
    }
    throw new ConfigException("dtype", "a dtype or a dtype policy", dtype);
  }

  private static DTypePolicy named(String name) {
    try {
      return name.startsWith(MIXED)
          ? new DTypePolicy(name, DType.ofKerasName(name.substring(MIXED.length())), DType.FLOAT)
          : new DTypePolicy(name, DType.ofKerasName(name), DType.ofKerasName(name));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("dtype", "a dtype or a dtype policy", name);
    }
  }
}
