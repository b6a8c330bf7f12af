package io.kerasport.formats.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountedNamesTest {
  private final CountedNames layers = new CountedNames();

  private void layers(String... names) {
    for (String name : names) {
      layers.add(name, "inner/" + name);
    }
  }

  @Test
  void layersOfOneBaseCorrespondInTheOrderOfTheirNumbers() {
    layers("dense_10", "dense_9", "norm_3");

    assertThat(layers.pathsFor(List.of("dense_1/kernel", "norm/gamma", "dense/kernel")))
        .hasValue(
            Map.of(
                "dense/", "inner/dense_9", "dense_1/", "inner/dense_10", "norm/", "inner/norm_3"));
  }

  @Test
  void whatStandsInFrontOfALayerBelongsToItsPath() {
    layers("lstm_4");

    assertThat(layers.pathsFor(List.of("model/lstm/lstm_cell/bias", "model/lstm/lstm_cell/kernel")))
        .hasValue(Map.of("model/lstm/", "inner/lstm_4"));
  }

  @Test
  void layersWithoutWeightsNeedNoPlaceInTheFile() {
    layers("dense_4", "flatten_2", "input_9");

    assertThat(layers.pathsFor(List.of("dense/kernel")))
        .hasValue(Map.of("dense/", "inner/dense_4"));
  }

  @Test
  void anotherNumberOfLayersMeansAnotherModel() {
    layers("dense_4", "dense_5");

    assertThat(layers.pathsFor(List.of("dense/kernel"))).isEmpty();
  }

  @Test
  void anotherBaseMeansAnotherModel() {
    layers("dense_4");

    assertThat(layers.pathsFor(List.of("dense/kernel", "conv/kernel"))).isEmpty();
  }

  @Test
  void oneNameForTwoLayersDecidesNothing() {
    layers("dense_4");
    layers.add("dense_4", "other/dense_4");

    assertThat(layers.pathsFor(List.of("dense/kernel"))).isEmpty();
  }

  @Test
  void oneNumberOnTwoPathsDecidesNothing() {
    layers("dense_4");

    assertThat(layers.pathsFor(List.of("a/dense/kernel", "b/dense/kernel"))).isEmpty();
  }
}
