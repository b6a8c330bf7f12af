package io.kerasport.integration.keras;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tensorflow.Tensor;

/** The arrays of an {@code .npz} file, as tensors and as numbers. */
public final class NpzArrays {
  private final Map<String, Npz.Array> arrays;

  private NpzArrays(Map<String, Npz.Array> arrays) {
    this.arrays = arrays;
  }

  public static NpzArrays none() {
    return new NpzArrays(Map.of());
  }

  public static NpzArrays read(Path file) throws IOException {
    return new NpzArrays(Npz.read(file));
  }

  public Set<String> names() {
    return arrays.keySet();
  }

  /** A tensor for the caller to close. */
  public Tensor tensor(String name) {
    return ServedModel.tensor(array(name));
  }

  public double[] values(String name) {
    return ServedModel.prediction(array(name)).values();
  }

  private Npz.Array array(String name) {
    return Objects.requireNonNull(arrays.get(name), name);
  }
}
