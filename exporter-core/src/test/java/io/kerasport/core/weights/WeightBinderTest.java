package io.kerasport.core.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.core.registry.CustomObjectScope;
import io.kerasport.export.Problem;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.Layer;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.Weight;
import io.kerasport.spi.WeightSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class WeightBinderTest {
  private static final TensorSpec KERNEL = new TensorSpec(DType.FLOAT, Shape.of(3, 4));
  private static final TensorSpec BIAS = new TensorSpec(DType.FLOAT, Shape.of(4));
  private static final List<WeightSpec> DENSE =
      List.of(
          WeightSpec.trainable("kernel", KERNEL).alsoStoredAs("old_kernel"),
          WeightSpec.trainable("bias", BIAS));

  private final List<Problem> problems = new ArrayList<>();
  private final WeightBinder binder =
      new WeightBinder(
          new InitialValues(
              Map.of("ones", () -> (spec, config, seed) -> channel -> {}), // not read here
              new CustomObjectScope()));

  @Test
  void matchesByNameWhateverTheOrder() {
    Weight bias = weight("bias", BIAS);
    Weight kernel = weight("kernel", KERNEL);
    assertThat(bind(bias, kernel))
        .containsExactlyInAnyOrderEntriesOf(Map.of("kernel", kernel, "bias", bias));
    assertThat(problems).isEmpty();
  }

  @Test
  void matchesOtherNamesThatFilesUse() {
    Weight kernel = weight("old_kernel", KERNEL);
    assertThat(bind(kernel, weight("bias", BIAS))).containsEntry("kernel", kernel);
  }

  @Test
  void matchesNumbersOfTheLayersOwnWeightsBesideNamesOfThoseInside() {
    Weight scale = weight(null, BIAS);
    Weight kernel = weight("inner/0", KERNEL);
    List<WeightSpec> specs =
        List.of(
            WeightSpec.trainable("kernel", KERNEL).alsoStoredAs("inner/0"),
            WeightSpec.trainable("scale", BIAS).alsoStoredAs("0"));
    assertThat(binder.bind(layer(Optional.of(List.of(scale, kernel))), "m/d", specs, problems))
        .containsEntry("kernel", kernel)
        .hasEntrySatisfying("scale", bound -> assertThat(bound.data()).isSameAs(scale.data()));
    assertThat(problems).isEmpty();
  }

  @Test
  void matchesByPositionWhereNumbersAndNamesTellNothing() {
    Weight scale = weight(null, BIAS);
    Weight kernel = weight("inner/0", KERNEL);
    List<WeightSpec> specs =
        List.of(WeightSpec.trainable("scale", BIAS), WeightSpec.trainable("kernel", KERNEL));
    assertThat(binder.bind(layer(Optional.of(List.of(scale, kernel))), "m/d", specs, problems))
        .containsExactlyInAnyOrderEntriesOf(Map.of("scale", scale, "kernel", kernel));
    assertThat(problems).isEmpty();
  }

  @Test
  void takesTheFirstOfAWeightThatAFileHoldsUnderSeveralOfItsNames() {
    Weight copy = weight("old_kernel", KERNEL);
    Weight kernel = weight("kernel", KERNEL);
    assertThat(bind(copy, kernel, weight("bias", BIAS))).containsEntry("kernel", kernel);
    assertThat(problems).isEmpty();
  }

  @Test
  void reportsACopyOfAWeightThatHasAnotherShape() {
    bind(weight("kernel", KERNEL), weight("old_kernel", BIAS), weight("bias", BIAS));
    assertThat(problems).singleElement().asString().contains("belongs to nothing");
  }

  @Test
  void matchesCountedNamesInOrderWhereNoOtherFits() {
    Weight first = weight("kernel_3", KERNEL);
    Weight second = weight("old_kernel_12", KERNEL);
    List<WeightSpec> specs =
        List.of(
            WeightSpec.trainable("kernel", KERNEL).alsoStoredAs("old_kernel"),
            WeightSpec.trainable("kernel_3", KERNEL));
    assertThat(binder.bind(layer(Optional.of(List.of(first, second))), "m/d", specs, problems))
        .containsEntry("kernel", second)
        .containsEntry("kernel_3", first);
    assertThat(problems).isEmpty();
  }

  @Test
  void matchesTheLastPartsOfNamesInOrderWhereLayersAreInsideOfOthers() {
    Weight forward = weight("forward/lstm_cell_7/kernel", KERNEL);
    Weight backward = weight("backward/lstm_cell_8/kernel", KERNEL);
    List<WeightSpec> specs =
        List.of(
            WeightSpec.trainable("forward/lstm_cell/kernel", KERNEL),
            WeightSpec.trainable("backward/lstm_cell/kernel", KERNEL));
    assertThat(binder.bind(layer(Optional.of(List.of(forward, backward))), "m/d", specs, problems))
        .containsEntry("forward/lstm_cell/kernel", forward)
        .containsEntry("backward/lstm_cell/kernel", backward);
    assertThat(problems).isEmpty();
  }

  @Test
  void matchesByPositionWhereNoNamesAreStored() {
    Weight kernel = weight(null, KERNEL);
    Weight bias = weight(null, BIAS);
    assertThat(bind(kernel, bias)).containsEntry("kernel", kernel).containsEntry("bias", bias);
  }

  @Test
  void reportsAMissingWeight() {
    bind(weight("kernel", KERNEL));
    assertThat(problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.what()).contains("bias", "float32(4,)", "is missing", "[kernel]");
              assertThat(problem.where()).isEqualTo("layer m/d");
            });
  }

  @Test
  void reportsAWeightOfTheWrongShapeWithItsOrigin() {
    bind(weight("kernel", BIAS), weight("bias", BIAS));
    assertThat(problems)
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.what())
                    .contains("kernel", "float32(3, 4)", "float32(4,)", "somewhere.h5"));
  }

  @Test
  void reportsAWeightThatBelongsToNothing() {
    bind(weight("kernel", KERNEL), weight("bias", BIAS), weight("gamma", BIAS));
    assertThat(problems)
        .singleElement()
        .satisfies(problem -> assertThat(problem.what()).contains("belongs to nothing"));
  }

  @Test
  void startsFromTheFixedValueWhereTheSourceStoredNothing() throws IOException {
    WeightSpec spec = WeightSpec.nonTrainable("mean", BIAS).startingAt(2.5);
    Map<String, Weight> bound =
        binder.bind(layer(Optional.empty()), "m/d", List.of(spec), problems);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Objects.requireNonNull(bound.get("mean")).data().writeTo(Channels.newChannel(bytes));
    assertThat(bytes.toByteArray())
        .containsExactly(0, 0, 0x20, 0x40, 0, 0, 0x20, 0x40, 0, 0, 0x20, 0x40, 0, 0, 0x20, 0x40);
  }

  private Map<String, Weight> bind(Weight... stored) {
    return binder.bind(layer(Optional.of(List.of(stored))), "m/d", DENSE, problems);
  }

  private static Layer layer(Optional<List<Weight>> weights) {
    return new Layer("d", "Dense", null, Config.empty(), weights, null);
  }

  private static Weight weight(@Nullable String name, TensorSpec spec) {
    return new Weight(name, spec, channel -> {}, "somewhere.h5, dataset " + name);
  }
}
