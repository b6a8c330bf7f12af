package io.kerasport.build.layer;

import io.kerasport.build.KerasLayer;

/**
 * Attention. {@link #dot} and {@link #additive} are called with a list of query, value and
 * optionally key; the others with one after the other.
 */
public final class Attention extends KerasLayer<Attention>
    implements KernelSettings<Attention>, BiasSettings<Attention> {
  private Attention(String className) {
    super(className);
  }

  /** Scores are scalar products. */
  public static Attention dot() {
    return new Attention("Attention");
  }

  /** Scores are sums through tanh. */
  public static Attention additive() {
    return new Attention("AdditiveAttention");
  }

  /** Several heads, each with keys of a size. */
  public static Attention multiHead(long heads, long keySize) {
    return new Attention("MultiHeadAttention").set("num_heads", heads).set("key_dim", keySize);
  }

  /** Several query heads share the keys and values of one head. */
  public static Attention groupedQuery(long headSize, long queryHeads, long keyValueHeads) {
    return new Attention("GroupQueryAttention")
        .set("head_dim", headSize)
        .set("num_query_heads", queryHeads)
        .set("num_key_value_heads", keyValueHeads);
  }

  /** The size of a head's values; that of its keys otherwise. */
  public Attention valueSize(long size) {
    return set("value_dim", size);
  }

  /** The share of the scores that is dropped while training. */
  public Attention dropout(double rate) {
    return set("dropout", rate);
  }

  /** Trains a factor for the scores of {@link #dot} or {@link #additive}. */
  public Attention scaled() {
    return set("use_scale", true);
  }
}
