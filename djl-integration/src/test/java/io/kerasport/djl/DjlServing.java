package io.kerasport.djl;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.tensorflow.internal.c_api.global.tensorflow;

/** Loads SavedModels with DJL's TensorFlow engine, on the TensorFlow of this project. */
final class DjlServing implements AutoCloseable {
  private final ZooModel<NDList, NDList> model;
  private final Predictor<NDList, NDList> predictor;

  private DjlServing(ZooModel<NDList, NDList> model) {
    this.model = model;
    predictor = model.newPredictor();
  }

  static DjlServing open(Path savedModel, String tags, String signature) throws Exception {
    Path library = Path.of(Loader.load(tensorflow.class)).resolveSibling("");
    System.setProperty("TENSORFLOW_LIBRARY_PATH", library.toAbsolutePath().toString());
    Criteria<NDList, NDList> criteria =
        Criteria.builder()
            .setTypes(NDList.class, NDList.class)
            .optEngine("TensorFlow")
            .optModelPath(savedModel)
            .optOption("Tags", tags)
            .optOption("SignatureDefKey", signature)
            .optTranslator(new NoopTranslator())
            .build();
    return new DjlServing(criteria.loadModel());
  }

  ai.djl.Model model() {
    return model;
  }

  NDList predict(NDList inputs) throws Exception {
    return predictor.predict(inputs);
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }
}
