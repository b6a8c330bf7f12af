package io.kerasport.formats;

import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.archive.Entries;
import io.kerasport.formats.weights.PathWeights;
import io.kerasport.model.ChangedLayers;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts what layers learned and a {@code .keras} file keeps outside of the configuration into the
 * configuration: vocabularies, which are assets, the weights of their terms, and the summary from
 * which Keras 2 computes the boundaries of bins.
 */
final class LearnedSettings {
  private static final String ASSET = "assets/%s/vocabulary.txt";
  private static final int LONGEST_VOCABULARY = 256 << 20;
  private static final long MOST_NUMBERS = 1 << 24;
  private static final String VOCABULARY = "vocabulary";
  private static final String BOUNDARIES = "bin_boundaries";
  private static final String BINS = "num_bins";

  private final String file;
  private final Function<String, Optional<byte[]>> assets;
  private final Map<String, String> places;

  /**
   * The settings in a file.
   *
   * @param places where the file keeps what belongs to a layer, by the layer's path in the model
   */
  LearnedSettings(Entries entries, Map<String, String> places) {
    this(entries.name(), asset -> entries.bytes(asset, LONGEST_VOCABULARY), places);
  }

  private LearnedSettings(
      String file, Function<String, Optional<byte[]>> assets, Map<String, String> places) {
    this.file = file;
    this.assets = assets;
    this.places = places;
  }

  /** A model with what there is to know from its weights alone. */
  static Model ofWeights(Model model) {
    return new LearnedSettings("", asset -> Optional.empty(), Map.of()).into(model);
  }

  /**
   * A model with these settings.
   *
   * @throws ModelFormatException if an asset is damaged
   */
  Model into(Model model) {
    return ChangedLayers.in(model, this::learned);
  }

  private Layer learned(Layer layer, String path) {
    return switch (layer.className()) {
      case "StringLookup", "TextVectorization" -> withVocabulary(layer, path, false);
      case "IntegerLookup" -> withVocabulary(layer, path, true);
      case "Discretization" -> withBoundaries(layer);
      default -> layer;
    };
  }

  private Layer withVocabulary(Layer layer, String path, boolean integers) {
    Config config = layer.config();
    String asset = ASSET.formatted(places.getOrDefault(path, ""));
    Optional<byte[]> text =
        config.has(VOCABULARY) || !places.containsKey(path)
            ? Optional.empty()
            : assets.apply(asset);
    List<Object> terms = text.map(bytes -> terms(bytes, asset, integers)).orElse(List.of());
    if (text.isPresent()) {
      config = config.with(VOCABULARY, terms);
    }
    Optional<Weight> weights = weight(layer, PathWeights.IDF_WEIGHTS);
    if (weights.isPresent() && text.isPresent()) {
      // behind those of the terms Keras stores zeros up to the most terms there may be
      List<Double> numbers = numbers(weights.get());
      config =
          config.with(
              PathWeights.IDF_WEIGHTS, numbers.subList(0, Math.min(numbers.size(), terms.size())));
    }
    return with(layer, config, layer.weights().map(all -> List.of()));
  }

  private static Layer withBoundaries(Layer layer) {
    Config config = layer.config();
    List<Weight> weights = layer.weights().orElse(List.of());
    if (weights.isEmpty()) {
      return layer;
    }
    Config learned = config;
    boolean isSummary = weights.get(0).spec().shape().rank() == 2;
    if (!config.has(BOUNDARIES) && config.get(BINS) instanceof Long bins && bins > 0 && isSummary) {
      List<Double> summary = numbers(weights.get(0));
      int count = summary.size() / 2;
      BinSummary bounds =
          new BinSummary(summary.subList(0, count), summary.subList(count, 2 * count));
      learned = config.with(BOUNDARIES, bounds.boundaries(bins)).with(BINS, null);
    }
    return with(layer, learned, Optional.of(List.of()));
  }

  private static Layer with(Layer layer, Config config, Optional<List<Weight>> weights) {
    return new Layer(
        layer.name(), layer.className(), layer.registeredName(), config, weights, layer.nested());
  }

  private static Optional<Weight> weight(Layer layer, String name) {
    return layer.weights().orElse(List.of()).stream()
        .filter(weight -> name.equals(weight.name()))
        .findFirst();
  }

  private List<Object> terms(byte[] text, String asset, boolean integers) {
    String decoded;
    try {
      decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
    } catch (CharacterCodingException e) {
      throw damaged("The vocabulary is not text in UTF-8", asset, e);
    }
    List<Object> terms = new ArrayList<>();
    for (String line : decoded.split("\n")) { // leaves empty lines at the end out, as Keras does
      terms.add(integers ? integer(line, asset) : line);
    }
    return terms;
  }

  private Object integer(String line, String asset) {
    try {
      return Long.valueOf(line);
    } catch (NumberFormatException e) {
      throw damaged("The vocabulary should have integers and has `" + line + "`", asset, e);
    }
  }

  private ModelFormatException damaged(String what, String asset, Exception cause) {
    return new ModelFormatException(
        what, file + "!" + asset, "Save the model again with Keras.", cause);
  }

  private static List<Double> numbers(Weight weight) {
    long count = weight.spec().shape().elements();
    if (weight.spec().dtype() != DType.FLOAT || count > MOST_NUMBERS) {
      throw new ModelFormatException(
          "What the layer learned should be at most "
              + MOST_NUMBERS
              + " numbers of type float32, and is "
              + weight.spec(),
          weight.origin(),
          "Save the model again with Keras.",
          null);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) weight.spec().byteSize());
    try {
      weight.data().writeTo(Channels.newChannel(bytes));
    } catch (IOException e) {
      throw new ModelFormatException("The numbers cannot be read", weight.origin(), "", e);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    List<Double> numbers = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      numbers.add((double) buffer.getFloat());
    }
    return numbers;
  }
}
