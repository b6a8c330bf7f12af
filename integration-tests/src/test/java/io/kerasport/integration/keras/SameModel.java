package io.kerasport.integration.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Compares models: topology and configuration entry by entry, weights byte by byte. */
public final class SameModel {
  private SameModel() {}

  public static void assertEqual(Model actual, Model expected) throws IOException {
    assertThat(actual.name()).isEqualTo(expected.name());
    assertThat(actual.kind()).isEqualTo(expected.kind());
    assertThat(actual.generation()).isEqualTo(expected.generation());
    assertThat(actual.nodes()).isEqualTo(expected.nodes());
    assertThat(actual.inputs()).isEqualTo(expected.inputs());
    assertThat(actual.outputs()).isEqualTo(expected.outputs());
    assertThat(actual.source()).isEqualTo(expected.source());
    assertThat(actual.compileConfig()).isEqualTo(expected.compileConfig());
    assertThat(actual.layers()).hasSameSizeAs(expected.layers());
    for (int i = 0; i < expected.layers().size(); i++) {
      assertEqual(actual.layers().get(i), expected.layers().get(i));
    }
  }

  private static void assertEqual(Layer actual, Layer expected) throws IOException {
    assertThat(actual.name()).isEqualTo(expected.name());
    assertThat(actual.className()).isEqualTo(expected.className());
    assertThat(actual.registeredName()).isEqualTo(expected.registeredName());
    assertThat(actual.config()).isEqualTo(expected.config());
    // Files order weights by their own rules, and .keras leaves them without names; it holds one
    // twice where a wrapper has it besides the layer inside.
    boolean wraps = expected.config().toString().contains("SpectralNormalization");
    List<String> once = weights(expected);
    assertThat(weights(actual))
        .as("weights of %s", expected.name())
        .containsExactlyInAnyOrderElementsOf(
            wraps || expected.className().equals("SpectralNormalization")
                ? once.stream().distinct().toList()
                : once);
    assertThat(actual.nested() == null).isEqualTo(expected.nested() == null);
    if (actual.nested() != null && expected.nested() != null) {
      assertEqual(actual.nested(), expected.nested());
    }
  }

  private static List<String> weights(Layer layer) throws IOException {
    List<String> all = new ArrayList<>();
    for (Weight weight : layer.weights().orElse(List.of())) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      weight.data().writeTo(Channels.newChannel(bytes));
      all.add(weight.spec() + " " + HexFormat.of().formatHex(bytes.toByteArray()));
    }
    return all;
  }
}
