package io.kerasport.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import io.kerasport.Kerasport;
import io.kerasport.KerasportRuntime;
import io.kerasport.export.ExportOptions;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.run.ModelRunner;
import io.kerasport.run.RunOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Models as SavedModels, and what those predict. */
final class Exported {
  private Exported() {}

  static Model model(TestModel which, Block block) {
    DataType[] types = new DataType[which.inputs().length];
    Arrays.fill(types, which.type());
    return DjlModels.from(block, DjlOptions.builder().inputTypes(types).build(), which.inputs());
  }

  static Path export(Model model, String backend, Path directory) {
    return runtime(backend)
        .exporter()
        .export(model, directory, ExportOptions.builder().build())
        .path();
  }

  static KerasportRuntime runtime(String backend) {
    return Kerasport.with(Map.of("kerasport.backend", backend));
  }

  /** The outputs in the order of the model. */
  static List<float[]> predict(Model model, Path savedModel, List<TensorValue> inputs) {
    Map<String, TensorValue> named = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      named.put(model.inputNames().get(i), inputs.get(i));
    }
    try (ModelRunner runner =
        runtime("pure-java").runners().open(savedModel, RunOptions.defaults())) {
      Map<String, TensorValue> outputs = runner.predict(named);
      return model.outputNames().stream()
          .map(name -> floats(Objects.requireNonNull(outputs.get(name))))
          .toList();
    }
  }

  static List<TensorValue> tensors(NDList arrays) {
    List<TensorValue> tensors = new ArrayList<>();
    arrays.forEach(array -> tensors.add(tensor(array)));
    return tensors;
  }

  static TensorValue tensor(NDArray array) {
    ByteBuffer bytes = array.toByteBuffer();
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return TensorValue.ofBytes(
        new TensorSpec(Types.of(array.getDataType()), Shape.of(array.getShape().getShape())), copy);
  }

  private static float[] floats(TensorValue value) {
    ByteBuffer buffer = value.bytes().order(ByteOrder.LITTLE_ENDIAN);
    float[] floats = new float[buffer.remaining() / Float.BYTES];
    buffer.asFloatBuffer().get(floats);
    return floats;
  }

  /** Images of shape (batch, channels, height, width) with their channels last. */
  static TensorValue channelsLast(float[] images, long[] shape) {
    int channels = (int) shape[1];
    int pixels = (int) (shape[2] * shape[3]);
    float[] turned = new float[images.length];
    for (int i = 0; i < images.length; i++) {
      int image = i / (channels * pixels);
      int channel = i / pixels % channels;
      turned[(image * pixels + i % pixels) * channels + channel] = images[i];
    }
    return TensorValue.ofFloats(Shape.of(shape[0], shape[2], shape[3], shape[1]), turned);
  }
}
