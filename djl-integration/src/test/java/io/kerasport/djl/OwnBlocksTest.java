package io.kerasport.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.kerasport.djl.BlockCall.BlockWeight;
import io.kerasport.export.CustomObjects;
import io.kerasport.export.ExportOptions;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Model;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.WeightSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks of one's own, as what they compute or as layers of one's own. */
final class OwnBlocksTest {
  private static final float[] INPUT = {1, -2, 3, -4};
  private static final float[] FACTORS = Heap.array(4).toFloatArray();

  @TempDir Path directory;

  private static SequentialBlock tree() {
    Scale scale = new Scale();
    Heap.with(scale, "factor", 4);
    return new SequentialBlock().add(scale).add(Activation.reluBlock());
  }

  private float[] predicted(Model model, ExportOptions options) {
    Path exported =
        Exported.runtime("pure-java").exporter().export(model, directory, options).path();
    TensorValue input = TensorValue.ofFloats(io.kerasport.model.Shape.of(1, 4), INPUT);
    return Exported.predict(model, exported, List.of(input)).get(0);
  }

  private static float[] expected() {
    float[] scaled = new float[4];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = Math.max(0, INPUT[i] * FACTORS[i]);
    }
    return scaled;
  }

  @Test
  void aBlockIsWhatItComputes() {
    Model model = DjlModels.from(tree(), new Shape(1, 4));

    assertThat(predicted(model, ExportOptions.defaults())).containsExactly(expected());
    assertThat(model.layers()).extracting(layer -> layer.className()).contains("Dense", "Multiply");
  }

  @Test
  void aBlockMayBecomeALayerOfOnesOwn() {
    DjlOptions options =
        DjlOptions.builder().serializer(Scale.class, OwnBlocksTest::serialize).build();
    Model model = DjlModels.from(tree(), options, new Shape(1, 4));
    CustomObjects objects =
        CustomObjects.of(LayerSerializer.class, "acme>Scale", new ScaleSerializer());

    float[] found = predicted(model, ExportOptions.builder().customObjects(objects).build());

    assertThat(found).containsExactly(expected());
    assertThat(model.layer("01Scale").registeredName()).isEqualTo("acme>Scale");
  }

  private static List<BlockTensor> serialize(Scale block, BlockCall call) {
    BlockTensor x = call.inputs().get(0);
    List<BlockWeight> weights = List.of(BlockWeight.of("factor", block.factor));
    return List.of(call.layer("acme>Scale", Map.of(), weights, x.shape(), x));
  }

  /** {@code x · factor}. */
  private static final class Scale extends AbstractBlock {
    private final Parameter factor =
        addParameter(Parameter.builder().setName("factor").setType(Parameter.Type.WEIGHT).build());

    @Override
    protected NDList forwardInternal(
        ParameterStore parameters,
        NDList inputs,
        boolean training,
        PairList<String, Object> arguments) {
      return new NDList(
          inputs.head().mul(parameters.getValue(factor, inputs.head().getDevice(), training)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
      return inputShapes;
    }
  }

  private static final class ScaleSerializer implements LayerSerializer {
    @Override
    public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
      long channels = inputs.get(0).shape().dim(-1);
      return List.of(
          WeightSpec.trainable(
              "factor",
              new TensorSpec(layer.variableDType(), io.kerasport.model.Shape.of(channels))));
    }

    @Override
    public LayerOutput call(LayerCall call) {
      return LayerOutput.of(call.ops().mul(call.input(), call.weight("factor")));
    }
  }
}
