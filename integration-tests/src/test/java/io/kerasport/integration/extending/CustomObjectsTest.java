package io.kerasport.integration.extending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.Kerasport;
import io.kerasport.KerasportRuntime;
import io.kerasport.build.Input;
import io.kerasport.build.Sequential;
import io.kerasport.build.layer.AnyLayer;
import io.kerasport.build.layer.Dense;
import io.kerasport.export.BuildOptions;
import io.kerasport.export.CustomObjects;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.ExportOptions;
import io.kerasport.export.Exporter;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.objective.AcmeObjectives.LargestError;
import io.kerasport.model.Compile;
import io.kerasport.model.DType;
import io.kerasport.model.KerasObject;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import io.kerasport.run.Batch;
import io.kerasport.run.ModelRunner;
import io.kerasport.run.RunListener;
import io.kerasport.run.RunOptions;
import io.kerasport.spi.Activation;
import io.kerasport.spi.Constraint;
import io.kerasport.spi.Initializer;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.LearningRateSchedule;
import io.kerasport.spi.Loss;
import io.kerasport.spi.Metric;
import io.kerasport.spi.Optimizer;
import io.kerasport.spi.Regularizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The objects of the page at work, bound for good and given for one call. */
final class CustomObjectsTest {
  private static final double TOLERANCE = 1e-6;

  private final KerasportRuntime kerasport = Kerasport.with(Map.of());

  @TempDir Path directory;

  /**
   * One kernel of two numbers, 0.5 and 1, and x = (1, 1): scale adds 0.25 to each, the sum of
   * products is 1.875, its square 3.515625. The target is 5.
   */
  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void objectsOfEveryKindThatAreBoundWorkTogether(String backend) {
    Model model = kerasport.builder().build(model("acme"));
    Path exported = export(backend, model, ExportOptions.defaults());

    trainsAsComputed(exported);
    assertThat(kerasport.loader().load(exported).source()).isEqualTo(model.source());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void objectsOfEveryKindThatAreGivenForOneCallWorkTogether(String backend) {
    CustomObjects given = given();
    Model model =
        kerasport.builder().build(model("once"), BuildOptions.defaults().withCustomObjects(given));
    Path exported = export(backend, model, ExportOptions.builder().customObjects(given).build());

    trainsAsComputed(exported);
    assertThat(kerasport.loader().load(exported, given).source()).isEqualTo(model.source());
  }

  @Test
  void objectsThatAreGivenForOneCallAreUnknownToTheNext() {
    CustomObjects given = given();
    Model model =
        kerasport.builder().build(model("once"), BuildOptions.defaults().withCustomObjects(given));

    assertThatThrownBy(() -> kerasport.exporter().export(model, directory))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("Scale");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void anObjectThatThrowsWhileAModelIsBuiltIsNamedBesideItsLayer() {
    CustomObjects broken =
        CustomObjects.of(
            Activation.class,
            "broken",
            (tf, x, generation) -> {
              throw new IllegalStateException("out of order");
            });
    Sequential model =
        Sequential.of(Input.shape(2)).add(Dense.units(1).activation("broken").named("scores"));

    assertThatThrownBy(
            () ->
                kerasport.builder().build(model, BuildOptions.defaults().withCustomObjects(broken)))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.CUSTOM_OBJECT))
        .hasMessageContainingAll("activation `broken`", "layer scores");
  }

  @Test
  void aNameMayBeServedOtherwiseForOneCall() {
    Model model = kerasport.builder().build(model("acme"));
    Exporter exporter = kerasport.exporter();

    CustomObjects objects =
        CustomObjects.of(LayerSerializer.class, "acme>Scale", new ScaleSerializer())
            .with(
                Activation.class,
                "squared_relu",
                (tf, x, generation) -> tf.square(tf.nn().relu(x)));
    exporter.export(model, directory, ExportOptions.builder().customObjects(objects).build());

    assertThat(directory).isNotEmptyDirectory();
  }

