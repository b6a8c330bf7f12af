package io.kerasport.tensorflow;

import io.kerasport.core.backend.TensorFlowVersion;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Problem;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.tensorflow.internal.c_api.TFJ_RuntimeLibrary;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.VersionDef;

/** The native library: loads it on first use, and tells what it contains. */
public final class NativeLibrary {
  /** The version of TensorFlow Java this code is compiled against. */
  static final String ARTIFACT_VERSION = "1.1.0";

  /** What {@code tf.version.GIT_VERSION} says in 2.18.0; the C API does not tell. */
  static final String GIT_VERSION = "v2.18.0-rc2-4-g6550e4bd802";

  private static final String GIT_VERSION_OF = "2.18.0";
  private static final String RESOURCES = "org/tensorflow/internal/c_api/";
  private static final List<String> FILES =
      List.of("libjnitensorflow.so", "libjnitensorflow.dylib", "jnitensorflow.dll");
  private static final String CUDA = "-gpu";
  private static final List<String> CLASSIFIERS =
      List.of("linux-x86_64", "linux-arm64", "macosx-arm64", "windows-x86_64");
  private static final String OTHERWISE =
      "Or choose the backend `pure-java`, which needs no native code.";

  private boolean loaded;
  private @Nullable ExportException failure;
  private @Nullable OpDefinitions ops;

  @Inject
  NativeLibrary() {}

  /**
   * Loads the library unless it is.
   *
   * @throws ExportException if it is missing or does not load, with the way out
   */
  public synchronized void load() {
    if (failure != null) {
      // The virtual machine does not try twice, and would give a poorer reason.
      throw failure;
    }
    if (!loaded) {
      try {
        TFJ_RuntimeLibrary.load();
      } catch (LinkageError | RuntimeException e) {
        failure = explain(e);
        throw failure;
      }
      loaded = true;
    }
  }

  /**
   * Checks that there is a GPU, and that the library knows it.
   *
   * @throws ExportException if not, with the way out
   */
  public void requireGpu() {
    load();
    if (!NativeDevices.has("GPU")) {
      throw new ExportException(
          ErrorId.BACKEND,
          "TensorFlow finds no GPU",
          List.of(),
          "Its library knows GPUs of NVIDIA on Linux, with the classifier linux-x86_64-gpu and the"
              + " driver installed. The devices `cpu` and `auto` need none.",
          null);
    }
  }

  TensorFlowVersion version() {
    load();
    String version = tensorflow.TF_Version().getString();
    VersionDef versions = emptyGraph().getVersions();
    return new TensorFlowVersion(
        version,
        version.equals(GIT_VERSION_OF) ? GIT_VERSION : "v" + version,
        versions.getProducer(),
        versions.getMinConsumer());
  }

  /** The op definitions, read once. */
  synchronized OpDefinitions ops() {
    load();
    if (ops == null) {
      ops = OpDefinitions.read();
    }
    return ops;
  }

  private GraphDef emptyGraph() {
    try (NativeGraph graph = new NativeGraph(ops())) {
      return graph.toGraphDef();
    }
  }

  private static ExportException explain(Throwable failure) {
    String platform = Loader.getPlatform();
    if (hasLibraryFor(platform)) {
      return new ExportException(
          ErrorId.BACKEND,
          "TensorFlow's native library for " + platform + " does not load",
          List.of(new Problem(reason(failure), "")),
          "It is unpacked to a cache of 0.7 GB (CUDA: 1.3 GB), ~/.javacpp/cache unless the system property"
              + " org.bytedeco.javacpp.cachedir names another directory; that must be writable, and"
              + " libraries in it must be allowed to run.\n"
              + OTHERWISE,
          failure);
    }
    List<String> others = CLASSIFIERS.stream().filter(NativeLibrary::hasLibraryFor).toList();
    return new ExportException(
        ErrorId.BACKEND,
        "TensorFlow's native library for "
            + platform
            + " is not on the class path"
            + (others.isEmpty() ? "" : ", only that for " + String.join(", ", others)),
        List.of(),
        (CLASSIFIERS.contains(platform)
                ? "Add org.tensorflow:tensorflow-core-native:"
                    + ARTIFACT_VERSION
                    + ":"
                    + platform
                    + ", or org.tensorflow:tensorflow-core-platform:"
                    + ARTIFACT_VERSION
                    + " for all platforms.\n"
                : "TensorFlow Java " + ARTIFACT_VERSION + " has none for this platform.\n")
            + OTHERWISE,
        failure);
  }

  private static boolean hasLibraryFor(String platform) {
    ClassLoader loader = NativeLibrary.class.getClassLoader();
    return Stream.of(platform, platform + CUDA)
        .flatMap(build -> FILES.stream().map(file -> RESOURCES + build + "/" + file))
        .anyMatch(resource -> loader.getResource(resource) != null);
  }

  /** The first thing that went wrong; what wraps it says less. */
  private static String reason(Throwable failure) {
    Throwable first = failure;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return Objects.requireNonNullElse(first.getMessage(), first.toString());
  }
}
