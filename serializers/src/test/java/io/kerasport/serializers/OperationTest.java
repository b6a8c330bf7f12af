package io.kerasport.serializers;

import static io.kerasport.serializers.LayerUnderTest.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.UnsupportedModelException;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationTest {
  private static Config array(String dtype, Object value) {
    return config("class_name", "__numpy__", "config", config("value", value, "dtype", dtype));
  }

  private static LayerUnderTest add() {
    return LayerUnderTest.keras3("keras.ops.Add");
  }

  @Test
  void numbersTakeTheTypeOfTheTensor() {
    assertThat(add().on(DType.DOUBLE, 2).with(2).nodes()).containsExactly("add = AddV2(x, 2.0)");
    assertThat(add().on(DType.UINT8, 2).with(2).nodes()).containsExactly("add = AddV2(x, 2)");
  }

  @Test
  void anIntegerBecomesAFloatWithAFractionalNumber() {
    assertThat(add().on(DType.INT64, 2).with(0.5).nodes())
        .containsExactly("Cast = Cast(x) DstT=FLOAT", "add = AddV2(Cast, 0.5)");
  }

  @ParameterizedTest
  @CsvSource({
    "INT8, UINT8, INT16",
    "INT32, UINT8, INT32",
    "UINT32, INT16, INT64",
    "UINT64, INT8, FLOAT",
    "UINT8, UINT32, UINT32",
    "HALF, BFLOAT16, FLOAT",
    "INT64, HALF, HALF",
    "FLOAT, DOUBLE, DOUBLE",
    "BOOL, INT8, INT8"
  })
  void typesArePromotedAsInKeras3(DType one, DType other, DType common) {
    for (LayerUnderTest sum :
        List.of(add().on(one, 2).on(other, 2), add().on(other, 2).on(one, 2))) {
      assertThat(sum.nodes())
          .filteredOn(node -> node.contains("Cast("))
          .allMatch(node -> node.endsWith("DstT=" + common))
          .hasSize((one == common ? 0 : 1) + (other == common ? 0 : 1));
    }
  }

  @Test
  void keras2GivesConstantsTheTypeOfTheTensor() {
    assertThat(LayerUnderTest.keras2("tf.math.add").on(DType.DOUBLE, 2).with("y", 2).nodes())
        .containsExactly("add = AddV2(x, 2.0)");
  }

  @Test
  void keras2DividesWideIntegersInFloat64() {
    assertThat(LayerUnderTest.keras2("tf.math.truediv").on(DType.INT32, 2).with("y", 2).nodes())
        .contains("Cast = Cast(x) DstT=DOUBLE");
  }

  @Test
  void arraysHaveTheTypeTheyState() {
    assertThat(add().on(DType.INT32, 2).with(array("int64", List.of(1, 2))).nodes())
        .containsExactly("Cast = Cast(x) DstT=INT64", "add = AddV2(Cast, [1, 2])");
  }

  @Test
  void refusesRaggedArrays() {
    assertThatThrownBy(
            () -> add().on(2).with(array("float32", List.of(List.of(1, 2), List.of(3)))).nodes())
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("`x2`", "evenly nested lists of numbers");
  }

  @Test
  void refusesArraysOfText() {
    assertThatThrownBy(() -> add().on(2).with(array("float32", List.of("a", "b"))).nodes())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("evenly nested lists of numbers");
  }

  @Test
  void refusesArraysOfUnknownTypes() {
    assertThatThrownBy(() -> add().on(2).with(array("float7", List.of(1))).nodes())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("float7");
  }

  @Test
  void refusesArraysOfManyAxes() {
    Object nested = 1L;
    for (int i = 0; i < 9; i++) {
      nested = List.of(nested);
    }
    Config array = array("float32", nested);
    assertThatThrownBy(() -> add().on(2).with(array).nodes())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("at most 8 axes");
  }

  @Test
  void refusesNumbersThatTheTypeCannotHold() {
    assertThatThrownBy(() -> add().on(DType.UINT8, 2).with(256).nodes())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("within the range of uint8");
    assertThatThrownBy(() -> add().on(DType.INT8, 2).with(-129).nodes())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("within the range of int8");
  }

  @Test
  void refusesObjectsThatAreNoArrays() {
    assertThatThrownBy(
            () -> add().on(2).with(config("class_name", "__lambda__", "config", config())).nodes())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("a tensor or numbers");
  }

  @Test
  void refusesMissingArguments() {
    assertThatThrownBy(() -> add().on(2).nodes())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`x2` should be an argument, found nothing");
  }

  @Test
  void refusesSurplusArguments() {
    assertThatThrownBy(() -> add().on(2).on(2).with(1).nodes())
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("is called with 3 arguments");
  }

  @Test
  void refusesAxesThatTheTensorLacks() {
    assertThatThrownBy(
            () -> LayerUnderTest.keras3("keras.ops.Sum", "axis", List.of(2)).on(2, 3).nodes())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`axis`");
    assertThatThrownBy(
            () -> LayerUnderTest.keras2("tf.math.reduce_sum").on(2, 3).with("axis", -3).nodes())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`axis`");
  }

  @Test
  void refusesAPermutationWithAnAxisTwice() {
    assertThatThrownBy(
            () ->
                LayerUnderTest.keras3("keras.ops.Transpose", "axes", List.of(0, 0))
                    .on(2, 3)
                    .nodes())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("each axis once");
  }

  @Test
  void refusesKeysOfOtherThings() {
    assertThatThrownBy(() -> LayerUnderTest.keras3("keras.ops.GetItem").on(2, 3).with("a").nodes())
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("has the key a");
  }

  @Test
  void aKeyOfNothingIsANewAxis() {
    assertThat(LayerUnderTest.keras3("keras.ops.GetItem").on(2, 3).with((Object) null).nodes())
        .anyMatch(node -> node.contains("new_axis_mask=1"));
    assertThat(
            LayerUnderTest.keras2("tf.__operators__.getitem")
                .on(2, 3)
                .with("slice_spec", Arrays.asList(null, 1L))
                .nodes())
        .anyMatch(node -> node.contains("new_axis_mask=1") && node.contains("shrink_axis_mask=2"));
  }

  @Test
  void refusesKeysWithMoreItemsThanAMaskHasBits() {
    Object[] items = new Object[33];
    Arrays.fill(items, 0L);
    assertThatThrownBy(
            () -> LayerUnderTest.keras3("keras.ops.GetItem").on(2, 3).with(List.of(items)).nodes())
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("a key of 33 items");
  }

  @Test
  void refusesAnEquationForOtherOperands() {
    assertThatThrownBy(
            () ->
                LayerUnderTest.keras3("keras.ops.Einsum", "subscripts", "ij,jk->ik")
                    .on(2, 3)
                    .nodes())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`subscripts` should be for 1 operands");
  }

  @Test
  void refusesToListTruePositions() {
    assertThatThrownBy(() -> LayerUnderTest.keras3("keras.ops.Where").on(DType.BOOL, 2).nodes())
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("positions of true elements");
  }

  @Test
  void refusesDtypesThatAreNone() {
    assertThatThrownBy(() -> LayerUnderTest.keras3("keras.ops.Cast", "dtype", "wide").on(2).nodes())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`dtype` should be an element type");
  }
}
