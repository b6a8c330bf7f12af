package io.kerasport.integration.keras;

import io.kerasport.model.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** An export as TensorFlow serves it: loaded by tag, run by the tensors its signature names. */
final class ServedModel implements AutoCloseable {
  private static final Map<DType, Class<? extends TType>> TYPES =
      Map.of(
          DType.BOOL, TBool.class,
          DType.HALF, TFloat16.class,
          DType.FLOAT, TFloat32.class,
          DType.DOUBLE, TFloat64.class,
          DType.UINT8, TUint8.class,
          DType.INT32, TInt32.class,
          DType.INT64, TInt64.class);

  private final SavedModelBundle bundle;
  private final SignatureDef signature;

  private ServedModel(SavedModelBundle bundle) {
    this.bundle = bundle;
    this.signature = bundle.metaGraphDef().getSignatureDefOrThrow("serving_default");
  }

  static ServedModel load(Path directory) {
    return new ServedModel(SavedModelBundle.loader(directory.toString()).withTags("serve").load());
  }

  /** The signature of an export, which need not be loaded for it. */
  static SignatureDef signature(Path directory) throws IOException {
    return SavedModel.parseFrom(Files.readAllBytes(directory.resolve("saved_model.pb")))
        .getMetaGraphsList()
        .stream()
        .filter(graph -> graph.getMetaInfoDef().getTagsList().equals(List.of("serve")))
        .findFirst()
        .orElseThrow()
        .getSignatureDefOrThrow("serving_default");
  }

  SignatureDef signature() {
    return signature;
  }

  /** Runs the init op, as some loaders do before every call. */
  void initialize() {
    String key = "__saved_model_init_op";
    String op = bundle.metaGraphDef().getSignatureDefOrThrow(key).getOutputsOrThrow(key).getName();
    bundle.session().runner().addTarget(op).run().close();
  }

  /** Predicts; gives the outputs by the signature's names. */
  Map<String, Prediction> predict(Map<String, Npz.Array> inputs) {
    List<Tensor> fed = inputs.values().stream().map(ServedModel::tensor).toList();
    try {
      Session.Runner runner = bundle.session().runner();
      int next = 0;
      for (String name : inputs.keySet()) {
        runner.feed(signature.getInputsOrThrow(name).getName(), fed.get(next++));
      }
      Map<String, TensorInfo> outputs = signature.getOutputsMap();
      outputs.values().forEach(output -> runner.fetch(output.getName()));
      Map<String, Prediction> predictions = new LinkedHashMap<>();
      try (Result result = runner.run()) {
        int index = 0;
        for (String name : outputs.keySet()) {
          predictions.put(name, prediction(result.get(index++)));
        }
      }
      return predictions;
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  static Tensor tensor(Npz.Array array) {
    if (array.dtype() == DType.STRING) {
      return TString.tensorOf(
          Shape.of(array.shape()), DataBuffers.ofObjects(array.texts().toArray(String[]::new)));
    }
    return Tensor.of(
        Objects.requireNonNull(TYPES.get(array.dtype())),
        Shape.of(array.shape()),
        DataBuffers.of(array.bytes(), true, false));
  }

  /** An array of a fixture in the form of a prediction. */
  static Prediction prediction(Npz.Array array) {
    try (Tensor tensor = tensor(array)) {
      return prediction(tensor);
    }
  }

  private static Prediction prediction(Tensor tensor) {
    if (tensor instanceof TString strings) {
      List<String> texts = strings.streamOfObjects().toList();
      return new Prediction(DType.STRING, tensor.shape().asArray(), new double[0], texts);
    }
    double[] values =
        ((NdArray<?>) tensor)
            .streamOfObjects()
            .mapToDouble(value -> ((Number) value).doubleValue())
            .toArray();
    return new Prediction(
        DType.ofNumber(tensor.dataType().getNumber()), tensor.shape().asArray(), values, List.of());
  }

  @Override
  public void close() {
    bundle.close();
  }

  /**
   * An output tensor.
   *
   * @param values numbers, row-major
   * @param texts texts, row-major
   */
  record Prediction(DType dtype, long[] shape, double[] values, List<String> texts) {}
}
