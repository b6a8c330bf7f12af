package io.kerasport.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.LayoutType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.kerasport.djl.Value.Traced;
import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.model.KerasTensor;
import io.kerasport.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes models of Blocks that were trained with DJL. */
public final class DjlModels {
  private static final String WAY_OUT =
      "Initialize the Block; say what a Block does with DjlOptions.hint or merge, or give a"
          + " serializer for its class.";
  private static final int FIRST_WITH_CHANNELS_SURE = 4;

  private DjlModels() {}

  /**
   * A model that does what a Block does.
   *
   * @param block the Block, initialized or loaded; see {@link #from(Block, DjlOptions, Shape...)}
   * @param inputShapes the shapes of its inputs; none for those it was initialized with
   */
  public static Model from(Block block, Shape... inputShapes) {
    return from(block, DjlOptions.defaults(), inputShapes);
  }

  /**
   * A functional model of Keras 3 that does what a Block does. Its layers are named by the paths of
   * the Blocks they come from. Its weights are read from the Block's parameters each time the model
   * is written, so those must stay open until then.
   *
   * @param block the Block, initialized or loaded
   * @param options what the model should be like, and what the Blocks do not tell
   * @param inputShapes the shapes of its inputs as DJL has them, the batch first, whose size does
   *     not matter; -1 for other sizes that may vary; none for the shapes it was initialized with
   * @throws UnsupportedModelException if some Blocks cannot be converted; it lists all of them by
   *     their paths
   */
  public static Model from(Block block, DjlOptions options, Shape... inputShapes) {
    List<Problem> problems = new ArrayList<>();
    BlockTree tree = new BlockTree(block);
    tree.check(problems);
    LayerWriter out = new LayerWriter(tree);
    BlockConverter converter = new BlockConverter(options, tree, out, problems);
    List<Value> inputs = inputs(block, options, inputShapes, out, problems);
    List<Value> outputs = converter.convert("", block, inputs);
    converter.checkOptions();
    List<KerasTensor> ends = outputs == null ? List.of() : ends(outputs, options, out, problems);
    if (!problems.isEmpty()) {
      UnsupportedModelException refused =
          new UnsupportedModelException("The Block cannot become a Keras model", problems, WAY_OUT);
      converter.causes().forEach(refused::addSuppressed);
      throw refused;
    }
    return out.graph().model(options.name(), ends);
  }

  private static @Nullable List<Value> inputs(
      Block block, DjlOptions options, Shape[] given, LayerWriter out, List<Problem> problems) {
    Shape[] shapes = given;
    if (shapes.length == 0) {
      if (!block.isInitialized()) {
        problems.add(
            new Problem("no input shapes are given, and none are known", "the root Block"));
        return null;
      }
      shapes = block.getInputShapes();
    }
    List<String> names = options.inputNames();
    List<DataType> types = options.inputTypes();
    if (wrong(names, shapes) || wrong(types, shapes)) {
      problems.add(
          new Problem(
              shapes.length
                  + " inputs, but "
                  + names.size()
                  + " names and "
                  + types.size()
                  + " types are given",
              "the root Block"));
      return null;
    }
    List<Value> inputs = new ArrayList<>();
    int digits = String.valueOf(shapes.length - 1).length();
    for (int i = 0; i < shapes.length; i++) {
      Shape shape = Shape.update(shapes[i], 0, Axes.UNKNOWN);
      String name =
          names.isEmpty() ? String.format(Locale.ROOT, "data%0" + digits + "d", i) : names.get(i);
      DataType type = types.isEmpty() ? DataType.FLOAT32 : types.get(i);
      inputs.add(out.input(name, shape, type, options.channelsLast() && isImage(shape)));
    }
    return inputs;
  }

  private static boolean wrong(List<?> stated, Shape[] shapes) {
    return !stated.isEmpty() && stated.size() != shapes.length;
  }

  /** Images and volumes; a sequence only if its layout says that its second axis is channels. */
  private static boolean isImage(Shape shape) {
    return shape.dimension() >= FIRST_WITH_CHANNELS_SURE
        || (shape.dimension() == 3 && shape.getLayout()[1] == LayoutType.CHANNEL);
  }

  private static List<KerasTensor> ends(
      List<Value> outputs, DjlOptions options, LayerWriter out, List<Problem> problems) {
    List<KerasTensor> ends = new ArrayList<>();
    for (Value output : outputs) {
      try {
        Traced tensor = out.tensor(output);
        if (out.isInput(tensor)) {
          tensor = out.like(tensor, Activations.activation("linear"));
        }
        boolean last = options.channelsLast() && tensor.channelsLast();
        ends.add(last ? tensor.tensor() : out.channelsFirst(tensor));
      } catch (UntraceableException e) {
        problems.add(new Problem(e.getMessage() + ", and is an output", "the root Block"));
      }
    }
    return ends;
  }
}
