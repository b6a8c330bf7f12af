package io.kerasport.serializers.core;

import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.Ranks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The equation of an EinsumDense: {@code x,kernel->y} with a letter for each axis. An ellipsis, on
 * the same side of x and y, stands for axes that are only handed through.
 *
 * @param x letters of the input
 * @param kernel letters of the kernel
 * @param y letters of the output
 * @param ellipsis where it stands
 */
record EinsumEquation(String x, String kernel, String y, Ellipsis ellipsis) {
  private static final String KEY = "equation";
  private static final String LETTERS = "([a-zA-Z]+)";
  private static final String DOTS = "\\.\\.\\.";

  /** Where the ellipsis of an equation stands. */
  enum Ellipsis {
    NONE(LETTERS + "," + LETTERS + "->" + LETTERS),
    BEFORE(DOTS + LETTERS + "," + LETTERS + "->" + DOTS + LETTERS),
    BEHIND(LETTERS + DOTS + "," + LETTERS + "->" + LETTERS + DOTS);

    private final Pattern pattern;

    Ellipsis(String pattern) {
      this.pattern = Pattern.compile(pattern);
    }
  }

  static EinsumEquation of(Config config) {
    String text = config.string(KEY);
    for (Ellipsis ellipsis : Ellipsis.values()) {
      Matcher matcher = ellipsis.pattern.matcher(text);
      if (matcher.matches()) {
        return checked(
            new EinsumEquation(matcher.group(1), matcher.group(2), matcher.group(3), ellipsis),
            text);
      }
    }
    throw new ConfigException(
        KEY, "of the form ab,bc->ac, ...ab,bc->...ac or ab...,bc->ac...", text);
  }

  private static EinsumEquation checked(EinsumEquation equation, String text) {
    for (char letter : equation.y.toCharArray()) {
      if (equation.x.indexOf(letter) < 0 && equation.kernel.indexOf(letter) < 0) {
        throw new ConfigException(KEY, "without a letter that only the output has", text);
      }
    }
    for (char letter : equation.kernel.toCharArray()) {
      if (equation.x.indexOf(letter) < 0 && equation.y.indexOf(letter) < 0) {
        throw new ConfigException(KEY, "without a letter that only the kernel has", text);
      }
    }
    return equation;
  }

  /** How many axes inputs may have. */
  Ranks ranks() {
    return ellipsis == Ellipsis.NONE ? Ranks.of(x.length()) : Ranks.atLeast(x.length());
  }

  /** The equation with letters in place of the ellipsis, for an input of known rank. */
  String text(Shape input) {
    StringBuilder free = new StringBuilder();
    for (char letter = 'A'; free.length() < elided(input); letter++) {
      if (letter > 'z') {
        throw new ConfigException(KEY, "of fewer letters for an input of shape " + input, x);
      }
      if (Character.isLetter(letter) && (x + kernel + y).indexOf(letter) < 0) {
        free.append(letter);
      }
    }
    return ellipsis == Ellipsis.BEHIND
        ? x + free + "," + kernel + "->" + y + free
        : free + x + "," + kernel + "->" + free + y;
  }

  /** The shape of the kernel for an input. */
  Shape kernelShape(LayerDescription layer, TensorSpec input) {
    long[] output = outputSizes(layer.config(), input.shape());
    long[] sizes = new long[kernel.length()];
    Arrays.setAll(
        sizes,
        i -> {
          char letter = kernel.charAt(i);
          return y.indexOf(letter) >= 0
              ? known(layer.config(), output[outputAxis(letter, input.shape())])
              : Sizes.known(layer, input.shape(), inputAxis(letter));
        });
    return Shape.of(sizes);
  }

  /** The shape of the bias: sizes of the output on {@code bias_axes}, ones between and behind. */
  Shape biasShape(LayerDescription layer, TensorSpec input) {
    String axes = layer.config().string("bias_axes");
    if (axes.isEmpty() || axes.chars().anyMatch(letter -> y.indexOf(letter) < 0)) {
      throw new ConfigException("bias_axes", "letters of the output " + y, axes);
    }
    int first = axes.chars().map(y::indexOf).min().orElseThrow();
    long[] output = outputSizes(layer.config(), input.shape());
    List<Long> sizes = new ArrayList<>();
    for (char letter : y.substring(first).toCharArray()) {
      sizes.add(
          axes.indexOf(letter) >= 0
              ? known(layer.config(), output[outputAxis(letter, input.shape())])
              : 1L);
    }
    for (int i = 0; ellipsis == Ellipsis.BEHIND && i < elided(input.shape()); i++) {
      sizes.add(1L);
    }
    return Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
  }

  private static long known(Config config, long size) {
    if (size == Shape.UNKNOWN_DIM) {
      throw new ConfigException(
          "output_shape", "sizes for all axes that weights have", config.get("output_shape"));
    }
    return size;
  }

  private int inputAxis(char letter) {
    return ellipsis == Ellipsis.BEFORE ? x.indexOf(letter) - x.length() : x.indexOf(letter);
  }

  private int outputAxis(char letter, Shape input) {
    return ellipsis == Ellipsis.BEFORE ? elided(input) + y.indexOf(letter) : y.indexOf(letter);
  }

  private int elided(Shape input) {
    return input.rank() - x.length();
  }

  /**
   * The output's sizes as far as the configuration and the handed-through axes tell them: the
   * batch, the entry {@code output_shape} and the elided axes.
   */
  private long[] outputSizes(Config config, Shape input) {
    List<Long> sizes = new ArrayList<>();
    sizes.add(input.dim(0));
    for (int i = 1; ellipsis == Ellipsis.BEFORE && i < elided(input); i++) {
      sizes.add(input.dim(i));
    }
    sizes.addAll(configured(config));
    for (int i = x.length(); ellipsis == Ellipsis.BEHIND && i < input.rank(); i++) {
      sizes.add(input.dim(i));
    }
    int rank = y.length() + (ellipsis == Ellipsis.NONE ? 0 : elided(input));
    if (sizes.size() != rank) {
      throw new ConfigException(
          "output_shape", "sizes of an output of rank " + rank, config.get("output_shape"));
    }
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  private static List<Long> configured(Config config) {
    if (!(config.get("output_shape") instanceof List<?> sizes)) {
      return config.integers("output_shape");
    }
    List<Long> known = new ArrayList<>();
    for (Object size : sizes) {
      if (size != null && !(size instanceof Long)) {
        throw new ConfigException("output_shape", "numbers and nulls", sizes);
      }
      known.add(size instanceof Long number ? number : Shape.UNKNOWN_DIM);
    }
    return known;
  }
}
