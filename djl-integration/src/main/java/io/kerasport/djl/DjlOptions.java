package io.kerasport.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a model made of Blocks should be like, and what its Blocks do not tell. */
public final class DjlOptions {
  private final Builder settings;

  private DjlOptions(Builder settings) {
    this.settings = settings;
  }

  /** Everything as DJL has it. */
  public static DjlOptions defaults() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  String name() {
    return settings.name;
  }

  boolean channelsLast() {
    return settings.layout == ImageLayout.CHANNELS_LAST;
  }

  boolean readsPrivateFields() {
    return settings.readsPrivateFields;
  }

  List<String> inputNames() {
    return settings.inputNames;
  }

  List<DataType> inputTypes() {
    return settings.inputTypes;
  }

  Map<String, Block> hints() {
    return settings.hints;
  }

  Map<String, Function<List<NDList>, NDList>> merges() {
    return settings.merges;
  }

  /** The serializer for a Block's class, or for the nearest class above it; null if none. */
  @Nullable BlockSerializer<Block> serializer(Class<?> block) {
    for (Class<?> type = block; type != null; type = type.getSuperclass()) {
      BlockSerializer<Block> found = settings.serializers.get(type);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Collects options. */
  public static final class Builder {
    private String name = "djl";
    private ImageLayout layout = ImageLayout.CHANNELS_FIRST;
    private boolean readsPrivateFields;
    private List<String> inputNames = List.of();
    private List<DataType> inputTypes = List.of();
    private final Map<String, Block> hints = new LinkedHashMap<>();
    private final Map<String, Function<List<NDList>, NDList>> merges = new LinkedHashMap<>();
    private final Map<Class<?>, BlockSerializer<Block>> serializers = new LinkedHashMap<>();

    private Builder() {}

    /** The model's name; {@code djl} if none is given. */
    public Builder name(String modelName) {
      name = modelName;
      return this;
    }

    /** Where images that go in and come out have their channels; first, if nothing is said. */
    public Builder images(ImageLayout imageLayout) {
      layout = imageLayout;
      return this;
    }

    /** The names of the inputs; {@code data0}, {@code data1} … if none are given. */
    public Builder inputNames(String... names) {
      inputNames = List.of(names);
      return this;
    }

    /** The types of the inputs; 32-bit floating point if none are given. */
    public Builder inputTypes(DataType... types) {
      inputTypes = List.of(types);
      return this;
    }

    /**
     * Says what the Block at a path does: the same as another Block, which is read in its place.
     * For Blocks whose forward pass cannot be read.
     *
     * @param path the names of children from the root on, joined with slashes, such as {@code
     *     03ParallelBlock/01LambdaBlock}
     */
    public Builder hint(String path, Block same) {
      hints.put(path, same);
      return this;
    }

    /**
     * Says how the ParallelBlock at a path puts its branches together, with the function it was
     * made with or one that does the same.
     */
    public Builder merge(String path, Function<List<NDList>, NDList> function) {
      merges.put(path, function);
      return this;
    }

    /**
     * Allows to read the private field in which a ParallelBlock keeps its function, where no {@link
     * #merge} is given. Other fields are not needed.
     */
    public Builder readPrivateFields() {
      readsPrivateFields = true;
      return this;
    }

    /** Sets what Blocks of a class become. Comes before what is built in. */
    public <B extends Block> Builder serializer(
        Class<B> type, BlockSerializer<? super B> serializer) {
      serializers.put(type, (block, call) -> serializer.serialize(type.cast(block), call));
      return this;
    }

    public DjlOptions build() {
      Builder copy = new Builder();
      copy.name = name;
      copy.layout = layout;
      copy.readsPrivateFields = readsPrivateFields;
      copy.inputNames = new ArrayList<>(inputNames);
      copy.inputTypes = new ArrayList<>(inputTypes);
      copy.hints.putAll(hints);
      copy.merges.putAll(merges);
      copy.serializers.putAll(serializers);
      return new DjlOptions(copy);
    }
  }
}
