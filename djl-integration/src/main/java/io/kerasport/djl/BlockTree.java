package io.kerasport.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import io.kerasport.export.Problem;
import io.kerasport.model.DType;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Blocks by their paths, which are the names of children joined with slashes. */
final class BlockTree {
  private final Map<String, Block> blocks = new LinkedHashMap<>();
  private final IdentityHashMap<Parameter, String> owners = new IdentityHashMap<>();
  private final Set<String> unreadable = new HashSet<>();

  BlockTree(Block root) {
    add("", root);
  }

  private void add(String path, Block block) {
    blocks.put(path, block);
    for (Pair<String, Parameter> parameter : block.getDirectParameters()) {
      owners.putIfAbsent(parameter.getValue(), path);
    }
    for (Pair<String, Block> child : block.getChildren()) {
      add(child(path, child.getKey()), child.getValue());
    }
  }

  static String child(String path, String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }

  Map<String, Block> blocks() {
    return blocks;
  }

  /** The path of the Block that has a parameter; null for a parameter of no Block. */
  @Nullable String owner(Parameter parameter) {
    return owners.get(parameter);
  }

  /** Whether training changes the Block's parameters: not those that are all frozen. */
  boolean isTrained(String path) {
    Block block = blocks.get(path);
    if (block == null) {
      return true;
    }
    List<Parameter> own = block.getDirectParameters().values();
    return own.isEmpty() || own.stream().anyMatch(Parameter::requiresGradient);
  }

  /** The element type of the parameters. */
  DType dtype() {
    return owners.keySet().stream()
        .filter(Parameter::isInitialized)
        .findFirst()
        .map(parameter -> Types.of(parameter.getArray().getDataType()))
        .orElse(DType.FLOAT);
  }

  /** Adds every Block that is not initialized, or whose parameters cannot be read. */
  void check(List<Problem> problems) {
    DType common = dtype();
    blocks.forEach(
        (path, block) -> {
          for (Pair<String, Parameter> parameter : block.getDirectParameters()) {
            String reason = unreadable(parameter.getValue(), common);
            if (reason != null) {
              unreadable.add(path);
              problems.add(
                  new Problem("`" + parameter.getKey() + "` " + reason, place(path, block)));
            }
          }
        });
  }

  private static @Nullable String unreadable(Parameter parameter, DType common) {
    if (!parameter.isInitialized()) {
      return "is not initialized";
    }
    DataType type = parameter.getArray().getDataType();
    if (type != DataType.FLOAT32 && type != DataType.FLOAT64) {
      return "has elements of the type " + type + ", not float32 or float64";
    }
    return Types.of(type) == common
        ? null
        : "has elements of the type " + type + ", others " + common.kerasName();
  }

  /** Whether a Block, or one inside it, has parameters that cannot be read. */
  boolean isUnreadable(String path) {
    return unreadable.stream()
        .anyMatch(one -> path.isEmpty() || one.equals(path) || one.startsWith(path + "/"));
  }

  /** A Block's place, for messages. */
  static String place(String path, Block block) {
    String className = block.getClass().getName();
    return path.isEmpty() ? "the root Block, a " + className : path + ", a " + className;
  }
}
