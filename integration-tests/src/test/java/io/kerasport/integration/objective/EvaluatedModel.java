package io.kerasport.integration.objective;

import io.kerasport.model.Config;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;

/** The evaluation graph of an export, as TensorFlow runs it. */
final class EvaluatedModel implements AutoCloseable {
  private static final String METRICS = "metrics/";

  private final SavedModelBundle bundle;
  private final SignatureDef signature;

  private EvaluatedModel(SavedModelBundle bundle) {
    this.bundle = bundle;
    this.signature = bundle.metaGraphDef().getSignatureDefOrThrow("eval");
  }

  static EvaluatedModel load(Path directory) {
    return new EvaluatedModel(
        SavedModelBundle.loader(directory.toString()).withTags("eval").load());
  }

  /**
   * An array to feed.
   *
   * @param values row-major
   */
  record Array(long[] shape, float[] values) {
    static Array of(Config config) {
      long[] shape = config.integers("shape").stream().mapToLong(Long::longValue).toArray();
      List<Double> numbers = config.numbers("values");
      float[] values = new float[numbers.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = numbers.get(i).floatValue();
      }
      return new Array(shape, values);
    }
  }

  SignatureDef signature() {
    return signature;
  }

  /** The names of the metrics. */
  TreeSet<String> metrics() {
    TreeSet<String> names = new TreeSet<>();
    for (String key : signature.getOutputsMap().keySet()) {
      if (key.startsWith(METRICS) && key.endsWith("/value")) {
        names.add(key.substring(METRICS.length(), key.length() - "/value".length()));
      }
    }
    return names;
  }

  /** The loss of a batch. */
  double[] loss(Map<String, Array> batch) {
    return run(List.of(output("loss")), batch).get(0);
  }

  /** Takes a batch into the state of every metric. */
  void update(Map<String, Array> batch) {
    run(metrics().stream().map(name -> output(METRICS + name + "/update_op")).toList(), batch);
  }

  /** The value of every metric. */
  Map<String, double[]> values() {
    List<String> names = new ArrayList<>(metrics());
    List<double[]> fetched =
        run(names.stream().map(name -> output(METRICS + name + "/value")).toList(), Map.of());
    Map<String, double[]> values = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), fetched.get(i));
    }
    return values;
  }

  /** Runs the op that resets the metrics. */
  void reset() {
    SignatureDef init = bundle.metaGraphDef().getSignatureDefOrThrow("__saved_model_init_op");
    Session.Runner runner = bundle.session().runner();
    runner.addTarget(init.getOutputsOrThrow("__saved_model_init_op").getName());
    runner.run().close();
  }

  private String output(String key) {
    return signature.getOutputsOrThrow(key).getName();
  }

  /** Feeds by the signature's keys; what is no key is the name of a placeholder. */
  private List<double[]> run(List<String> tensors, Map<String, Array> batch) {
    List<Tensor> fed = new ArrayList<>();
    try {
      Session.Runner runner = bundle.session().runner();
      batch.forEach(
          (key, array) -> {
            TensorInfo info = signature.getInputsMap().get(key);
            boolean half = info != null && info.getDtypeValue() == 19;
            Tensor tensor = tensor(array, half);
            fed.add(tensor);
            runner.feed(info == null ? key + ":0" : info.getName(), tensor);
          });
      tensors.forEach(runner::fetch);
      List<double[]> values = new ArrayList<>();
      try (Result result = runner.run()) {
        for (int i = 0; i < tensors.size(); i++) {
          values.add(numbers(result.get(i)));
        }
      }
      return values;
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  private static Tensor tensor(Array array, boolean half) {
    TFloat32 tensor =
        TFloat32.tensorOf(Shape.of(array.shape()), DataBuffers.of(array.values(), true, false));
    if (!half) {
      return tensor;
    }
    try (tensor) {
      return TFloat16.tensorOf(tensor);
    }
  }

  private static double[] numbers(Tensor tensor) {
    return ((NdArray<?>) tensor)
        .streamOfObjects()
        .mapToDouble(value -> ((Number) value).doubleValue())
        .toArray();
  }

  @Override
  public void close() {
    bundle.close();
  }
}
