package io.kerasport.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.djl.Model;
import ai.djl.basicmodelzoo.cv.classification.GoogLeNet;
import ai.djl.basicmodelzoo.cv.classification.LeNet;
import ai.djl.basicmodelzoo.cv.classification.MobileNetV1;
import ai.djl.basicmodelzoo.cv.classification.MobileNetV2;
import ai.djl.basicmodelzoo.cv.classification.NiN;
import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.basicmodelzoo.cv.classification.SqueezeNet;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The classifiers of DJL's model zoo export as they are, without a hint. */
@Tag("djl-live")
final class LiveZooTest {
  @TempDir Path directory;

  static Stream<Arguments> classifiers() {
    Shape image = new Shape(3, 64, 64);
    return Stream.of(
        arguments("LeNet", LeNet.builder().build(), new Shape(1, 1, 28, 28)),
        arguments("SqueezeNet", SqueezeNet.squeezenet(10), new Shape(1, 3, 64, 64)),
        arguments(
            "MobileNetV1", MobileNetV1.builder().setOutSize(10).build(), new Shape(1, 3, 64, 64)),
        arguments(
            "MobileNetV2", MobileNetV2.builder().setOutSize(10).build(), new Shape(1, 3, 64, 64)),
        arguments("GoogLeNet", GoogLeNet.builder().build(), new Shape(1, 1, 96, 96)),
        arguments("NiN", NiN.builder().build(), new Shape(1, 1, 96, 96)),
        arguments(
            "ResNet50",
            ResNetV1.builder().setImageShape(image).setNumLayers(50).setOutSize(10).build(),
            new Shape(1, 3, 64, 64)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("classifiers")
  void aClassifierPredictsWhatDjlPredicts(String name, Block block, Shape input) {
    try (Model owner = Model.newInstance(name, "PyTorch");
        NDManager manager = owner.getNDManager().newSubManager()) {
      Engine.getEngine("PyTorch").setRandomSeed(5);
      block.initialize(manager, DataType.FLOAT32, input);
      NDArray image = manager.randomUniform(-1, 1, input);
      NDList expected = DjlTraining.predict(manager, block, new NDList(image));

      io.kerasport.model.Model model = DjlModels.from(block);
      Path exported = Exported.export(model, "pure-java", directory);

      float[] found = Exported.predict(model, exported, List.of(Exported.tensor(image))).get(0);
      Difference difference = Difference.of(found, expected.head().toFloatArray());
      System.out.println(name + ": " + difference);
      assertThat(difference.relative()).isLessThan(1e-5);
    }
  }
}
