package io.kerasport.serializers.reshaping;

import io.kerasport.graph.Operand;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.Shape;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;
import java.util.stream.IntStream;

/** The elements of every sample in another shape, in which one size may be left open as -1. */
final class Reshape implements LayerSerializer {
  private static final String KEY = "target_shape";

  @Override
  public List<String> unsupported(LayerDescription layer) {
    target(layer.config());
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Operand x = call.input();
    Shape sample = x.shape().slice(1, x.shape().rank());
    int[] target = resolved(target(call.config()), sample);
    boolean open = IntStream.of(target).anyMatch(size -> size == -1);
    Operand y =
        open
            ? call.ops().arrays().reshapeLike(x, x, 0, 1, target)
            : call.ops()
                .arrays()
                .reshape(x, IntStream.concat(IntStream.of(-1), IntStream.of(target)).toArray());
    return LayerOutput.of(y);
  }

  private static int[] target(Config config) {
    List<Long> target = config.integers(KEY);
    boolean valid =
        target.stream().allMatch(size -> size >= -1 && size <= Integer.MAX_VALUE)
            && target.stream().filter(size -> size == -1).count() <= 1;
    if (!valid) {
      throw new ConfigException(KEY, "sizes, at most one of them -1", config.get(KEY));
    }
    return target.stream().mapToInt(Long::intValue).toArray();
  }

  /** Replaces the open size by what is left, where that is known. */
  private static int[] resolved(int[] target, Shape sample) {
    long rest =
        IntStream.of(target)
            .filter(size -> size != -1)
            .asLongStream()
            .reduce(1, Math::multiplyExact);
    boolean open = IntStream.of(target).anyMatch(size -> size == -1);
    if (sample.isFullyKnown()
        && (open ? rest == 0 || sample.elements() % rest != 0 : sample.elements() != rest)) {
      throw new ConfigException(
          KEY,
          "a shape of as many elements as " + sample + " has",
          IntStream.of(target).boxed().toList());
    }
    return sample.isFullyKnown() && rest != 0
        ? IntStream.of(target)
            .map(size -> size == -1 ? Math.toIntExact(sample.elements() / rest) : size)
            .toArray()
        : target;
  }
}
