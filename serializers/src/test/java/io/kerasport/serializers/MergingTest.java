package io.kerasport.serializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.UnsupportedModelException;
import org.junit.jupiter.api.Test;

class MergingTest {
  @Test
  void addsOneAfterTheOther() {
    assertThat(LayerUnderTest.keras3("Add").on(-1, 3).on(-1, 3).on(-1, 3).nodes())
        .containsExactly("add = AddV2(x, x1)", "add_1 = AddV2(add, x2)");
  }

  @Test
  void insertsMissingAxesBehindTheBatch() {
    assertThat(LayerUnderTest.keras3("Multiply").on(-1, 4, 3).on(-1, 3).nodes())
        .containsExactly("ExpandDims = ExpandDims(x1, 1)", "mul = Mul(x, ExpandDims)");
  }

  @Test
  void averages() {
    assertThat(LayerUnderTest.keras3("Average").on(-1, 3).on(-1, 3).nodes())
        .containsExactly("add = AddV2(x, x1)", "truediv = RealDiv(add, 2.0)");
  }

  @Test
  void takesExtremes() {
    assertThat(LayerUnderTest.keras3("Maximum").on(-1, 3).on(-1, 3).nodes())
        .containsExactly("Maximum = Maximum(x, x1)");
    assertThat(LayerUnderTest.keras3("Minimum").on(-1, 3).on(-1, 3).nodes())
        .containsExactly("Minimum = Minimum(x, x1)");
  }

  @Test
  void subtractsTwoTensorsOnly() {
    assertThat(LayerUnderTest.keras3("Subtract").on(-1, 3).on(-1, 3).nodes())
        .containsExactly("sub = Sub(x, x1)");
    LayerUnderTest three = LayerUnderTest.keras3("Subtract").on(-1, 3).on(-1, 3).on(-1, 3);
    assertThatThrownBy(three::nodes)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("called with 3 tensors");
  }

  @Test
  void addsAScaledBranchAsInceptionResNetDoes() {
    assertThat(LayerUnderTest.keras3("CustomScaleLayer", "scale", 0.17).on(-1, 3).on(-1, 3).nodes())
        .containsExactly("mul = Mul(x1, 0.17)", "add = AddV2(x, mul)");
  }

  @Test
  void concatenatesAlongAnAxis() {
    assertThat(LayerUnderTest.keras3("Concatenate", "axis", 1).on(-1, 4, 3).on(-1, 2, 3).nodes())
        .containsExactly("concat = ConcatV2(x, x1, 1)");
  }

  @Test
  void keras2KeepsWhatAllMasksKeep() {
    assertThat(
            LayerUnderTest.keras2("Add").on(-1, 4, 3).masked().on(-1, 4, 3).masked().outputMask())
        .isEqualTo("LogicalAnd");
    assertThat(LayerUnderTest.keras2("Add").on(-1, 4, 3).on(-1, 4, 3).masked().outputMask())
        .isEqualTo("mask1");
  }

  @Test
  void keras2ConcatenatesMasksAndCountsAMissingOneAsSet() {
    assertThat(
            LayerUnderTest.keras2("Concatenate", "axis", 1)
                .on(-1, 4, 3)
                .masked()
                .on(-1, 2, 3)
                .nodes())
        .containsExactly(
            "concat = ConcatV2(x, x1, 1)",
            "mask/ExpandDims = ExpandDims(mask, -1)",
            "mask/Shape = Shape(x1) out_type=INT32",
            "mask/Fill = Fill(mask/Shape, true)",
            "mask/concat = ConcatV2(mask/ExpandDims, mask/Fill, 1)",
            "mask/All = All(mask/concat, [-1]) keep_dims=false");
  }

  @Test
  void keras3MultipliesWhereInputsCount() {
    assertThat(LayerUnderTest.keras3("Multiply").on(-1, 4, 3).masked().on(-1, 4, 3).nodes())
        .containsExactly(
            "ExpandDims = ExpandDims(mask, -1)",
            "SelectV2 = SelectV2(ExpandDims, x, 1.0)",
            "mul = Mul(SelectV2, x1)");
  }

  @Test
  void keras3ConcatenatesMasksOfWholeInputs() {
    assertThat(
            LayerUnderTest.keras3("Concatenate", "axis", -1)
                .on(-1, 4, 3)
                .masked()
                .on(-1, 4, 2)
                .nodes())
        .containsExactly(
            "concat = ConcatV2(x, x1, -1)",
            "mask/ExpandDims = ExpandDims(mask, -1)",
            "mask/Shape = Shape(x) out_type=INT32",
            "mask/BroadcastTo = BroadcastTo(mask/ExpandDims, mask/Shape)",
            "mask/Shape_1 = Shape(x1) out_type=INT32",
            "mask/Fill = Fill(mask/Shape_1, true)",
            "mask/concat = ConcatV2(mask/BroadcastTo, mask/Fill, -1)",
            "mask/Any = Any(mask/concat, [-1]) keep_dims=false");
  }
}
