package io.kerasport.serializers.config;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;

/** Where the channels of an image are. */
public enum DataFormat {
  /** (batch, spatial axes…, channels). */
  CHANNELS_LAST,
  /** (batch, channels, spatial axes…). */
  CHANNELS_FIRST;

  private static final String KEY = "data_format";

  /**
   * The entry {@code data_format}; absent means channels last.
   *
   * @throws ConfigException if it is neither of the two
   */
  public static DataFormat of(Config config) {
    return switch (config.string(KEY, "channels_last")) {
      case "channels_last" -> CHANNELS_LAST;
      case "channels_first" -> CHANNELS_FIRST;
      default ->
          throw new ConfigException(
              KEY, "\"channels_last\" or \"channels_first\"", config.get(KEY));
    };
  }

  /** The axis of the channels; -1 for the last. */
  public int channelAxis() {
    return this == CHANNELS_LAST ? -1 : 1;
  }

  /** The first spatial axis. */
  public int firstSpatialAxis() {
    return this == CHANNELS_LAST ? 1 : 2;
  }

  /** The tensor with its channels last. */
  public Operand toChannelsLast(Ops tf, Operand x) {
    return this == CHANNELS_LAST ? x : permuted(tf, x, DataFormat::toLast);
  }

  /** A tensor with its channels last in this format again. */
  public Operand fromChannelsLast(Ops tf, Operand x) {
    return this == CHANNELS_LAST ? x : permuted(tf, x, DataFormat::toFirst);
  }

  private static Operand permuted(Ops tf, Operand x, IntBinaryOperator sourceAxis) {
    int rank = x.shape().rank();
    return rank < 3
        ? x
        : tf.arrays()
            .transpose(
                x,
                IntStream.range(0, rank).map(axis -> sourceAxis.applyAsInt(axis, rank)).toArray());
  }

  private static int toLast(int axis, int rank) {
    return axis == 0 ? 0 : axis == rank - 1 ? 1 : axis + 1;
  }

  private static int toFirst(int axis, int rank) {
    return axis == 0 ? 0 : axis == 1 ? rank - 1 : axis - 1;
  }
}
