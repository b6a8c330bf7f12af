package io.kerasport.integration.original;

import io.kerasport.export.ExportOptions;
import io.kerasport.export.InputSignature;
import io.kerasport.model.Compile;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A directory that the original function wrote, with what its model was compiled with there.
 *
 * @param name the fixture
 * @param compiled what its model is compiled with, if it is
 * @param options the options of its export
 */
record OriginalCase(String name, Optional<Config> compiled, ExportOptions options) {
  private static final String OF_TENSORFLOW_1 = "tensorflow_1_";
  private static final ExportOptions SERVING_ONLY =
      ExportOptions.builder().servingOnly(true).build();

  /** Those that TensorFlow 2.21 wrote. */
  static List<OriginalCase> exported() {
    TensorSpec rows = new TensorSpec(DType.FLOAT, Shape.of(5, 3));
    return List.of(
        of("train_adam", trainAdam().config()),
        of("v2_adam", v2Adam().config()),
        of("several", several().config()),
        of("shared", shared().config()),
        of("sequential", null),
        of("deferred", null),
        of("flat", null),
        of("stateful", stateful().config()),
        new OriginalCase("serving_only", Optional.of(several().config()), SERVING_ONLY),
        new OriginalCase("serving_only_trained", Optional.of(v2Adam().config()), SERVING_ONLY),
        new OriginalCase(
            "signature",
            Optional.empty(),
            ExportOptions.builder().inputSignature(InputSignature.of(rows, "rows")).build()));
  }

  /** Those, and some in the form of TensorFlow 1.11 to 1.13. */
  static List<OriginalCase> loadable() {
    return Stream.concat(
            exported().stream(),
            exported().stream()
                .filter(at -> List.of("train_adam", "shared", "deferred").contains(at.name))
                .map(at -> new OriginalCase(OF_TENSORFLOW_1 + at.name, at.compiled, at.options)))
        .toList();
  }

  private static OriginalCase of(String name, @Nullable Config compiled) {
    return new OriginalCase(name, Optional.ofNullable(compiled), ExportOptions.defaults());
  }

  private static Compile trainAdam() {
    return Compile.with("AdamOptimizer", Map.of("learning_rate", 0.05)).loss("mse").metrics("mae");
  }

  private static Compile v2Adam() {
    return Compile.with("Adam", Map.of("learning_rate", 0.05, "beta_1", 0.8, "decay", 0))
        .loss("mse")
        .metrics("mae");
  }

  private static Compile stateful() {
    return Compile.with("Adam", Map.of("learning_rate", 0.05, "decay", 0))
        .loss("mse")
        .metrics("mae");
  }

  private static Compile several() {
    return Compile.with("MomentumOptimizer", Map.of("learning_rate", 0.05, "momentum", 0.9))
        .loss("kind", "sparse_categorical_crossentropy")
        .metrics("kind", List.of("accuracy"));
  }

  private static Compile shared() {
    return Compile.with("RMSprop", Map.of("learning_rate", 0.01, "momentum", 0.5, "decay", 0))
        .loss("mse");
  }

  /** What lines of such exports begin with on the page of differences. */
  String kind() {
    if (options.servingOnly()) {
      return "serving only, ";
    }
    return switch (name) {
      case "flat" -> "without variables, ";
      case "stateful" -> "stateful, ";
      default -> "";
    };
  }

  /** The model compiled as it was. */
  Model compile(Model model) {
    return compiled.map(model::compile).orElse(model);
  }

  /** What the names of the arrays of this case begin with in {@code original.npz}. */
  String arrays() {
    return name.replace(OF_TENSORFLOW_1, "") + "/";
  }

  /** Unpacks the directory. */
  Path unpack(Path into) throws IOException {
    Path directory = into.resolve(name);
    try (InputStream file = Files.newInputStream(file(name + ".zip"));
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = directory.resolve(entry.getName());
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.copy(zip, target);
      }
    }
    return directory;
  }

  static Path file(String name) {
    URL url = OriginalCase.class.getResource("/fixtures/original/" + name);
    try {
      return Path.of(Objects.requireNonNull(url, name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
