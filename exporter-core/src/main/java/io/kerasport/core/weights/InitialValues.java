package io.kerasport.core.weights;

import io.kerasport.core.registry.CustomObject;
import io.kerasport.core.registry.CustomObjectScope;
import io.kerasport.core.registry.Registry;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Problem;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.KerasObject;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.Weight;
import io.kerasport.model.WeightData;
import io.kerasport.spi.Initializer;
import io.kerasport.spi.WeightSpec;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values that variables start from where the source stored none. */
public final class InitialValues {
  /** Odd, so that no two seeds are the same, and large, so that neighbours are far apart. */
  private static final long SEED_STRIDE = 0x9e3779b97f4a7c15L;

  private final Registry<Initializer> initializers;

  @Inject
  InitialValues(Map<String, Provider<Initializer>> initializers, CustomObjectScope scope) {
    this.initializers = new Registry<>("initializer", Initializer.class, initializers, scope);
  }

  /**
   * The initial value of a weight.
   *
   * @param spec the weight
   * @param layer the configuration of its layer, which names the initializer
   * @param path the layer's path in the model, for messages; each path has values of its own
   * @param seed other seeds give other values
   */
  public Weight of(WeightSpec spec, Config layer, String path, long seed) {
    if (spec.stated() != null) {
      return ConstantWeights.of(spec.name(), spec.stated());
    }
    String origin = "the initializer of " + path + "/" + spec.name();
    Optional<KerasObject> initializer =
        spec.initializer() == null
            ? Optional.ofNullable(spec.drawnBy())
            : KerasObject.of(spec.initializer(), layer.at(spec.initializer()));
    WeightData data =
        initializer
            .map(named -> values(named, spec, path, origin, seed))
            .orElseGet(() -> ConstantWeights.filled(spec.spec(), spec.startValue()));
    WeightData started = spec.ones() == null ? data : withOnes(data, spec.spec(), spec.ones());
    return new Weight(spec.name(), spec.spec(), started, origin);
  }

  private WeightData values(
      KerasObject named, WeightSpec spec, String path, String origin, long seed) {
    Initializer found =
        initializers.find(named).orElseThrow(() -> unknown(named.name(), spec, path));
    // A fixed seed for each variable: the same model must give the same bytes.
    long ofVariable = origin.hashCode() + seed * SEED_STRIDE;
    return CustomObject.calledFor(
        origin, () -> found.values(spec.spec(), named.config(), ofVariable));
  }

  private static WeightData withOnes(WeightData data, TensorSpec spec, WeightSpec.Ones ones) {
    return channel -> {
      ByteArrayOutputStream collected = new ByteArrayOutputStream();
      data.writeTo(Channels.newChannel(collected));
      ByteBuffer bytes = ByteBuffer.wrap(collected.toByteArray());
      int size = spec.dtype().byteSize();
      ByteBuffer one = TensorValue.scalar(spec.dtype(), 1).bytes();
      for (int element = ones.from(); element < ones.to(); element++) {
        bytes.put(element * size, one, 0, size);
      }
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    };
  }

  private ExportException unknown(String name, WeightSpec spec, String path) {
    return new ExportException(
        ErrorId.UNSUPPORTED_MODEL,
        "There are no values for the initializer of " + path + "/" + spec.name(),
        List.of(
            new Problem(
                "`" + spec.initializer() + "`: " + initializers.unknown(name), "layer " + path)),
        "Give the weight a value, or bind an Initializer of that name.",
        null);
  }
}
