package io.kerasport.integration.original;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.CustomObjects;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.ExportOptions;
import io.kerasport.integration.Runtimes;
import io.kerasport.model.Compile;
import io.kerasport.model.Model;
import io.kerasport.spi.Activation;
import io.kerasport.spi.Constraint;
import io.kerasport.spi.Initializer;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.LearningRateSchedule;
import io.kerasport.spi.Loss;
import io.kerasport.spi.Metric;
import io.kerasport.spi.Optimizer;
import io.kerasport.spi.Regularizer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A custom object that fails is reported by its name, and by the place it was called for. */
final class FailingCustomObjectTest {
  @TempDir Path source;
  @TempDir Path target;

  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of(
            LayerSerializer.class, "serializer for a layer class", "Dense", "at layer first"),
        Arguments.of(Activation.class, "activation", "relu", "at layer first"),
        Arguments.of(
            Initializer.class,
            "initializer",
            "GlorotUniform",
            "at the initializer of first/kernel"),
        Arguments.of(Regularizer.class, "regularizer", "L2", "at weight first/kernel"),
        Arguments.of(Constraint.class, "constraint", "MaxNorm", "at weight first/kernel"),
        Arguments.of(Loss.class, "loss", "my_loss", "at output y"),
        Arguments.of(Metric.class, "metric", "my_metric", "at output y"),
        Arguments.of(Optimizer.class, "optimizer", "MyOptimizer", "at optimizer MyOptimizer"),
        Arguments.of(
            LearningRateSchedule.class,
            "learning rate schedule",
            "MySchedule",
            "at optimizer SGD"));
  }

  @ParameterizedTest(name = "{1} {2}")
  @MethodSource("kinds")
  <T> void itsNameAndItsPlaceAreTold(Class<T> kind, String title, String name, String place)
      throws Exception {
    CustomObjects objects = failing(kind, name, new IllegalStateException("no luck"));

    assertThatThrownBy(() -> export(kind, objects))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.CUSTOM_OBJECT))
        .hasMessageContaining("The custom " + title + " `" + name + "` failed in ")
        .hasMessageContaining("no luck")
        .hasMessageContaining(place)
        .hasRootCauseMessage("no luck");
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void anErrorOfItsOwnIsNoCrash() {
    for (Error error :
        new Error[] {
          new NoSuchMethodError("gone"), new StackOverflowError(), new AssertionError("no")
        }) {
      CustomObjects objects = failing(Activation.class, "relu", error);
      assertThatThrownBy(() -> export(Activation.class, objects))
          .isInstanceOfSatisfying(
              ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.CUSTOM_OBJECT))
          .hasMessageContaining("The custom activation `relu` failed in apply")
          .hasCause(error);
    }
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void memoryThatIsShortIsNotItsOwnError() {
    CustomObjects objects = failing(Activation.class, "relu", new OutOfMemoryError("heap"));

    assertThatThrownBy(() -> export(Activation.class, objects))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void returningNothingIsAFailure() {
    CustomObjects objects =
        CustomObjects.of(Activation.class, "relu", proxy(Activation.class, (p, m, a) -> null));

    assertThatThrownBy(() -> export(Activation.class, objects))
        .hasMessageContaining(
            "[CUSTOM_OBJECT] The custom activation `relu` returned nothing from apply")
        .hasMessageContaining("at layer first");
    assertThat(target).isEmptyDirectory();
  }

  private void export(Class<?> kind, CustomObjects objects) throws Exception {
    Model model =
        SmallModel.with(
            SmallModel.weighted(source.resolve(kind.getSimpleName() + System.nanoTime())),
            Map.of("kernel_constraint", Compile.object("MaxNorm", Map.of("max_value", 2))));
    Object rate =
        kind == LearningRateSchedule.class ? Compile.object("MySchedule", Map.of()) : (Object) 0.1;
    Model compiled =
        (kind == Initializer.class ? SmallModel.withoutWeights(model) : model)
            .compile(
                Compile.with(
                        kind == Optimizer.class ? "MyOptimizer" : "SGD",
                        Map.of("learning_rate", rate))
                    .loss(kind == Loss.class ? "my_loss" : "mse")
                    .metrics(kind == Metric.class ? "my_metric" : "mae")
                    .config());
    Runtimes.through("pure-java")
        .exporter()
        .export(compiled, target, ExportOptions.builder().customObjects(objects).build());
  }

  private static <T> CustomObjects failing(Class<T> kind, String name, Throwable failure) {
    return CustomObjects.of(
        kind,
        name,
        proxy(
            kind,
            (proxy, method, arguments) -> {
              if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
              }
              throw failure;
            }));
  }

  private static <T> T proxy(Class<T> kind, InvocationHandler handler) {
    return kind.cast(Proxy.newProxyInstance(kind.getClassLoader(), new Class<?>[] {kind}, handler));
  }
}
