package io.kerasport.djl;

import ai.djl.basicmodelzoo.basic.Mlp;
import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.modality.nlp.DefaultVocabulary;
import ai.djl.modality.nlp.Vocabulary;
import ai.djl.modality.nlp.embedding.TrainableWordEmbedding;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.convolutional.Conv3d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.RNN;
import ai.djl.nn.transformer.BertBlock;
import ai.djl.nn.transformer.ScaledDotProductAttentionBlock;
import ai.djl.nn.transformer.TransformerEncoderBlock;
import java.util.List;
import java.util.function.Supplier;

/** Small models that DJL trains. */
@SuppressWarnings("ImmutableEnumChecker") // the suppliers make a new Block each time
enum TestModel {
  MLP(() -> new Mlp(12, 4, new int[] {8, 6}), new Shape(3, 12)),

  CNN(
      () ->
          new SequentialBlock()
              .add(
                  Conv2d.builder()
                      .setKernelShape(new Shape(3, 3))
                      .setFilters(4)
                      .optPadding(new Shape(1, 1))
                      .optStride(new Shape(2, 2))
                      .build())
              .add(BatchNorm.builder().optEpsilon(2e-3f).optMomentum(0.8f).build())
              .add(Activation.reluBlock())
              .add(Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1)))
              .add(
                  Conv2d.builder()
                      .setKernelShape(new Shape(3, 3))
                      .setFilters(5)
                      .optPadding(new Shape(1, 1))
                      .optBias(false)
                      .build())
              .add(BatchNorm.builder().build())
              .add(Activation.leakyReluBlock(0.1f))
              .add(Pool.avgPool2dBlock(new Shape(2, 2)))
              .add(Dropout.builder().optRate(0.25f).build())
              .add(Blocks.batchFlattenBlock())
              .add(Linear.builder().setUnits(3).build()),
      new Shape(2, 3, 16, 12)),

  LSTM(
      () ->
          new SequentialBlock()
              .add(
                  ai.djl
                      .nn
                      .recurrent
                      .LSTM
                      .builder()
                      .setStateSize(5)
                      .setNumLayers(2)
                      .optDropRate(0.1f)
                      .build())
              .addSingleton(sequence -> sequence.get(":, -1, :"))
              .add(Linear.builder().setUnits(2).build()),
      new Shape(3, 6, 4)),

  GRU(
      () ->
          new SequentialBlock()
              .add(ai.djl.nn.recurrent.GRU.builder().setStateSize(3).setNumLayers(2).build())
              .add(Linear.builder().setUnits(2).build()),
      new Shape(2, 5, 4)),

  /** Without biases: DJL 0.36 hands those of two directions to PyTorch in an order it refuses. */
  BOTH_WAYS(
      () ->
          new SequentialBlock()
              .add(
                  ai.djl
                      .nn
                      .recurrent
                      .LSTM
                      .builder()
                      .setStateSize(3)
                      .setNumLayers(2)
                      .optHasBiases(false)
                      .optBidirectional(true)
                      .build())
              .add(Linear.builder().setUnits(2).build()),
      new Shape(2, 5, 4)),

  RNN_RELU(
      () ->
          new SequentialBlock()
              .add(
                  RNN.builder()
                      .setStateSize(4)
                      .setNumLayers(1)
                      .setActivation(RNN.Activation.RELU)
                      .build()),
      new Shape(2, 5, 3)),

  /** One bottleneck of the zoo's ResNet, with a convolution in its shortcut. */
  RESIDUAL(
      () ->
          new SequentialBlock()
              .add(ResNetV1.residualUnit(8, new Shape(2, 2), false, true, 0.9f))
              .add(ResNetV1.residualUnit(8, new Shape(1, 1), true, false, 0.9f))
              .add(Pool.globalAvgPool2dBlock()),
      new Shape(2, 4, 9, 8)),

  VOLUME(
      () ->
          new SequentialBlock()
              .add(
                  Conv3d.builder()
                      .setKernelShape(new Shape(2, 3, 2))
                      .setFilters(3)
                      .optPadding(new Shape(0, 1, 1))
                      .build())
              .add(Activation.sigmoidBlock())
              .add(
                  Pool.avgPool3dBlock(
                      new Shape(2, 2, 2), new Shape(2, 2, 2), new Shape(1, 1, 1), true, true))
              .add(Pool.globalMaxPool3dBlock()),
      new Shape(2, 2, 5, 4, 5)),

  SIGNAL(
      () ->
          new SequentialBlock()
              .add(
                  Conv1d.builder()
                      .setKernelShape(new Shape(3))
                      .setFilters(4)
                      .optDilation(new Shape(2))
                      .optPadding(new Shape(2))
                      .build())
              .add(Activation.tanhBlock())
              .add(Pool.avgPool1dBlock(new Shape(3), new Shape(2), new Shape(1), true, true))
              .add(Pool.lpPool1dBlock(2, new Shape(2), new Shape(2), new Shape(0)))
              .add(Pool.maxPool1dBlock(new Shape(2), new Shape(2), new Shape(0), true))
              .add(Blocks.batchFlattenBlock())
              .add(Linear.builder().setUnits(3).build()),
      new Shape(2, 3, 17)),

  GROUPS(
      () ->
          new SequentialBlock()
              .add(convolution(6, 3, 1))
              .add(Activation.eluBlock(0.7f))
              .add(convolution(8, 2, 2))
              .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2), new Shape(0, 0), true)),
      new Shape(2, 3, 5, 6)),

  /** Every activation that DJL's PyTorch engine has, side by side. */
  ACTIVATIONS(
      () ->
          new SequentialBlock()
              .add(Linear.builder().setUnits(6).build())
              .add(
                  new ParallelBlock(
                      branches -> new NDList(NDArrays.concat(heads(branches), 1)),
                      List.of(
                          Activation.reluBlock(),
                          Activation.relu6Block(),
                          Activation.sigmoidBlock(),
                          Activation.tanhBlock(),
                          Activation.softPlusBlock(),
                          Activation.softSignBlock(),
                          Activation.leakyReluBlock(0.3f),
                          Activation.eluBlock(1.2f),
                          Activation.seluBlock(),
                          Activation.geluBlock(),
                          Activation.swishBlock(1f),
                          Activation.swishBlock(1.5f),
                          Activation.mishBlock()))),
      new Shape(2, 6)),

  NORMALIZED(
      () ->
          new SequentialBlock()
              .add(LayerNorm.builder().axis(2).optEpsilon(1e-3f).build())
              .add(Linear.builder().setUnits(4).optBias(false).build())
              .add(LayerNorm.builder().build())
              .addSingleton(x -> x.softmax(-1)),
      new Shape(2, 3, 5)),

  ATTENTION(
      () -> ScaledDotProductAttentionBlock.builder().setEmbeddingSize(6).setHeadCount(3).build(),
      new Shape(2, 4, 6)),

  RESNET(
      () ->
          ResNetV1.builder()
              .setImageShape(new Shape(3, 16, 16))
              .setNumLayers(8)
              .setOutSize(4)
              .build(),
      new Shape(2, 3, 16, 16)),

  TRANSFORMER(
      () -> new TransformerEncoderBlock(8, 2, 16, 0.1f, Activation::gelu), new Shape(2, 5, 8)),

  BERT(
      () ->
          BertBlock.builder()
              .setTokenDictionarySize(11)
              .optTypeDictionarySize(2)
              .optEmbeddingSize(4)
              .optTransformerBlockCount(2)
              .optAttentionHeadCount(2)
              .optHiddenSize(6)
              .optMaxSequenceLength(5)
              .build(),
      new Shape(2, 5),
      new Shape(2, 5),
      new Shape(2, 5)) {
    @Override
    DataType type() {
      return DataType.INT64;
    }
  },

  WORDS(
      () ->
          new SequentialBlock()
              .add(new TrainableWordEmbedding(vocabulary(), 4))
              .addSingleton(words -> words.mean(new int[] {1}))
              .add(Linear.builder().setUnits(2).build()),
      new Shape(2, 5)) {
    @Override
    DataType type() {
      return DataType.INT64;
    }
  };

  private final Supplier<Block> block;
  private final List<Shape> inputs;

  TestModel(Supplier<Block> block, Shape... inputs) {
    this.block = block;
    this.inputs = List.of(inputs);
  }

  Block block() {
    return block.get();
  }

  Shape[] inputs() {
    return inputs.toArray(Shape[]::new);
  }

  /** The type of the inputs. */
  DataType type() {
    return DataType.FLOAT32;
  }

  /** Whether a fixture holds it; the others are too large. */
  boolean isSmall() {
    return this != RESNET;
  }

  private static Block convolution(int filters, int groups, int stride) {
    return Conv2d.builder()
        .setKernelShape(new Shape(3, 3))
        .setFilters(filters)
        .optGroups(groups)
        .optStride(new Shape(stride, stride))
        .optPadding(new Shape(1, 1))
        .build();
  }

  private static Vocabulary vocabulary() {
    return DefaultVocabulary.builder().add(List.of("yes", "no", "perhaps")).build();
  }

  private static NDList heads(List<NDList> branches) {
    NDList heads = new NDList();
    branches.forEach(branch -> heads.add(branch.head()));
    return heads;
  }
}
