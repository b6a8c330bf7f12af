package io.kerasport.export;

/**
 * How to build a model.
 *
 * @param seed decides the initial weights: equal seeds give equal weights, on any machine. A seed
 *     that an initializer states itself counts first
 * @param customObjects what serves names of the description for this call alone
 */
public record BuildOptions(long seed, CustomObjects customObjects) {
  /** Seed 0, and only what extensions have bound. */
  public static BuildOptions defaults() {
    return new BuildOptions(0, CustomObjects.none());
  }

  /** These options with another seed. */
  public BuildOptions withSeed(long other) {
    return new BuildOptions(other, customObjects);
  }

  /** These options with other custom objects. */
  public BuildOptions withCustomObjects(CustomObjects objects) {
    return new BuildOptions(seed, objects);
  }
}
