package io.kerasport.serializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.spi.WeightSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class NormalizationTest {
  @Test
  void normalizesAConvolutionWithTheFusedOp() {
    assertThat(
            LayerUnderTest.keras3("BatchNormalization", "axis", -1)
                .onConvolution(-1, 9, 8, 3)
                .nodes())
        .containsExactly(
            "FusedBatchNormV3 = FusedBatchNormV3(x, gamma, beta, moving_mean, moving_variance)"
                + " epsilon=0.001 is_training=false");
  }

  @Test
  void takesABiasThatPartsItFromTheConvolutionFromTheMean() {
    assertThat(
            LayerUnderTest.keras3("BatchNormalization").onConvolutionWithBias(-1, 9, 8, 3).nodes())
        .containsExactly(
            "sub = Sub(moving_mean, bias)",
            "FusedBatchNormV3 = FusedBatchNormV3(conv, gamma, beta, sub, moving_variance)"
                + " epsilon=0.001 is_training=false");
  }

  @Test
  void fillsInScaleAndCenterThatTheLayerLacks() {
    assertThat(
            LayerUnderTest.keras3("BatchNormalization", "scale", false, "center", false)
                .onConvolution(-1, 9, 8, 3)
                .nodes())
        .containsExactly(
            "Fill = Fill([3], 1.0)",
            "Fill_1 = Fill([3], 0.0)",
            "FusedBatchNormV3 = FusedBatchNormV3(x, Fill, Fill_1, moving_mean, moving_variance)"
                + " epsilon=0.001 is_training=false");
  }

  @Test
  void normalizesEverythingElseByTheFormula() {
    assertThat(LayerUnderTest.keras3("BatchNormalization", "epsilon", 0.1).on(-1, 9, 8, 5).nodes())
        .containsExactly(
            "batchnorm/add = AddV2(moving_variance, 0.1)",
            "batchnorm/Rsqrt = Rsqrt(batchnorm/add)",
            "batchnorm/mul = Mul(batchnorm/Rsqrt, gamma)",
            "batchnorm/mul_1 = Mul(moving_mean, batchnorm/mul)",
            "batchnorm/sub = Sub(beta, batchnorm/mul_1)",
            "batchnorm/mul_2 = Mul(x, batchnorm/mul)",
            "batchnorm/add_1 = AddV2(batchnorm/mul_2, batchnorm/sub)");
  }

  @Test
  void broadcastsStatisticsAlongAnotherAxis() {
    assertThat(
            LayerUnderTest.keras2("BatchNormalization", "axis", List.of(1)).on(-1, 3, 9, 8).nodes())
        .startsWith(
            "Reshape = Reshape(moving_mean, [1, -1, 1, 1])",
            "Reshape_1 = Reshape(moving_variance, [1, -1, 1, 1])");
  }

  @Test
  void trainsOnTheStatisticsOfTheBatch() {
    assertThat(LayerUnderTest.keras3("BatchNormalization").inTraining().on(-1, 9, 8, 3).nodes())
        .startsWith(
            "FusedBatchNormV3 = FusedBatchNormV3(x, gamma, beta, [], [])"
                + " epsilon=0.001 is_training=true");
    assertThat(LayerUnderTest.keras3("BatchNormalization").inTraining().on(-1, 5).nodes())
        .startsWith(
            "moments/Mean = Mean(x, [0]) keep_dims=true",
            "moments/StopGradient = StopGradient(moments/Mean)",
            "moments/sub = Sub(x, moments/StopGradient)",
            "moments/Square = Square(moments/sub)",
            "moments/Mean_1 = Mean(moments/Square, [0]) keep_dims=true");
  }

  @Test
  void movesStatisticsTowardsThoseOfTheBatch() {
    LayerUnderTest batch =
        LayerUnderTest.keras3("BatchNormalization", "momentum", 0.75).inTraining().on(-1, 5);
    assertThat(batch.updates())
        .containsEntry("moving_mean", "moving_average/add")
        .containsEntry("moving_variance", "moving_average_1/add");
    assertThat(batch.nodes())
        .contains(
            "moving_average/mul = Mul(moving_mean, 0.75)",
            "moving_average/mul_1 = Mul(moments/Squeeze, 0.25)",
            "moving_average/add = AddV2(moving_average/mul, moving_average/mul_1)");
  }

  @Test
  void movesTheVarianceOfTheBatchsElementsInKeras3() {
    assertThat(LayerUnderTest.keras3("BatchNormalization").inTraining().on(-1, 9, 8, 3).nodes())
        .contains(
            "variance/truediv_2 = RealDiv(FusedBatchNormV3:2, variance/truediv_1)",
            "moving_average_1/mul_1 = Mul(variance/truediv_2, 0.01)");
  }

  @Test
  void movesTheUnbiasedVarianceInKeras2WhereItsOpIsFused() {
    assertThat(LayerUnderTest.keras2("BatchNormalization").inTraining().on(-1, 9, 8, 3).nodes())
        .contains("moving_average_1/mul_1 = Mul(FusedBatchNormV3:2, 0.01)");
    assertThat(LayerUnderTest.keras2("BatchNormalization").inTraining().on(-1, 5, 3).nodes())
        .contains("moving_average_1/mul_1 = Mul(moments/Squeeze_1, 0.01)");
  }

  @Test
  void keepsMovingStatisticsInTrainingWhenFrozen() {
    assertThat(
            LayerUnderTest.keras3("BatchNormalization", "trainable", false)
                .inTraining()
                .onConvolution(-1, 9, 8, 3)
                .nodes())
        .containsExactly(
            "FusedBatchNormV3 = FusedBatchNormV3(x, gamma, beta, moving_mean, moving_variance)"
                + " epsilon=0.001 is_training=false");
  }

  @Test
  void countsOnlyPositionsThatAMaskKeepsInTraining() {
    assertThat(
            LayerUnderTest.keras2("BatchNormalization").inTraining().on(-1, 5, 3).masked().nodes())
        .contains(
            "moments/Cast = Cast(moments/ExpandDims) DstT=FLOAT",
            "moments/mul = Mul(x, moments/BroadcastTo)");
  }

  @Test
  void computes16BitTensorsInFloat() {
    assertThat(
            LayerUnderTest.keras3("BatchNormalization", "dtype", "mixed_float16")
                .on(DType.HALF, -1, 9, 8, 3)
                .nodes())
        .startsWith("Cast = Cast(x) DstT=FLOAT")
        .contains("batchnorm/mul_2 = Mul(Cast, batchnorm/mul)")
        .endsWith("Cast_1 = Cast(batchnorm/add_1) DstT=HALF");
  }

  @Test
  void hasStatisticsAsKerasMakesThem() {
    assertThat(LayerUnderTest.keras3("BatchNormalization").on(-1, 5).weights())
        .extracting(WeightSpec::name, WeightSpec::trainable, WeightSpec::autocast)
        .containsExactly(
            tuple("gamma", true, false),
            tuple("beta", true, false),
            tuple("moving_mean", false, false),
            tuple("moving_variance", false, false));
  }

  @Test
  void refusesVirtualBatches() {
    assertThat(LayerUnderTest.keras2("BatchNormalization", "virtual_batch_size", 4).unsupported())
        .singleElement()
        .asString()
        .contains("virtual_batch_size");
  }

  @Test
  void keepsStatisticsOverManyBatchesForRenormalization() {
    LayerUnderTest batch = LayerUnderTest.keras3("BatchNormalization", "renorm", true).on(-1, 5);
    assertThat(batch.weights())
        .extracting(WeightSpec::name)
        .endsWith("moving_variance", "moving_stddev", "renorm_mean", "renorm_stddev");
    assertThat(batch.inTraining().on(-1, 5).updates())
        .containsOnlyKeys(
            "moving_mean", "moving_variance", "moving_stddev", "renorm_mean", "renorm_stddev");
  }

  /** The moving variance is what normalizes when serving, with renormalization or without. */
  @Test
  void servesARenormalizingLayerLikeAnother() {
    assertThat(LayerUnderTest.keras3("BatchNormalization", "renorm", true).on(-1, 5).nodes())
        .isEqualTo(LayerUnderTest.keras3("BatchNormalization").on(-1, 5).nodes());
  }

  @Test
  void refusesBoundsOfRenormalizationThatKerasLacksOrThatContradict() {
    assertThatThrownBy(renormalizing("rmix", 1.0)::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`renorm_clipping` should be an object of rmin, rmax and dmax");
    assertThatThrownBy(renormalizing("rmin", 2.0, "rmax", 1.0)::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`renorm_clipping` should be one with rmin not above rmax");
    assertThatThrownBy(renormalizing("dmax", -1.0)::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`renorm_clipping` should be one with dmax not negative");
  }

  private static LayerUnderTest renormalizing(Object... clipping) {
    return LayerUnderTest.keras3(
        "BatchNormalization", "renorm", true, "renorm_clipping", LayerUnderTest.config(clipping));
  }

  @Test
  void refusesSeveralAxes() {
    LayerUnderTest batch = LayerUnderTest.keras2("BatchNormalization", "axis", List.of(1, 2));
    assertThatThrownBy(batch::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`axis` should be one axis");
  }

  @Test
  void normalizesByStatisticsTheLayerHasLearned() {
    LayerUnderTest learned = LayerUnderTest.keras3("Normalization", "axis", List.of(-1)).on(-1, 4);
    assertThat(learned.nodes())
        .containsExactly(
            "Sqrt = Sqrt(variance)",
            "Maximum = Maximum(Sqrt, 1.0E-7)",
            "sub = Sub(x, mean)",
            "truediv = RealDiv(sub, Maximum)");
    assertThat(learned.weights())
        .extracting(WeightSpec::name, weight -> weight.spec().shape(), WeightSpec::startValue)
        .containsExactly(
            tuple("mean", Shape.of(4), 0.0),
            tuple("variance", Shape.of(4), 1.0),
            tuple("count", Shape.scalar(), 0.0));
    assertThat(learned.weights().get(0).trackedAs()).containsExactly("mean", "adapt_mean");
  }

  @Test
  void normalizesByStatisticsOfAnotherAxis() {
    assertThat(LayerUnderTest.keras3("Normalization", "axis", 1).on(-1, 3, 4).nodes())
        .startsWith(
            "Reshape = Reshape(mean, [1, 3, 1])", "Reshape_1 = Reshape(variance, [1, 3, 1])");
  }

  @Test
  void normalizesByNumbersInTheConfiguration() {
    LayerUnderTest given =
        LayerUnderTest.keras3(
                "Normalization", "axis", null, "mean", 0.5, "variance", 4.0, "invert", true)
            .on(DType.INT32, -1, 4);
    assertThat(given.weights()).isEmpty();
    assertThat(given.nodes())
        .containsExactly(
            "Cast = Cast(x) DstT=FLOAT", "mul = Mul(Cast, 2.0)", "add = AddV2(0.5, mul)");
  }

  @Test
  void refusesAnAxisThatTheInputLacks() {
    LayerUnderTest layer = LayerUnderTest.keras3("Normalization", "axis", 4).on(-1, 3);
    assertThatThrownBy(layer::weights)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`axis` should be between -2 and 1, found 4");
  }

  @Test
  void refusesAMeanWithoutAVariance() {
    LayerUnderTest half = LayerUnderTest.keras3("Normalization", "mean", 0.5);
    assertThatThrownBy(half::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`variance`");
  }

  @Test
  void rescalesByNumbersOrLists() {
    assertThat(
            LayerUnderTest.keras3("Rescaling", "scale", 0.5, "offset", -1.0)
                .on(DType.UINT8, -1, 3)
                .nodes())
        .containsExactly(
            "Cast = Cast(x) DstT=FLOAT", "mul = Mul(Cast, 0.5)", "add = AddV2(mul, -1.0)");
    assertThat(LayerUnderTest.keras2("Rescaling", "scale", List.of(1.0, 2.0)).on(-1, 2).nodes())
        .containsExactly("mul = Mul(x, [1.0, 2.0])", "add = AddV2(mul, 0.0)");
  }

  @Test
  void refusesASpectralNormWithoutIterations() {
    LayerUnderTest layer = LayerUnderTest.keras3("SpectralNormalization", "power_iterations", 0);
    assertThatThrownBy(layer::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("power_iterations");
  }

  @Test
  void refusesTheSpectralNormOfALayerWithoutAKernel() {
    LayerUnderTest layer =
        LayerUnderTest.keras3(
                "SpectralNormalization",
                "layer",
                LayerUnderTest.config(
                    "class_name", "LSTM", "config", LayerUnderTest.config("units", 2)))
            .on(-1, 3, 2);
    assertThatThrownBy(layer::weights)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("a layer with a kernel or embeddings");
  }

  @Test
  void refusesTheSpectralNormOfAnUnknownLayer() {
    assertThat(
            LayerUnderTest.keras3(
                    "SpectralNormalization",
                    "layer",
                    LayerUnderTest.config("class_name", "Acme", "config", LayerUnderTest.config()))
                .unsupported())
        .containsExactly("the layer normalizes the kernel of Acme, which is no known layer");
  }

  @Test
  void leavesTheKernelAloneWhenServing() {
    assertThat(
            LayerUnderTest.keras3(
                    "SpectralNormalization",
                    "layer",
                    LayerUnderTest.config(
                        "class_name", "Dense", "config", LayerUnderTest.config("units", 2)))
                .on(-1, 3)
                .nodes())
        .containsExactly(
            "dense/MatMul = MatMul(x, dense/kernel)",
            "dense/BiasAdd = BiasAdd(dense/MatMul, dense/bias)");
  }
}
