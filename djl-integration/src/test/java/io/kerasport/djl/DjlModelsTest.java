package io.kerasport.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.basicmodelzoo.basic.Mlp;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.model.Config;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How Blocks are read. */
final class DjlModelsTest {
  private static Block opaque() {
    return new LambdaBlock(list -> new NDList(list.head().mul(list.head().toFloatArray()[0])));
  }

  private static Linear linear(int units, long... weight) {
    return Heap.with(Linear.builder().setUnits(units).optBias(false).build(), "weight", weight);
  }

  private static List<Problem> problemsOf(Block block, DjlOptions options, Shape... inputs) {
    UnsupportedModelException refused =
        catchThrowableOfType(
            UnsupportedModelException.class, () -> DjlModels.from(block, options, inputs));
    assertThat(refused).isNotNull();
    return refused.problems();
  }

  private static Config config(Model model, String layer) {
    return model.layer(layer).config();
  }

  private static List<String> classes(Model model) {
    return model.layers().stream().map(Layer::className).toList();
  }

  @Test
  void aBlockThatIsNotInitializedIsRefusedWithEveryPlace() {
    List<Problem> problems =
        problemsOf(new Mlp(4, 2, new int[] {3}), DjlOptions.defaults(), new Shape(1, 4));

    assertThat(problems)
        .extracting(Problem::toString)
        .containsExactly(
            "`weight` is not initialized\n    at 02Linear, a ai.djl.nn.core.Linear",
            "`bias` is not initialized\n    at 02Linear, a ai.djl.nn.core.Linear",
            "`weight` is not initialized\n    at 04Linear, a ai.djl.nn.core.Linear",
            "`bias` is not initialized\n    at 04Linear, a ai.djl.nn.core.Linear");
  }

  @Test
  void aBlockWithoutInputShapesIsRefused() {
    assertThat(problemsOf(new Mlp(4, 2, new int[] {3}), DjlOptions.defaults()))
        .extracting(Problem::what)
        .contains("no input shapes are given, and none are known");
  }

  @Test
  void allThatIsWrongIsReportedAtOnceByPath() {
    Block tree =
        new SequentialBlock()
            .add(linear(3, 3, 4))
            .add(
                new ParallelBlock(
                    branches -> branches.get(0), List.of(opaque(), new Sorted(), linear(2, 2, 3))))
            .add(Linear.builder().setUnits(2).build());

    List<Problem> problems =
        problemsOf(
            tree,
            DjlOptions.builder().hint("05Gone", Activation.reluBlock()).build(),
            new Shape(1, 4));

    assertThat(problems)
        .extracting(Problem::where)
        .containsExactly(
            "03Linear, a ai.djl.nn.core.Linear",
            "03Linear, a ai.djl.nn.core.Linear",
            "02ParallelBlock/01LambdaBlock, a ai.djl.nn.LambdaBlock",
            "02ParallelBlock/02Sorted, a " + Sorted.class.getName(),
            "05Gone");
    assertThat(problems.get(2).what()).contains("`toByteBuffer` of an array");
    assertThat(problems.get(3).what()).contains("`argSort` of an array has no counterpart");
    assertThat(problems.get(4).what()).contains("there is no such Block");
  }

  @Test
  void aParameterThatContradictsItsInputIsRefused() {
    Block tree = new SequentialBlock().add(linear(3, 3, 4)).add(linear(2, 2, 5));

    assertThat(problemsOf(tree, DjlOptions.defaults(), new Shape(1, 4)))
        .containsExactly(
            new Problem(
                "the parameter weight has the shape (2, 5) where (units, 3) is expected",
                "02Linear, a ai.djl.nn.core.Linear"));
  }

  @Test
  void aHintSaysWhatAnOpaqueBlockDoes() {
    Block tree = new SequentialBlock().add(linear(3, 3, 4)).add(opaque());
    DjlOptions options = DjlOptions.builder().hint("02LambdaBlock", Activation.tanhBlock()).build();

    Model model = DjlModels.from(tree, options, new Shape(1, 4));

    assertThat(config(model, "02LambdaBlock").string("activation")).isEqualTo("tanh");
  }

  @Test
  void aHintInsideAParallelBlockNeedsItsMerge() {
    Block tree =
        new ParallelBlock(
            branches -> new NDList(NDArrays.add(branches.get(0).head(), branches.get(1).head())),
            List.of(opaque(), Activation.reluBlock()));
    DjlOptions.Builder hinted = DjlOptions.builder().hint("01LambdaBlock", Activation.tanhBlock());

    assertThat(problemsOf(tree, hinted.build(), new Shape(1, 4)))
        .extracting(Problem::what)
        .singleElement()
        .asString()
        .startsWith("how the branches are put together is not stated");
    Model read = DjlModels.from(tree, hinted.readPrivateFields().build(), new Shape(1, 4));
    Model stated =
        DjlModels.from(
            tree,
            DjlOptions.builder()
                .hint("01LambdaBlock", Activation.tanhBlock())
                .merge(
                    "", branches -> new NDList(branches.get(0).head().mul(branches.get(1).head())))
                .build(),
            new Shape(1, 4));

    assertThat(classes(read)).containsExactly("InputLayer", "Activation", "Activation", "Add");
    assertThat(classes(stated)).endsWith("Multiply");
  }

