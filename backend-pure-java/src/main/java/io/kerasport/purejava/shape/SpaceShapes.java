package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;
import java.util.Optional;

/** Ops that move elements between spatial axes and the channels or the batch. */
final class SpaceShapes {
  private SpaceShapes() {}

  static void spaceToDepth(InferenceContext c) {
    TensorFormat format = TensorFormat.of(c, 2);
    Shape input = Shapes.withRank(c.input(0), 4);
    long block = c.attrs().integer("block_size");
    long[] sizes = new long[2];
    for (int i = 0; i < 2; i++) {
      sizes[i] = Dims.divideExactly(input.dim(format.spatialAxis(i)), block);
    }
    long depth = Dims.multiply(input.dim(format.channelAxis()), Dims.multiply(block, block));
    c.output(0, format.shape(input.dim(0), sizes, depth));
  }

  static void depthToSpace(InferenceContext c) {
    TensorFormat format = TensorFormat.of(c, 2);
    Shape input = Shapes.withRank(c.input(0), 4);
    long block = c.attrs().integer("block_size");
    long[] sizes = new long[2];
    for (int i = 0; i < 2; i++) {
      sizes[i] = Dims.multiply(input.dim(format.spatialAxis(i)), block);
    }
    long depth = Dims.divideExactly(input.dim(format.channelAxis()), Dims.multiply(block, block));
    c.output(0, format.shape(input.dim(0), sizes, depth));
  }

  static void spaceToBatchND(InferenceContext c) {
    int axes = blockAxes(c);
    Shape input = Shapes.withRankAtLeast(c.input(0), axes + 1L);
    Optional<ConstantTensor> blocks = blocks(c);
    Optional<ConstantTensor> paddings = margins(c);
    long batch = Shapes.dim(input, 0);
    long[] sizes = new long[axes];
    for (int i = 0; i < axes; i++) {
      long block = blocks.map(known(i)).orElse(Dims.UNKNOWN);
      batch = Dims.known(batch) && Dims.known(block) ? Dims.multiply(batch, block) : Dims.UNKNOWN;
      sizes[i] =
          paddings.isPresent() && Dims.known(block)
              ? Dims.divideExactly(
                  Dims.add(Shapes.dim(input, i + 1), margin(paddings.get(), i)), block)
              : Dims.UNKNOWN;
    }
    c.output(0, join(batch, sizes, input));
  }

  static void batchToSpaceND(InferenceContext c) {
    int axes = blockAxes(c);
    Shape input = Shapes.withRankAtLeast(c.input(0), axes + 1L);
    Optional<ConstantTensor> blocks = blocks(c);
    Optional<ConstantTensor> crops = margins(c);
    long batch = Shapes.dim(input, 0);
    long[] sizes = new long[axes];
    for (int i = 0; i < axes; i++) {
      long block = blocks.map(known(i)).orElse(Dims.UNKNOWN);
      batch =
          Dims.known(batch) && Dims.known(block) ? Dims.divideExactly(batch, block) : Dims.UNKNOWN;
      sizes[i] =
          crops.isPresent() && Dims.known(block)
              ? Dims.subtract(
                  Dims.multiply(Shapes.dim(input, i + 1), block), margin(crops.get(), i))
              : Dims.UNKNOWN;
    }
    c.output(0, join(batch, sizes, input));
  }

  /** How many axes are cut into blocks: the length of the second input, which must be known. */
  private static int blockAxes(InferenceContext c) {
    Shape blocks = c.input(1);
    if (!blocks.hasRank() || blocks.rank() != 1 || !Dims.known(blocks.dim(0))) {
      throw new ShapeException(
          "the block shape should be a vector of known length, found " + blocks);
    }
    Shapes.merge(c.input(2), Shape.of(blocks.dim(0), 2));
    return Math.toIntExact(blocks.dim(0));
  }

  private static Optional<ConstantTensor> blocks(InferenceContext c) {
    Optional<ConstantTensor> blocks = c.constant(1).filter(tensor -> tensor.size() > 0);
    if (blocks.isPresent()) {
      for (long block : blocks.get().integers()) {
        if (block < 1) {
          throw new ShapeException("a block should be at least 1, found " + block);
        }
      }
    }
    return blocks;
  }

  private static Optional<ConstantTensor> margins(InferenceContext c) {
    Optional<ConstantTensor> margins = c.constant(2).filter(tensor -> tensor.size() > 0);
    if (margins.isPresent()) {
      for (long amount : margins.get().integers()) {
        if (amount < 0) {
          throw new ShapeException("paddings and crops should not be negative, found " + amount);
        }
      }
    }
    return margins;
  }

  private static java.util.function.Function<ConstantTensor, Long> known(int index) {
    return tensor -> tensor.integer(index);
  }

  /** What is added or cut at both sides of an axis together. */
  private static long margin(ConstantTensor margins, int axis) {
    return margins.integer(2 * axis) + margins.integer(2 * axis + 1);
  }

  private static Shape join(long batch, long[] sizes, Shape input) {
    return Shapes.concat(
        Shape.of(batch).concat(Shape.of(sizes)), Shapes.from(input, sizes.length + 1L));
  }
}
