package io.kerasport.serializers.initializer;

import io.kerasport.spi.Initializer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names of the initializers. */
public final class Initializers {
  private Initializers() {}

  /** Initializers by every name files use. */
  public static Map<String, Initializer> byName() {
    Map<String, Initializer> all = new LinkedHashMap<>();
    put(all, new Constant(0), "Zeros", "ZerosV2", "zeros", "zero");
    put(all, new Constant(1), "Ones", "OnesV2", "ones", "one");
    put(all, new Constant(0), "Constant", "ConstantV2", "constant");
    put(all, RandomInitializer.normal(), "RandomNormal", "RandomNormalV2", "random_normal");
    put(all, RandomInitializer.normal(), "normal");
    put(all, RandomInitializer.uniform(), "RandomUniform", "RandomUniformV2", "random_uniform");
    put(all, RandomInitializer.uniform(), "uniform");
    put(all, RandomInitializer.truncatedNormal(), "TruncatedNormal", "TruncatedNormalV2");
    put(all, RandomInitializer.truncatedNormal(), "truncated_normal");
    put(all, VarianceScaling.configured(), "VarianceScaling", "VarianceScalingV2");
    put(all, VarianceScaling.configured(), "variance_scaling");
    putPair(all, "Glorot", "glorot", 1, "fan_avg");
    putPair(all, "He", "he", 2, "fan_in");
    putPair(all, "Lecun", "lecun", 1, "fan_in");
    put(all, new Orthogonal(), "Orthogonal", "OrthogonalV2", "orthogonal");
    put(all, new Orthogonal(), "OrthogonalInitializer");
    put(all, new Identity(), "Identity", "IdentityV2", "identity", "IdentityInitializer");
    return all;
  }

  private static void putPair(
      Map<String, Initializer> all, String name, String function, double scale, String mode) {
    Initializer normal = VarianceScaling.fixed(scale, mode, "truncated_normal");
    Initializer uniform = VarianceScaling.fixed(scale, mode, "uniform");
    put(all, normal, name + "Normal", name + "NormalV2", function + "_normal");
    put(all, normal, function + "_normalV2");
    put(all, uniform, name + "Uniform", name + "UniformV2", function + "_uniform");
    put(all, uniform, function + "_uniformV2");
  }

  private static void put(Map<String, Initializer> all, Initializer initializer, String... names) {
    for (String name : names) {
      all.put(name, initializer);
    }
  }
}
