package io.kerasport.integration.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.VariableDef;
import org.tensorflow.types.TString;

/** A MetaGraph as any TensorFlow runs it. */
public final class RunnableGraph implements AutoCloseable {
  private static final String TRAIN_OP = "__saved_model_train_op";
  private static final String INIT_OP = "__saved_model_init_op";

  private final SavedModelBundle bundle;
  private final SignatureDef signature;

  private RunnableGraph(SavedModelBundle bundle, SignatureDef signature) {
    this.bundle = bundle;
    this.signature = signature;
  }

  /** Loads the MetaGraph with a tag. */
  public static RunnableGraph load(Path savedModel, String tag) {
    SavedModelBundle bundle = SavedModelBundle.loader(savedModel.toString()).withTags(tag).load();
    String key = tag.equals("serve") ? "serving_default" : tag;
    return new RunnableGraph(bundle, bundle.metaGraphDef().getSignatureDefOrThrow(key));
  }

  public SignatureDef signature() {
    return signature;
  }

  /** Does one step; returns the loss before it. */
  public double step(Map<String, Tensor> batch) {
    SignatureDef train = bundle.metaGraphDef().getSignatureDefOrThrow(TRAIN_OP);
    Session.Runner runner = runner(batch);
    runner.addTarget(train.getOutputsOrThrow(TRAIN_OP).getName());
    runner.fetch(signature.getOutputsOrThrow("loss").getName());
    try (Result result = runner.run()) {
      return values(result.get(0))[0];
    }
  }

  /** Has the metrics begin anew. */
  void reset() {
    SignatureDef init = bundle.metaGraphDef().getSignatureDefOrThrow(INIT_OP);
    bundle.session().runner().addTarget(init.getOutputsOrThrow(INIT_OP).getName()).run().close();
  }

  /** The values of an output. */
  public double[] fetch(String output, Map<String, Tensor> inputs) {
    Session.Runner runner = runner(inputs);
    runner.fetch(signature.getOutputsOrThrow(output).getName());
    try (Result result = runner.run()) {
      return values(result.get(0));
    }
  }

  /** Feeds by the signature's keys; what is no key is the name of a placeholder. */
  private Session.Runner runner(Map<String, Tensor> inputs) {
    Session.Runner runner = bundle.session().runner();
    inputs.forEach(
        (key, tensor) ->
            runner.feed(
                signature.containsInputs(key)
                    ? signature.getInputsOrThrow(key).getName()
                    : key + ":0",
                tensor));
    return runner;
  }

  /** The value of every variable of a collection by its name. */
  public Map<String, double[]> variables(String collection) throws Exception {
    Map<String, double[]> values = new LinkedHashMap<>();
    Session.Runner runner = bundle.session().runner();
    List<String> names = new ArrayList<>();
    var defs =
        bundle.metaGraphDef().getCollectionDefOrThrow(collection).getBytesList().getValueList();
    for (var bytes : defs) {
      VariableDef def = VariableDef.parseFrom(bytes);
      runner.fetch(def.getSnapshotName());
      names.add(def.getVariableName().substring(0, def.getVariableName().indexOf(':')));
    }
    // All in one run: TensorFlow prepares the graph for each set of fetches.
    try (Result result = runner.run()) {
      for (int i = 0; i < names.size(); i++) {
        values.put(names.get(i), values(result.get(i)));
      }
    }
    return values;
  }

  /** Writes the variables to a checkpoint, as the SaverDef says. */
  public void save(Path prefix) {
    var saver = bundle.metaGraphDef().getSaverDef();
    try (Tensor file = TString.scalarOf(prefix.toString())) {
      bundle
          .session()
          .runner()
          .feed(saver.getFilenameTensorName(), file)
          .fetch(saver.getSaveTensorName())
          .run()
          .close();
    }
  }

  /** Reads the variables from a checkpoint, as the SaverDef says. */
  public void restore(Path prefix) {
    var saver = bundle.metaGraphDef().getSaverDef();
    try (Tensor file = TString.scalarOf(prefix.toString())) {
      bundle
          .session()
          .runner()
          .feed(saver.getFilenameTensorName(), file)
          .addTarget(saver.getRestoreOpName())
          .run()
          .close();
    }
  }

  private static double[] values(Tensor tensor) {
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