  /** A step by hand; the loss is the pinball of the error and the penalty of the kernel. */
  private void trainsAsComputed(Path exported) {
    TensorValue x = TensorValue.ofFloats(Shape.of(1, 2), 1, 1);
    Batch batch = Batch.of(Map.of("x", x), Map.of("y", TensorValue.ofFloats(Shape.of(1, 1), 5)));
    try (ModelRunner runner = kerasport.runners().open(exported, RunOptions.defaults())) {
      double before = 1.875 * 1.875;
      assertThat(predicted(runner, x)).isEqualTo(before, within(TOLERANCE));
      Map<String, Double> scores = runner.train(List.of(batch), RunListener.SILENT);
      assertThat(scores.get("loss")).isEqualTo(0.75 * (5 - before) + 0.1 * 1.5, within(TOLERANCE));
      assertThat(scores.get("largest")).isEqualTo(5 - before, within(TOLERANCE));
      // Every gradient pulls up by the rate 0.4; the kernel stops at its ceiling, 1.2.
      double factor = 1.4;
      double after = Math.pow(0.9 * (factor + 0.25) + 1.2 * (factor + 0.25) + 0.4, 2);
      assertThat(predicted(runner, x)).isEqualTo(after, within(1e-5));
    }
  }

  private static double predicted(ModelRunner runner, TensorValue x) {
    return Objects.requireNonNull(runner.predict(Map.of("x", x)).get("y")).numbers()[0];
  }

  private Path export(String backend, Model model, ExportOptions options) {
    return Runtimes.through(backend).exporter().export(model, directory, options).path();
  }

  private static Sequential model(String owner) {
    Object schedule = Compile.object(owner + ">Halving", Map.of("start", 0.4));
    return Sequential.of(Input.shape(2).named("x"))
        .add(
            AnyLayer.of(
                owner + ">Scale",
                Map.of("offset", 0.25, "factor_initializer", KerasObject.named("Ones"))),
            Dense.units(1)
                .named("y")
                .activation(owner.equals("acme") ? "squared_relu" : "once_squared")
                .kernelInitializer(KerasObject.configured(owner + ">Ramp", Map.of("step", 0.5)))
                .kernelRegularizer(owner + ">Sparse")
                .kernelConstraint(
                    KerasObject.configured(owner + ">Ceiling", Map.of("height", 1.2))))
        .compile(
            Compile.with(owner + ">SignDescent", Map.of("learning_rate", schedule))
                .loss(Compile.object(owner + ">Quantile", Map.of("q", 0.75)))
                .metrics(Compile.object(owner + ">LargestError", Map.of("name", "largest"))));
  }

  private static CustomObjects given() {
    Loss pinball =
        call -> {
          Ops tf = call.ops();
          double q = call.config().number("q", 0.5);
          Operand error = tf.sub(call.target(), call.prediction());
          return tf.reduce().mean(tf.maximum(tf.mul(error, q), tf.mul(error, q - 1)), false, -1);
        };
    Initializer ramp =
        (spec, config, seed) -> {
          TensorValue values =
              TensorValue.ofNumbers(
                  spec.dtype(), spec.shape(), config.number("step"), 2 * config.number("step"));
          return channel -> channel.write(values.bytes());
        };
    Regularizer sparse =
        (tf, x, config) ->
            tf.mul(tf.reduce().sum(tf.math().abs(x), false, 0, 1), config.number("rate", 0.1));
    Constraint ceiling =
        (tf, weight, config) -> tf.minimum(weight, tf.scalarLike(weight, config.number("height")));
    LearningRateSchedule always =
        (tf, iterations, config) ->
            tf.constant(TensorValue.scalar(DType.FLOAT, config.number("start")));
    return CustomObjects.of(LayerSerializer.class, "once>Scale", new ScaleSerializer())
        .with(Activation.class, "once_squared", (tf, x, generation) -> tf.square(tf.nn().relu(x)))
        .with(Initializer.class, "once>Ramp", ramp)
        .with(Regularizer.class, "once>Sparse", sparse)
        .with(Constraint.class, "once>Ceiling", ceiling)
        .with(Optimizer.class, "once>SignDescent", new SignDescent())
        .with(LearningRateSchedule.class, "once>Halving", always)
        .with(Loss.class, "once>Quantile", pinball)
        .with(Metric.class, "once>LargestError", new LargestError());
  }
}
