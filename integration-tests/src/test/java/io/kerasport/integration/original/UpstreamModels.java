package io.kerasport.integration.original;

import io.kerasport.export.CustomObjects;
import io.kerasport.graph.Operand;
import io.kerasport.graph.TensorValue;
import io.kerasport.integration.keras.NpzArrays;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.Activation;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.WeightSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Tensor;

/** The models of {@code upstream.py}, and what Keras did with them. */
final class UpstreamModels {
  private UpstreamModels() {}

  static Path file(String name) {
    URL url = UpstreamModels.class.getResource("/fixtures/upstream/" + name);
    try {
      return Path.of(Objects.requireNonNull(url, name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static NpzArrays arrays() {
    try {
      return NpzArrays.read(file("upstream.npz"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tensors by what is left of their names, for the caller to close. */
  static Map<String, Tensor> tensors(NpzArrays arrays, String prefix) {
    Map<String, Tensor> tensors = new HashMap<>();
    for (String name : arrays.names()) {
      if (name.startsWith(prefix)) {
        tensors.put(name.substring(prefix.length()), arrays.tensor(name));
      }
    }
    return tensors;
  }

  /** A layer that gives zeros in training, and a function of the user's. */
  static CustomObjects customObjects() {
    Activation capped =
        (tf, x, generation) ->
            tf.minimum(tf.nn().relu(x), tf.constant(TensorValue.scalar(x.dtype(), 6)));
    return CustomObjects.of(LayerSerializer.class, "acme>ZerosInTraining", new ZerosInTraining())
        .with(Activation.class, "acme>capped", capped);
  }

  private static final class ZerosInTraining implements LayerSerializer {
    @Override
    public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
      return List.of();
    }

    @Override
    public LayerOutput call(LayerCall call) {
      Operand x = call.input();
      return LayerOutput.of(call.training() ? call.ops().mul(x, 0) : x);
    }
  }
}
