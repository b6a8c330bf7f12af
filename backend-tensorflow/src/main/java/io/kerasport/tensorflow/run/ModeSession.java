package io.kerasport.tensorflow.run;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Problem;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TString;

/** One MetaGraph in a session, called by the keys of its signature. */
final class ModeSession implements AutoCloseable {
  private static final String INIT = "__saved_model_init_op";
  private static final String TRAIN = "__saved_model_train_op";
  private static final String RESET = "reset_states";

  private final SavedModelBundle bundle;
  private final SignatureDef signature;

  private ModeSession(SavedModelBundle bundle, SignatureDef signature) {
    this.bundle = bundle;
    this.signature = signature;
  }

  static ModeSession load(Path directory, String tag, String key, ConfigProto config) {
    SavedModelBundle bundle;
    try {
      bundle =
          SavedModelBundle.loader(directory.toString())
              .withTags(tag)
              .withConfigProto(config)
              .load();
    } catch (TensorFlowException e) {
      throw failure("TensorFlow does not load the graph `" + tag + "` of " + directory, e);
    }
    SignatureDef signature = bundle.metaGraphDef().getSignatureDefMap().get(key);
    if (signature == null) {
      bundle.close();
      throw new ExportException(
          ErrorId.RUN,
          "The graph `" + tag + "` of " + directory + " has no signature `" + key + "`",
          List.of(),
          "Run a SavedModel that Kerasport exported.",
          null);
    }
    return new ModeSession(bundle, signature);
  }

  /** What the signature takes. */
  Map<String, TensorSpec> inputs() {
    return specs(signature.getInputsMap());
  }

  /** What the signature gives. */
  Map<String, TensorSpec> outputs() {
    return specs(signature.getOutputsMap());
  }

  private static Map<String, TensorSpec> specs(Map<String, TensorInfo> tensors) {
    Map<String, TensorSpec> specs = new LinkedHashMap<>();
    new TreeMap<>(tensors)
        .forEach(
            (key, info) ->
                specs.put(
                    key,
                    new TensorSpec(
                        DType.ofNumber(info.getDtypeValue()), shape(info.getTensorShape()))));
    return specs;
  }

  private static Shape shape(TensorShapeProto shape) {
    return shape.getUnknownRank()
        ? Shape.unknown()
        : Shape.of(shape.getDimList().stream().mapToLong(TensorShapeProto.Dim::getSize).toArray());
  }

  /** Whether the graph has a placeholder of such a name. */
  boolean hasPlaceholder(String name) {
    return bundle.graph().operation(name) != null;
  }

  /**
   * Fetches outputs of the signature.
   *
   * @param feeds tensors by keys of the signature, or by names of placeholders
   */
  Map<String, TensorValue> fetch(Map<String, TensorValue> feeds, List<String> keys) {
    return run(feeds, keys, false);
  }

  /** Fetches outputs, and does one training step. */
  Map<String, TensorValue> step(Map<String, TensorValue> feeds, List<String> keys) {
    return run(feeds, keys, true);
  }

  private Map<String, TensorValue> run(
      Map<String, TensorValue> feeds, List<String> keys, boolean train) {
    List<Tensor> fed = new ArrayList<>();
    try {
      Session.Runner runner = bundle.session().runner();
      feeds.forEach(
          (key, value) -> {
            Tensor tensor = Tensors.of(value);
            fed.add(tensor);
            TensorInfo info = signature.getInputsMap().get(key);
            runner.feed(info == null ? key + ":0" : info.getName(), tensor);
          });
      keys.forEach(key -> runner.fetch(signature.getOutputsOrThrow(key).getName()));
      if (train) {
        runner.addTarget(operation(TRAIN));
      }
      Map<String, TensorValue> values = new LinkedHashMap<>();
      try (Result result = runner.run()) {
        for (int i = 0; i < keys.size(); i++) {
          values.put(keys.get(i), Tensors.value(result.get(i)));
        }
      }
      return values;
    } catch (TensorFlowException e) {
      throw failure("TensorFlow failed while it ran the model", e);
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  /** Sets the metrics back to their start. */
  void reset() {
    bundle.session().runner().addTarget(operation(INIT)).run().close();
  }

  /** Sets states back to zeros, if there are any. */
  void resetStates() {
    SignatureDef reset = bundle.metaGraphDef().getSignatureDefMap().get(RESET);
    if (reset != null) {
      Session.Runner runner = bundle.session().runner();
      reset.getOutputsMap().values().forEach(done -> runner.fetch(done.getName()));
      runner.run().close();
    }
  }

  private String operation(String key) {
    return bundle.metaGraphDef().getSignatureDefOrThrow(key).getOutputsOrThrow(key).getName();
  }

  /** Writes the weights and the state of the optimizer. */
  void save(Path prefix) {
    SaverDef saver = bundle.metaGraphDef().getSaverDef();
    withFilename(saver, prefix, operationOf(saver.getSaveTensorName()));
  }

  /** Takes weights over from a checkpoint. */
  void restore(Path prefix) {
    SaverDef saver = bundle.metaGraphDef().getSaverDef();
    withFilename(saver, prefix, saver.getRestoreOpName());
  }

  private void withFilename(SaverDef saver, Path prefix, String target) {
    if (!bundle.metaGraphDef().hasSaverDef()) {
      return; // a model without variables
    }
    try (TString filename = TString.scalarOf(prefix.toString())) {
      bundle
          .session()
          .runner()
          .feed(saver.getFilenameTensorName(), filename)
          .addTarget(target)
          .run()
          .close();
    } catch (TensorFlowException e) {
      throw failure("The checkpoint " + prefix + " cannot be written or read", e);
    }
  }

  private static String operationOf(String tensor) {
    int colon = tensor.indexOf(':');
    return colon < 0 ? tensor : tensor.substring(0, colon);
  }

  private static ExportException failure(String summary, TensorFlowException e) {
    String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new ExportException(ErrorId.RUN, summary, List.of(new Problem(reason, "")), "", e);
  }

  /** The keys of the signature, for messages. */
  static String describe(Map<String, TensorSpec> specs) {
    return specs.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  @Override
  public void close() {
    bundle.close();
  }
}