  @Test
  void settingsThatDjlHidesAreThoseOfTheBlock() {
    BatchNorm norm = BatchNorm.builder().optEpsilon(0.002f).optMomentum(0.7f).build();
    for (String name : List.of("gamma", "beta", "runningMean", "runningVar")) {
      Heap.with(norm, name, 3);
    }
    Block tree =
        new SequentialBlock()
            .add(norm)
            .add(Pool.maxPool2dBlock(new Shape(3, 2), new Shape(2, 1)))
            .add(Dropout.builder().optRate(0.3f).build())
            .add(list -> Activation.leakyRelu(list, 0.05f));

    Model model = DjlModels.from(tree, new Shape(1, 3, 8, 8));

    assertThat(config(model, "01BatchNorm").number("epsilon")).isEqualTo(0.002);
    assertThat(config(model, "01BatchNorm").number("momentum")).isEqualTo(0.7);
    assertThat(config(model, "02LambdaBlock").integers("pool_size")).containsExactly(3L, 2L);
    assertThat(config(model, "02LambdaBlock").integers("strides")).containsExactly(2L, 1L);
    assertThat(config(model, "03Dropout").number("rate")).isEqualTo(0.3);
    assertThat(config(model, "04LambdaBlock").number("negative_slope")).isEqualTo(0.05);
  }

  @Test
  void aMeanWithoutItsPaddingIsRefusedAsEnginesDiffer() {
    Shape two = new Shape(2, 2);
    Block tree =
        new SequentialBlock().add(Pool.avgPool2dBlock(two, two, new Shape(1, 1), false, false));

    assertThat(problemsOf(tree, DjlOptions.defaults(), new Shape(1, 3, 8, 8)))
        .extracting(Problem::what)
        .singleElement()
        .asString()
        .contains("countIncludePad is false");
  }

  @Test
  void imagesAreTurnedOnceAndBack() {
    Conv2d first = convolution(4, 3);
    Conv2d second = convolution(5, 4);
    Block tree = new SequentialBlock().add(first).add(Activation.reluBlock()).add(second);

    Model channelsFirst = DjlModels.from(tree, new Shape(1, 3, 8, 8));
    Model channelsLast =
        DjlModels.from(
            tree,
            DjlOptions.builder().images(ImageLayout.CHANNELS_LAST).build(),
            new Shape(1, 3, 8, 8));

    assertThat(classes(channelsFirst))
        .containsExactly("InputLayer", "Permute", "Conv2D", "Activation", "Conv2D", "Permute");
    assertThat(classes(channelsLast))
        .containsExactly("InputLayer", "Conv2D", "Activation", "Conv2D");
    assertThat(config(channelsLast, "data0").list("batch_shape")).containsExactly(null, 8L, 8L, 3L);
  }

  private static Conv2d convolution(int filters, int channels) {
    Conv2d block =
        Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(filters).optBias(false).build();
    return Heap.with(block, "weight", filters, channels, 3, 3);
  }

  @Test
  void aFrozenBlockIsNotTrained() {
    Linear frozen = Linear.builder().setUnits(3).optBias(false).build();
    frozen.freezeParameters(true);
    Heap.with(frozen, "weight", 3, 4);
    Block tree = new SequentialBlock().add(frozen).add(linear(2, 2, 3));

    Model model = DjlModels.from(tree, new Shape(1, 4));

    assertThat(config(model, "01Linear").bool("trainable", true)).isFalse();
    assertThat(config(model, "02Linear").bool("trainable", false)).isTrue();
  }

  @Test
  void aSerializerTurnsBlocksOfOnesOwnIntoLayers() {
    DjlOptions options =
        DjlOptions.builder()
            .serializer(
                Sorted.class,
                (block, call) ->
                    List.of(
                        call.layer(
                            "acme>Sort",
                            Map.of("axis", -1),
                            List.of(),
                            call.inputs().get(0).shape(),
                            call.inputs().get(0))))
            .build();

    Model model =
        DjlModels.from(
            new SequentialBlock().add(new Sorted()).add(linear(2, 2, 4)), options, new Shape(1, 4));

    Layer sort = model.layer("01Sorted");
    assertThat(sort.className()).isEqualTo("Sort");
    assertThat(sort.registeredName()).isEqualTo("acme>Sort");
    assertThat(sort.config().integer("axis")).isEqualTo(-1);
  }

  /** Does what no layer does. */
  private static final class Sorted extends AbstractBlock {
    @Override
    protected NDList forwardInternal(
        ParameterStore parameters,
        NDList inputs,
        boolean training,
        PairList<String, Object> arguments) {
      NDArray x = inputs.singletonOrThrow();
      return new NDList(x.argSort());
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
      return inputShapes;
    }
  }
}
