package io.kerasport.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.basicmodelzoo.basic.Mlp;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.core.LinearCollection;
import ai.djl.nn.core.Multiplication;
import ai.djl.nn.core.SparseMax;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.GhostBatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.GRU;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import ai.djl.util.passthrough.PassthroughNDManager;
import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.model.Config;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
  void whatABlockThrowsIsKept() {
    Block failing =
        new LambdaBlock(
            list -> {
              throw new ArithmeticException("on purpose");
            });

    UnsupportedModelException refused =
        catchThrowableOfType(
            UnsupportedModelException.class, () -> DjlModels.from(failing, new Shape(1, 2)));

    assertThat(refused).hasMessageContaining("on purpose");
    assertThat(refused.getSuppressed()).singleElement().isInstanceOf(ArithmeticException.class);
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

  @Test
  void aChainMayGiveAllThatComesInBetween() {
    SequentialBlock chain =
        new SequentialBlock().add(Activation.reluBlock()).add(Activation.tanhBlock());
    chain.setReturnIntermediate(true);

    Model model = DjlModels.from(chain, new Shape(1, 4));

    assertThat(model.outputNames()).containsExactly("01LambdaBlock", "02LambdaBlock");
  }

  @Test
  void defaultNamesOfInputsKeepTheirOrderWhenSorted() {
    Shape[] shapes = new Shape[12];
    Arrays.fill(shapes, new Shape(1, 2));
    Block sum =
        new LambdaBlock(list -> new NDList(list.stream().reduce((a, b) -> a.add(b)).orElseThrow()));

    Model model = DjlModels.from(sum, shapes);

    assertThat(model.inputNames()).hasSize(12).isSorted().startsWith("data00", "data01");
  }

  @Test
  void namesAndTypesMustBeAsManyAsTheInputs() {
    DjlOptions options = DjlOptions.builder().inputNames("a", "b").build();

    assertThat(problemsOf(Activation.reluBlock(), options, new Shape(1, 2)))
        .extracting(Problem::what)
        .containsExactly("1 inputs, but 2 names and 0 types are given");
  }

  @Test
  void theLastStatesOfARecurrentBlockAreRefused() {
    GRU block = recurrent(GRU.builder().optReturnState(true));

    assertThat(problemsOf(block, DjlOptions.defaults(), new Shape(1, 5, 2)))
        .extracting(Problem::what)
        .containsExactly(
            "the last state of a recurrent layer (returnState) has no counterpart, and is an"
                + " output");
  }

  @Test
  void aSequenceWithTimeFirstIsRefused() {
    GRU block = recurrent(GRU.builder().optBatchFirst(false));

    assertThat(problemsOf(block, DjlOptions.defaults(), new Shape(5, 1, 2)))
        .extracting(Problem::what)
        .containsExactly(
            "a sequence whose first axis is time (batchFirst is false) has no counterpart");
  }

  private static GRU recurrent(GRU.Builder builder) {
    GRU block = builder.setStateSize(3).setNumLayers(1).optHasBiases(false).build();
    Heap.with(block, "l_0_i2h_WEIGHT", 9, 2);
    return Heap.with(block, "l_0_h2h_WEIGHT", 9, 3);
  }

  @Test
  void parametersOfOtherTypesAreRefused() {
    Linear block = Linear.builder().setUnits(3).optBias(false).build();
    block
        .getDirectParameters()
        .get("weight")
        .setArray(
            PassthroughNDManager.INSTANCE.create(
                ByteBuffer.allocate(24), new Shape(3, 4), DataType.FLOAT16));

    assertThat(problemsOf(block, DjlOptions.defaults(), new Shape(1, 4)))
        .extracting(Problem::what)
        .containsExactly("`weight` has elements of the type float16, not float32 or float64");
  }

  @Test
  void wholeNumbersStayWholeUntilTheyMeetAnother() {
    Block block = new SequentialBlock().addSingleton(x -> x.mul(2)).addSingleton(x -> x.add(0.5f));

    Model model =
        DjlModels.from(
            block, DjlOptions.builder().inputTypes(DataType.INT64).build(), new Shape(1, 3));

    assertThat(model.source().at("config/layers/1/inbound_nodes/0/args/1")).isEqualTo(2L);
    assertThat(model.source().at("config/layers/2/inbound_nodes/0/args/0/config/dtype"))
        .isEqualTo("int64");
    assertThat(model.source().at("config/layers/2/inbound_nodes/0/args/1")).isEqualTo(0.5);
  }

  static List<Block> blocksWithoutCounterpart() {
    GhostBatchNorm ghost = (GhostBatchNorm) GhostBatchNorm.builder().build();
    for (String name : List.of("gamma", "beta", "runningMean", "runningVar")) {
      Heap.with(ghost, name, 4);
    }
    return List.of(
        ghost,
        new SparseMax(),
        Heap.with(Multiplication.builder().setUnits(2).build(), "weight", 2, 1, 4),
        Heap.with(
            LinearCollection.builder().setUnits(2).optBias(false).build(), "weight", 4, 4, 2));
  }

  @ParameterizedTest
  @MethodSource("blocksWithoutCounterpart")
  void aBlockThatThePageCallsRefusedIsRefused(Block block) {
    assertThat(problemsOf(block, DjlOptions.defaults(), new Shape(1, 4))).hasSize(1);
  }

  @Test
  void doublesStayDoubles() throws IOException {
    Linear block = Linear.builder().setUnits(2).optBias(false).build();
    double[] values = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
    block
        .getDirectParameters()
        .get("weight")
        .setArray(
            PassthroughNDManager.INSTANCE.create(
                DoubleBuffer.wrap(values), new Shape(2, 3), DataType.FLOAT64));

    Model model =
        DjlModels.from(
            new SequentialBlock().add(block),
            DjlOptions.builder().inputTypes(DataType.FLOAT64).build(),
            new Shape(1, 3));

    Weight kernel = model.layer("01Linear").weights().orElseThrow().get(0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    kernel.data().writeTo(Channels.newChannel(bytes));
    double[] written = new double[6];
    ByteBuffer.wrap(bytes.toByteArray())
        .order(ByteOrder.LITTLE_ENDIAN)
        .asDoubleBuffer()
        .get(written);
    assertThat(config(model, "01Linear").string("dtype")).isEqualTo("float64");
    assertThat(written).containsExactly(0.1, 0.4, 0.2, 0.5, 0.3, 0.6);
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
