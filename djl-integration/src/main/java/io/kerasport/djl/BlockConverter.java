package io.kerasport.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.SymbolBlock;
import ai.djl.util.Pair;
import io.kerasport.export.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Walks a tree of Blocks from the inputs on.
 *
 * <p>A Block that cannot be converted gives a problem, and the walk goes on behind it with inputs
 * of the shapes that the next Block was initialized with, so that all problems are found at once.
 */
final class BlockConverter {
  private final DjlOptions options;
  private final BlockTree tree;
  private final LayerWriter out;
  private final Tracer tracer;
  private final List<Problem> problems;
  private final List<RuntimeException> causes = new ArrayList<>();
  private final Set<String> visited = new HashSet<>();

  BlockConverter(DjlOptions options, BlockTree tree, LayerWriter out, List<Problem> problems) {
    this.options = options;
    this.tree = tree;
    this.out = out;
    this.problems = problems;
    tracer = new Tracer(tree, out);
  }

  /**
   * Adds a Block's layers.
   *
   * @param inputs null if what comes before could not be converted
   * @return null if the Block could not be converted
   */
  @Nullable List<Value> convert(String path, Block block, @Nullable List<Value> inputs) {
    visited.add(path);
    Block hint = options.hints().get(path);
    if (hint != null) {
      return read(path, block, inputs, given -> tracer.forward(hint, given));
    }
    BlockSerializer<Block> serializer = options.serializer(block.getClass());
    if (serializer != null) {
      return read(
          path,
          block,
          inputs,
          given -> SerializerCall.serialize(serializer, block, path, given, this, out));
    }
    if (isChain(block)) {
      return chain(path, (SequentialBlock) block, inputs);
    }
    if (block instanceof ParallelBlock parallel) {
      return branches(path, parallel, inputs);
    }
    return read(path, block, inputs, given -> tracer.forward(block, given));
  }

  /** Whether a Block does what a SequentialBlock does: no class in between runs it otherwise. */
  private static boolean isChain(Block block) {
    return block instanceof SequentialBlock && !overridesForward(block, SequentialBlock.class);
  }

  private static boolean overridesForward(Block block, Class<?> base) {
    for (Class<?> type = block.getClass(); type != base; type = type.getSuperclass()) {
      if (Arrays.stream(type.getDeclaredMethods())
          .anyMatch(method -> method.getName().equals("forwardInternal"))) {
        return true;
      }
    }
    return false;
  }

  private @Nullable List<Value> chain(
      String path, SequentialBlock block, @Nullable List<Value> inputs) {
    List<Value> now = inputs;
    List<Value> all = new ArrayList<>();
    for (Pair<String, Block> child : block.getChildren()) {
      now = convert(BlockTree.child(path, child.getKey()), child.getValue(), now);
      if (now != null) {
        all.addAll(now);
      }
    }
    return now != null && block.isReturnIntermediate() ? all : now;
  }

  private @Nullable List<Value> branches(
      String path, ParallelBlock block, @Nullable List<Value> inputs) {
    Function<List<NDList>, NDList> merge = options.merges().get(path);
    if (merge == null && options.readsPrivateFields()) {
      merge = PrivateFields.mergeOf(block);
    }
    if (merge == null && !needsWalk(path) && !overridesForward(block, ParallelBlock.class)) {
      return asWhole(path, block, inputs);
    }
    List<@Nullable List<Value>> branches = each(path, block, inputs);
    if (merge == null) {
      problems.add(
          new Problem(
              "how the branches are put together is not stated, and cannot be read as something"
                  + " inside has a hint or a serializer: state it with merge(path, function), or"
                  + " allow readPrivateFields()",
              BlockTree.place(path, block)));
      return null;
    }
    if (branches.contains(null)) {
      return null;
    }
    Function<List<NDList>, NDList> function = merge;
    return read(
        path,
        block,
        inputs,
        given -> {
          List<NDList> arrays = new ArrayList<>();
          branches.forEach(branch -> arrays.add(tracer.list(present(branch))));
          return tracer.values(function.apply(arrays));
        });
  }

