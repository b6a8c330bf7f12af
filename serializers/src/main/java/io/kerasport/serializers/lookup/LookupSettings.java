package io.kerasport.serializers.lookup;

import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a layer looks terms up.
 *
 * @param termType what terms are: strings or integers
 * @param invert whether numbers are given and terms wanted
 * @param maxTokens the most numbers there may be; empty for no limit
 * @param unknowns how many numbers unknown terms share
 * @param unknownToken the term for numbers that no term has
 * @param maskToken the term that stands for nothing, or null
 * @param mode what is made of numbers
 * @param padded whether vectors have a place for each of {@code maxTokens} numbers
 * @param hashesIntegers whether unknown integers are hashed to choose their number, rather than
 *     divided
 * @param salt the key of the hash, or empty for one without
 */
record LookupSettings(
    DType termType,
    boolean invert,
    long maxTokens,
    long unknowns,
    @Nullable Object unknownToken,
    @Nullable Object maskToken,
    OutputMode mode,
    boolean padded,
    boolean hashesIntegers,
    List<Long> salt) {
  private static final long UNLIMITED = Long.MAX_VALUE;
  private static final String MAX_TOKENS = "max_tokens";
  private static final String UNKNOWNS = "num_oov_indices";
  private static final String METHOD = "oov_method";
  private static final String SALT = "salt";

  /**
   * Reads the settings.
   *
   * @throws ConfigException if Keras would refuse them
   */
  static LookupSettings of(Config config, DType termType) {
    OutputMode mode = OutputMode.of(config, OutputMode.values());
    boolean invert = config.bool("invert", false);
    if (invert && mode != OutputMode.INT) {
      throw new ConfigException(
          OutputMode.KEY, "int where `invert` is true", config.get(OutputMode.KEY));
    }
    long maxTokens = config.integer(MAX_TOKENS, UNLIMITED);
    if (maxTokens <= 1) {
      throw new ConfigException(MAX_TOKENS, "greater than 1", maxTokens);
    }
    boolean padded = config.bool("pad_to_max_tokens", false);
    if (padded && maxTokens == UNLIMITED) {
      throw new ConfigException(MAX_TOKENS, "given where `pad_to_max_tokens` is true", null);
    }
    long unknowns = config.integer(UNKNOWNS, 1);
    if (unknowns < 0 || unknowns > Integer.MAX_VALUE) {
      throw new ConfigException(UNKNOWNS, "at least 0 and below 2^31", unknowns);
    }
    if (config.has("idf_weights") && mode != OutputMode.TF_IDF) {
      throw new ConfigException(
          "idf_weights", "left out unless `output_mode` is tf_idf", config.get("idf_weights"));
    }
    boolean hashesIntegers = hashesIntegers(config);
    return new LookupSettings(
        termType,
        invert,
        maxTokens,
        unknowns,
        token(config, "oov_token", termType, termType == DType.STRING ? "[UNK]" : Long.valueOf(-1)),
        token(config, "mask_token", termType, null),
        mode,
        padded,
        hashesIntegers,
        salt(config, termType == DType.STRING || hashesIntegers));
  }

  private static boolean hashesIntegers(Config config) {
    String method = config.string(METHOD, "floormod");
    if (!List.of("floormod", "farmhash").contains(method)) {
      throw new ConfigException(METHOD, "floormod or farmhash", method);
    }
    return method.equals("farmhash");
  }

  private static @Nullable Object token(
      Config config, String key, DType type, @Nullable Object otherwise) {
    if (!config.has(key)) {
      return config.entries().containsKey(key) ? null : otherwise;
    }
    return type == DType.STRING ? config.string(key) : (Object) config.integer(key);
  }

  private static List<Long> salt(Config config, boolean hashes) {
    if (config.has(SALT) && !hashes) {
      throw new ConfigException(SALT, "left out unless `oov_method` is farmhash", config.get(SALT));
    }
    return salt(config);
  }

  /**
   * The entry {@code salt}: two numbers, or one that counts twice; empty if absent.
   *
   * @throws ConfigException if it is anything else
   */
  static List<Long> salt(Config config) {
    if (!config.has(SALT)) {
      return List.of();
    }
    if (config.get(SALT) instanceof List<?> pair && pair.size() != 2) {
      throw new ConfigException(SALT, "two integers, or a single one", pair);
    }
    List<Long> salt = config.integers(SALT);
    return salt.size() == 2 ? salt : Collections.nCopies(2, salt.get(0));
  }

  /** Whether the mask token has the number 0. */
  boolean numbersMask() {
    return maskToken != null && mode == OutputMode.INT;
  }

  /** The first number of unknown terms. */
  long firstUnknown() {
    return numbersMask() ? 1 : 0;
  }

  /** The number of the first term of the vocabulary. */
  long firstTerm() {
    return firstUnknown() + unknowns;
  }
}
