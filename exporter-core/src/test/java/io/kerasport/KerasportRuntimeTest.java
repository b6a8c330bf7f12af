package io.kerasport;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.multibindings.MapBinder;
import io.kerasport.core.checkpoint.CheckpointReader;
import io.kerasport.export.ExportException;
import io.kerasport.spi.Activation;
import io.kerasport.spi.ArchitectureSpelling;
import io.kerasport.spi.KerasportExtension;
import io.kerasport.spi.ModelJson;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KerasportRuntimeTest {
  @TempDir Path classPath;

  /** Binds what every runtime needs. */
  @KerasportExtension
  public static final class Required extends AbstractModule {
    @Override
    protected void configure() {
      bind(ModelJson.class).toProvider(() -> null);
      bind(ArchitectureSpelling.class).toProvider(() -> null);
      bind(CheckpointReader.class).toProvider(() -> null);
    }
  }

  /** Binds an activation. */
  @KerasportExtension
  public static final class First extends AbstractModule {
    @Override
    protected void configure() {
      MapBinder.newMapBinder(binder(), String.class, Activation.class)
          .addBinding("fancy")
          .toInstance((tf, x, generation) -> x);
    }
  }

  /** Binds another activation under the same name. */
  @KerasportExtension
  public static final class Second extends AbstractModule {
    @Override
    protected void configure() {
      MapBinder.newMapBinder(binder(), String.class, Activation.class)
          .addBinding("fancy")
          .toInstance((tf, x, generation) -> tf.identity(x));
    }
  }

  /** Would stop the start if it were installed. */
  public static final class Foreign extends AbstractModule {
    @Override
    protected void configure() {
      addError("foreign modules must not be installed");
    }
  }

  @Test
  void namesBothBindingsOfADuplicate() throws IOException {
    assertThatThrownBy(() -> composeWith(Required.class, First.class, Second.class))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("fancy")
        .hasMessageContaining("First.configure")
        .hasMessageContaining("Second.configure");
  }

  @Test
  void leavesModulesOfOtherProgramsAlone() throws IOException {
    assertThatCode(() -> composeWith(Required.class, First.class, Foreign.class))
        .doesNotThrowAnyException();
  }

  @Test
  void listsTheBackendsThereAreWhenTheChosenOneIsMissing() throws IOException {
    KerasportRuntime runtime = composeWith(Required.class);
    assertThatThrownBy(runtime::exporter)
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("There is no backend called `pure-java`");
  }

  @Test
  void saysWhichModuleProvidesWhatIsMissing() {
    assertThatThrownBy(() -> composeWith(First.class))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("ModelJson")
        .hasMessageContaining("keras-formats");
  }

  private KerasportRuntime composeWith(Class<?>... modules) throws IOException {
    Path services = Files.createDirectories(classPath.resolve("META-INF/services"));
    StringBuilder lines = new StringBuilder();
    for (Class<?> module : modules) {
      lines.append(module.getName()).append('\n');
    }
    Files.writeString(services.resolve(Module.class.getName()), lines);
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classPath.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(loader);
      return Kerasport.with(Map.of());
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }
}