  private static List<Value> present(@Nullable List<Value> values) {
    if (values == null) {
      throw new IllegalStateException("a branch that could not be converted");
    }
    return values;
  }

  private List<@Nullable List<Value>> each(String path, Block block, @Nullable List<Value> inputs) {
    List<@Nullable List<Value>> branches = new ArrayList<>();
    for (Pair<String, Block> child : block.getChildren()) {
      branches.add(convert(BlockTree.child(path, child.getKey()), child.getValue(), inputs));
    }
    return branches;
  }

  /** Whether a Block inside is to be converted in a way of its own. */
  private boolean needsWalk(String path) {
    String inside = path.isEmpty() ? "" : path + "/";
    return options.hints().keySet().stream().anyMatch(hint -> hint.startsWith(inside))
        || options.merges().keySet().stream().anyMatch(merge -> merge.startsWith(inside))
        || tree.blocks().entrySet().stream()
            .anyMatch(
                entry ->
                    entry.getKey().startsWith(inside)
                        && options.serializer(entry.getValue().getClass()) != null);
  }

  /** Branches and merge in one forward pass; if that fails, branch by branch to find out where. */
  private @Nullable List<Value> asWhole(
      String path, ParallelBlock block, @Nullable List<Value> inputs) {
    int before = problems.size();
    List<Value> result = read(path, block, inputs, given -> tracer.forward(block, given));
    if (result != null) {
      return result;
    }
    List<Problem> ofMerge = new ArrayList<>(problems.subList(before, problems.size()));
    problems.subList(before, problems.size()).clear();
    List<@Nullable List<Value>> branches = each(path, block, inputs);
    if (!branches.contains(null)) {
      problems.addAll(ofMerge);
    }
    return null;
  }

  private @Nullable List<Value> read(
      String path,
      Block block,
      @Nullable List<Value> inputs,
      Function<List<Value>, List<Value>> conversion) {
    List<Value> given = inputs == null ? placeholders(block) : inputs;
    if (given == null || tree.isUnreadable(path)) {
      return null;
    }
    String around = out.path();
    out.at(path);
    try {
      return conversion.apply(given);
    } catch (RuntimeException e) {
      // a Block's own code runs here, and may fail in any way
      causes.add(e);
      problems.add(new Problem(reason(block, e), BlockTree.place(path, block)));
      return null;
    } finally {
      out.at(around);
    }
  }

  private static String reason(Block block, RuntimeException e) {
    if (block instanceof SymbolBlock) {
      return "a model that an engine loaded has no Blocks inside; export the file it came from";
    }
    return e instanceof UntraceableException
        ? String.valueOf(e.getMessage())
        : "its forward pass cannot be read: " + e;
  }

  /** Inputs of the shapes a Block was initialized with; null if it does not know them. */
  private @Nullable List<Value> placeholders(Block block) {
    if (!block.isInitialized()) {
      return null;
    }
    List<Value> values = new ArrayList<>();
    for (Shape shape : block.getInputShapes()) {
      Shape batched = shape.dimension() == 0 ? shape : Shape.update(shape, 0, Axes.UNKNOWN);
      values.add(out.input(out.graph().unique("unknown"), batched, DataType.FLOAT32, false));
    }
    return values;
  }

  /** What the forward passes that could not be read threw. */
  List<RuntimeException> causes() {
    return causes;
  }

  /** Adds hints and merges for paths where nothing was asked for. */
  void checkOptions() {
    unused("hint", options.hints());
    unused("merge", options.merges());
  }

  private void unused(String kind, Map<String, ?> stated) {
    for (String path : stated.keySet()) {
      if (!visited.contains(path)) {
        String reason =
            tree.blocks().containsKey(path)
                ? "the Block is inside one that is read as a whole"
                : "there is no such Block";
        problems.add(new Problem("a " + kind + " that is not used: " + reason, path));
      }
    }
  }
}
