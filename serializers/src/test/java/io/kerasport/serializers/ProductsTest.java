package io.kerasport.serializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.UnsupportedModelException;
import io.kerasport.model.ConfigException;
import io.kerasport.model.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProductsTest {
  @Test
  void einsumDenseReadsTheKernelsShapeFromItsEquation() {
    LayerUnderTest heads =
        LayerUnderTest.keras3(
                "EinsumDense",
                "equation",
                "abc,cde->abde",
                "output_shape",
                Arrays.asList(null, 2, 3),
                "bias_axes",
                "e")
            .on(-1, -1, 6);

    assertThat(heads.weights().get(0).spec().shape()).isEqualTo(Shape.of(6, 2, 3));
    assertThat(heads.weights().get(1).spec().shape()).isEqualTo(Shape.of(3));
  }

  @Test
  void einsumDenseSpellsOutTheEllipsis() {
    LayerUnderTest behind =
        LayerUnderTest.keras3("EinsumDense", "equation", "ab...,bc->ac...", "output_shape", 2)
            .on(-1, 5, 6);

    assertThat(behind.nodes())
        .containsExactly("einsum/Einsum = Einsum(x, kernel) equation=abA,bc->acA");
  }

  @Test
  void refusesAnEquationThatIsNone() {
    LayerUnderTest layer = LayerUnderTest.keras3("EinsumDense", "equation", "ab,bc");

    assertThatThrownBy(layer::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`equation`");
  }

  @Test
  void refusesAnOutputLetterOutOfNowhere() {
    LayerUnderTest layer = LayerUnderTest.keras3("EinsumDense", "equation", "ab,bc->ad");

    assertThatThrownBy(layer::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("without a letter that only the output has");
  }

  @Test
  void refusesAnOutputShapeOfAnotherRank() {
    LayerUnderTest layer =
        LayerUnderTest.keras3("EinsumDense", "equation", "ab,bc->ac", "output_shape", List.of(3, 4))
            .on(-1, 5);

    assertThatThrownBy(layer::weights)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`output_shape` should be sizes of an output of rank 2");
  }

  @Test
  void dotSumsOverOneAxisOfEach() {
    LayerUnderTest dot = LayerUnderTest.keras3("Dot", "axes", List.of(2, 1)).on(-1, 5, 6).on(-1, 6);

    assertThat(dot.nodes()).containsExactly("einsum/Einsum = Einsum(x, x1) equation=abz,az->ab");
  }

  @Test
  void refusesDotOverAxesOfDifferentSize() {
    LayerUnderTest dot = LayerUnderTest.keras2("Dot", "axes", -1).on(-1, 5, 6).on(-1, 7);

    assertThatThrownBy(dot::nodes)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("axis 2 of (?, 5, 6) and axis 1 of (?, 7) differ in size");
  }

  @Test
  void refusesDotOverTheBatch() {
    LayerUnderTest dot = LayerUnderTest.keras2("Dot", "axes", 0).on(-1, 5).on(-1, 5);

    assertThatThrownBy(dot::nodes)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`axes`");
  }

  @Test
  void refusesGroupsThatDoNotDivideTheChannels() {
    LayerUnderTest norm = LayerUnderTest.keras3("GroupNormalization", "groups", 4).on(-1, 5, 6);

    assertThatThrownBy(norm::weights)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`groups` should be a divisor of the 6 channels, found 4");
  }

  @Test
  void refusesSharedAxesThatDoNotExist() {
    LayerUnderTest prelu = LayerUnderTest.keras3("PReLU", "shared_axes", List.of(3)).on(-1, 5, 6);

    assertThatThrownBy(prelu::weights)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`shared_axes`");
  }

  @Test
  void refusesToNormalizeOverAnAxisThatDoesNotExist() {
    LayerUnderTest norm = LayerUnderTest.keras2("LayerNormalization", "axis", 3).on(-1, 5, 6);

    assertThatThrownBy(norm::weights)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`axis` should be between -3 and 2");
  }
}
