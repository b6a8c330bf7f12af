package io.kerasport.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2dTranspose;
import ai.djl.nn.core.Prelu;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks that DJL's PyTorch engine does not have, against their formulas. */
final class FormulaTest {
  @TempDir Path directory;

  private float[] exported(Block block, float[] input, long... shape) {
    Model model = DjlModels.from(block, new Shape(shape));
    Path path = Exported.export(model, "pure-java", directory);
    TensorValue tensor = TensorValue.ofFloats(io.kerasport.model.Shape.of(shape), input);
    return Exported.predict(model, path, List.of(tensor)).get(0);
  }

  private static float[] numbers(int count) {
    float[] numbers = new float[count];
    IntStream.range(0, count).forEach(i -> numbers[i] = (float) Math.sin(i * 1.7));
    return numbers;
  }

  /** {@code y[f, s·i + k - p] += x[c, i] · w[c, f, k]}, over height and width. */
  @ParameterizedTest
  @CsvSource({"3, 2, 1, 1", "2, 1, 0, 0", "2, 3, 1, 0", "3, 1, 1, 0"})
  void aTransposedConvolutionSpreadsEveryPixel(int kernel, int stride, int padding, int more) {
    int channels = 3;
    int size = 4;
    Conv2dTranspose block =
        Conv2dTranspose.builder()
            .setKernelShape(new Shape(kernel, kernel))
            .setFilters(channels)
            .optStride(new Shape(stride, stride))
            .optPadding(new Shape(padding, padding))
            .optOutPadding(new Shape(more, more))
            .build();
    Heap.with(block, "weight", channels, channels, kernel, kernel);
    Heap.with(block, "bias", channels);
    float[] x = numbers(channels * size * size);
    float[] w = Heap.array(channels, channels, kernel, kernel).toFloatArray();
    float[] bias = Heap.array(channels).toFloatArray();
    int out = (size - 1) * stride - 2 * padding + kernel + more;
    float[] y = new float[channels * out * out];
    for (int i = 0; i < y.length; i++) {
      y[i] = bias[i / (out * out)];
    }
    for (int c = 0; c < channels; c++) {
      for (int f = 0; f < channels; f++) {
        for (int at = 0; at < size * size; at++) {
          for (int k = 0; k < kernel * kernel; k++) {
            int row = at / size * stride + k / kernel - padding;
            int column = at % size * stride + k % kernel - padding;
            if (row >= 0 && row < out && column >= 0 && column < out) {
              y[(f * out + row) * out + column] +=
                  x[c * size * size + at] * w[(c * channels + f) * kernel * kernel + k];
            }
          }
        }
      }
    }

    float[] found = exported(block, x, 1, channels, size, size);

    assertThat(Difference.of(found, y).relative()).isLessThan(1e-5);
  }

  @Test
  void aPreluHasOneSlope() {
    Block block = new OwnPrelu();
    block.getDirectParameters().get("alpha").setArray(Heap.full(0.5f, 1));

    float[] found = exported(block, new float[] {-2, 3, -4, 0}, 1, 4);

    assertThat(found).containsExactly(-1, 3, -2, 0);
  }

  @Test
  void aPreluOfChannelsHasASlopeForEach() {
    Block block = new OwnPrelu();
    block.getDirectParameters().get("alpha").setArray(Heap.array(2));
    float second = (float) Math.cos(0.9) * 0.5f;

    float[] found = exported(block, new float[] {-2, 3, -4, 1}, 1, 2, 1, 2);

    assertThat(found).containsExactly(-1, 3, -4 * second, 1);
  }

  /** DJL's own has a scalar that only an engine can set. */
  private static final class OwnPrelu extends AbstractBlock {
    private final Parameter alpha =
        addParameter(Parameter.builder().setName("alpha").setType(Parameter.Type.WEIGHT).build());

    @Override
    protected NDList forwardInternal(
        ParameterStore parameters,
        NDList inputs,
        boolean training,
        PairList<String, Object> arguments) {
      return Prelu.prelu(
          inputs.head(), parameters.getValue(alpha, inputs.head().getDevice(), training));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
      return inputShapes;
    }
  }

  @Test
  void aBatchNormWithoutCenterAndScaleHasNoWeightsToTrain() {
    BatchNorm block = BatchNorm.builder().optCenter(false).optScale(false).build();
    block.getDirectParameters().get("gamma").setArray(Heap.full(1, 2));
    block.getDirectParameters().get("beta").setArray(Heap.full(0, 2));
    block.getDirectParameters().get("runningMean").setArray(Heap.full(1, 2));
    block.getDirectParameters().get("runningVar").setArray(Heap.full(4, 2));

    Model model = DjlModels.from(new SequentialBlock().add(block), new Shape(1, 2));

    var config = model.layer("01BatchNorm").config();
    assertThat(config.bool("center", true)).isFalse();
    assertThat(config.bool("scale", true)).isFalse();
    assertThat(config.bool("trainable", false)).isTrue();
    assertThat(model.layer("01BatchNorm").weights().orElseThrow()).hasSize(2);
  }
}
