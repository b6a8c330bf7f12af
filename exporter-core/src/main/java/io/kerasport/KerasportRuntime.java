package io.kerasport;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import io.kerasport.core.inspect.SavedModelDiff;
import io.kerasport.core.inspect.SavedModelInspector;
import io.kerasport.core.summary.ModelSummarizer;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Exporter;
import io.kerasport.export.ModelBuilder;
import io.kerasport.export.ModelLoader;
import io.kerasport.export.ModelReader;
import io.kerasport.export.Problem;
import io.kerasport.run.DataReader;
import io.kerasport.run.DataWriter;
import io.kerasport.run.ModelRunners;
import io.kerasport.spi.KerasportExtension;
import io.kerasport.spi.ModelJson;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** A composed Kerasport. Its services may be used from any number of threads. */
public final class KerasportRuntime {
  private final Injector injector;

  private KerasportRuntime(Injector injector) {
    this.injector = injector;
  }

  static KerasportRuntime compose(Settings settings) {
    List<Module> modules = new ArrayList<>();
    modules.add(new KerasportModule(settings));
    modules.addAll(extensions());
    try {
      return new KerasportRuntime(Guice.createInjector(Stage.DEVELOPMENT, modules));
    } catch (CreationException e) {
      throw new ExportException(
          ErrorId.CONFIGURATION,
          "The extensions on the class path do not fit together",
          List.of(),
          e.getMessage()
              + "\nThe module keras-formats provides ModelReader and ModelJson, backend-pure-java"
              + " provides CheckpointReader.",
          e);
    }
  }

  private static List<Module> extensions() {
    try {
      return ServiceLoader.load(Module.class).stream()
          .filter(provider -> provider.type().isAnnotationPresent(KerasportExtension.class))
          .map(ServiceLoader.Provider::get)
          .toList();
    } catch (ServiceConfigurationError | LinkageError e) {
      Throwable cause = e.getCause();
      throw new ExportException(
          ErrorId.CONFIGURATION,
          "An extension on the class path does not load",
          List.of(new Problem(cause == null ? e.toString() : e.getMessage() + ": " + cause, "")),
          "Its jar is incomplete, or was compiled for another Java or another Kerasport.",
          e);
    }
  }

  /** Reads Keras files. */
  public ModelReader reader() {
    return service(ModelReader.class);
  }

  /** Writes SavedModels. */
  public Exporter exporter() {
    return service(Exporter.class);
  }

  /** Loads exported SavedModels back. */
  public ModelLoader loader() {
    return service(ModelLoader.class);
  }

  /** Builds models that programs describe. */
  public ModelBuilder builder() {
    return service(ModelBuilder.class);
  }

  /** Writes the configuration of models as JSON, which Python's {@code model_from_json} reads. */
  public ModelJson json() {
    return service(ModelJson.class);
  }

  /** Runs exported models; the module backend-tensorflow provides it. */
  public ModelRunners runners() {
    return service(ModelRunners.class);
  }

  /** Reads the data to run models with. */
  public DataReader data() {
    return service(DataReader.class);
  }

  /** Writes what models predict. */
  public DataWriter dataWriter() {
    return service(DataWriter.class);
  }

  /** Tells what SavedModels hold. */
  public SavedModelInspector inspector() {
    return service(SavedModelInspector.class);
  }

  /** Compares SavedModels. */
  public SavedModelDiff diff() {
    return service(SavedModelDiff.class);
  }

  /** Summarizes models. */
  public ModelSummarizer summarizer() {
    return service(ModelSummarizer.class);
  }

  private <T> T service(Class<T> type) {
    try {
      return injector.getInstance(type);
    } catch (ProvisionException e) {
      if (e.getCause() instanceof ExportException cause) {
        throw cause;
      }
      throw e;
    } catch (com.google.inject.ConfigurationException e) {
      throw new ExportException(
          ErrorId.CONFIGURATION,
          "No extension on the class path provides " + type.getSimpleName(),
          List.of(),
          "Add the module that does, such as keras-formats for reading files.",
          e);
    }
  }
}
