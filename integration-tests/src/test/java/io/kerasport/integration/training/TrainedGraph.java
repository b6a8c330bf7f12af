package io.kerasport.integration.training;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.VariableDef;

/** A training MetaGraph as any TensorFlow runs it. */
final class TrainedGraph implements AutoCloseable {
  private final SavedModelBundle bundle;
  private final SignatureDef signature;

  TrainedGraph(Path savedModel) {
    bundle = SavedModelBundle.loader(savedModel.toString()).withTags("train").load();
    signature = bundle.metaGraphDef().getSignatureDefOrThrow("train");
  }

  SignatureDef signature() {
    return signature;
  }

  /** Does one step; returns the loss before it. */
  double step(Map<String, Tensor> batch) {
    String trainOp =
        bundle
            .metaGraphDef()
            .getSignatureDefOrThrow("__saved_model_train_op")
            .getOutputsOrThrow("__saved_model_train_op")
            .getName();
    Session.Runner runner = bundle.session().runner().addTarget(trainOp);
    batch.forEach((key, tensor) -> runner.feed(signature.getInputsOrThrow(key).getName(), tensor));
    runner.fetch(signature.getOutputsOrThrow("loss").getName());
    try (Result result = runner.run()) {
      return values(result.get(0))[0];
    }
  }

  /** The value of every variable of a collection by its name. */
  Map<String, double[]> variables(String collection) throws Exception {
    Map<String, double[]> values = new LinkedHashMap<>();
    var defs =
        bundle.metaGraphDef().getCollectionDefOrThrow(collection).getBytesList().getValueList();
    for (var bytes : defs) {
      VariableDef def = VariableDef.parseFrom(bytes);
      try (Result result = bundle.session().runner().fetch(def.getSnapshotName()).run()) {
        String name = def.getVariableName();
        values.put(name.substring(0, name.indexOf(':')), values(result.get(0)));
      }
    }
    return values;
  }

  /** Writes the variables to a checkpoint, as the SaverDef says. */
  void save(Path prefix) {
    var saver = bundle.metaGraphDef().getSaverDef();
    try (Tensor file = org.tensorflow.types.TString.scalarOf(prefix.toString())) {
      bundle
          .session()
          .runner()
          .feed(saver.getFilenameTensorName(), file)
          .fetch(saver.getSaveTensorName())
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
