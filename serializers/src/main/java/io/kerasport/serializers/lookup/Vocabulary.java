package io.kerasport.serializers.lookup;

import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.serializers.config.NumberArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The terms that a layer knows, in the order of their numbers.
 *
 * @param settings how they are looked up
 * @param terms strings, or integers as Long, without the tokens for masks and unknown terms
 * @param hadTokens whether those tokens stood before them in the configuration
 */
record Vocabulary(LookupSettings settings, List<Object> terms, boolean hadTokens) {
  static final String KEY = "vocabulary";
  private static final String WEIGHTS = "idf_weights";

  /** They are a constant of the graph. */
  private static final long MOST_WEIGHTS = 1 << 24;

  Vocabulary {
    terms = List.copyOf(terms);
  }

  /** Why there is no vocabulary, or empty if there is one. */
  static Optional<String> missing(Config config) {
    if (config.get(KEY) instanceof String) {
      return Optional.of(
          "its vocabulary is a file outside of the model, which is never opened; build it with the"
              + " terms themselves");
    }
    return config.has(KEY)
        ? Optional.empty()
        : Optional.of(
            "its vocabulary is not in the file; save the model as .keras, or build the layer with"
                + " the terms it learned");
  }

  /**
   * The vocabulary in a configuration.
   *
   * @throws ConfigException if Keras would refuse it
   */
  static Vocabulary of(Config config, LookupSettings settings) {
    List<Object> given = new ArrayList<>();
    for (Object term : config.list(KEY)) {
      given.add(term(config, settings, term));
    }
    if (given.isEmpty()) {
      throw new ConfigException(KEY, "a list of terms", given);
    }
    List<@Nullable Object> tokens = new ArrayList<>();
    if (settings.numbersMask()) {
      tokens.add(settings.maskToken());
    }
    tokens.addAll(
        Collections.nCopies(
            (int) Math.min(settings.unknowns(), given.size() + 1L), settings.unknownToken()));
    int count = tokens.size();
    boolean hadTokens = count <= given.size() && given.subList(0, count).equals(tokens);
    List<Object> terms = hadTokens ? given.subList(count, given.size()) : given;
    check(settings, terms);
    return new Vocabulary(settings, terms, hadTokens);
  }

  private static Object term(Config config, LookupSettings settings, @Nullable Object term) {
    boolean fits =
        settings.termType() == DType.STRING ? term instanceof String : term instanceof Long;
    if (term == null || !fits) {
      String kind = settings.termType() == DType.STRING ? "strings" : "integers";
      throw new ConfigException(KEY, "a list of " + kind, config.get(KEY));
    }
    return term;
  }

  private static void check(LookupSettings settings, List<Object> terms) {
    Set<Object> seen = new HashSet<>();
    for (Object term : terms) {
      if (!seen.add(term)) {
        throw new ConfigException(KEY, "a list without repeated terms", term);
      }
    }
    if (settings.maskToken() != null && seen.contains(settings.maskToken())) {
      throw new ConfigException(KEY, "without the `mask_token` among the terms", terms);
    }
    if (settings.invert() && seen.contains(settings.unknownToken())) {
      throw new ConfigException(KEY, "without the `oov_token` among the terms", terms);
    }
    if (settings.firstTerm() + terms.size() > settings.maxTokens()) {
      throw new ConfigException(
          KEY, "at most max_tokens = " + settings.maxTokens() + " tokens", terms);
    }
  }

  /** How many numbers there are, those for masks and unknown terms included. */
  long size() {
    return settings.firstTerm() + terms.size();
  }

  /** How many places vectors have. */
  long depth() {
    return settings.padded() ? settings.maxTokens() : size();
  }

  /**
   * The weight of each number for {@link OutputMode#TF_IDF}. Where the configuration has none for
   * unknown terms they get the mean of all, and numbers without a term get 0.
   *
   * @throws ConfigException if there are not as many as there are terms
   */
  double[] weights(Config config) {
    double[] given = NumberArray.of(config, WEIGHTS).toArray();
    long terms = this.terms.size() + (hadTokens ? settings.firstTerm() : 0);
    if (given.length != terms) {
      throw new ConfigException(WEIGHTS, terms + " numbers, as many as terms", given.length);
    }
    if (depth() > MOST_WEIGHTS) {
      throw new ConfigException("max_tokens", "at most " + MOST_WEIGHTS, depth());
    }
    double mean = DoubleStream.of(given).average().orElse(0);
    long ahead = hadTokens ? 0 : settings.firstTerm();
    double[] weights = new double[Math.toIntExact(depth())];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i < ahead ? mean : i < ahead + given.length ? given[(int) (i - ahead)] : 0;
    }
    return weights;
  }
}
