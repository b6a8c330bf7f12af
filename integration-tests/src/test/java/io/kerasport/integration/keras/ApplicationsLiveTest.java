package io.kerasport.integration.keras;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ExportOptions;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.ServedModel.Prediction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every constructor of {@code keras.applications}, in both generations, small and with random
 * weights. Runs in the profile {@code keras-live}, which names a Python that has Keras.
 */
@Tag("keras-live")
final class ApplicationsLiveTest {
  /**
   * Hundreds of random layers blow up the rounding of float32: the scores of ResNet152 by Keras are
   * 1.6e-4 away from those it computes in float64. The script sees to it that the scores of its two
   * images are further apart.
   */
  private static final double TOLERANCE = 3e-4;

  private static final String KERAS_3 = "keras";
  private static final String KERAS_2 = "tf_keras";

  private static final List<String> IN_BOTH =
      words(
          """
          ConvNeXtTiny ConvNeXtSmall ConvNeXtBase ConvNeXtLarge ConvNeXtXLarge
          DenseNet121 DenseNet169 DenseNet201
          EfficientNetB0 EfficientNetB1 EfficientNetB2 EfficientNetB3
          EfficientNetB4 EfficientNetB5 EfficientNetB6 EfficientNetB7
          EfficientNetV2B0 EfficientNetV2B1 EfficientNetV2B2 EfficientNetV2B3
          EfficientNetV2S EfficientNetV2M EfficientNetV2L
          InceptionResNetV2 InceptionV3
          MobileNet MobileNetV2 MobileNetV3Small MobileNetV3Large
          NASNetMobile NASNetLarge
          ResNet50 ResNet101 ResNet152 ResNet50V2 ResNet101V2 ResNet152V2
          VGG16 VGG19 Xception
          """);

  private static final List<String> ONLY_IN_KERAS_2 =
      words(
          """
          RegNetX002 RegNetX004 RegNetX006 RegNetX008 RegNetX016 RegNetX032
          RegNetX040 RegNetX064 RegNetX080 RegNetX120 RegNetX160 RegNetX320
          RegNetY002 RegNetY004 RegNetY006 RegNetY008 RegNetY016 RegNetY032
          RegNetY040 RegNetY064 RegNetY080 RegNetY120 RegNetY160 RegNetY320
          ResNetRS50 ResNetRS101 ResNetRS152 ResNetRS200 ResNetRS270 ResNetRS350 ResNetRS420
          """);

  /** The smallest of each kind. */
  private static final List<String> THROUGH_BOTH_BACKENDS =
      words(
          """
          ConvNeXtTiny DenseNet121 EfficientNetB0 EfficientNetV2B0 InceptionResNetV2 InceptionV3
          MobileNet MobileNetV2 MobileNetV3Small NASNetMobile ResNet50 ResNet50V2 VGG16 Xception
          RegNetX002 RegNetY002 ResNetRS50
          """);

  private final Path folder;

  ApplicationsLiveTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** The property {@code applications} leaves those whose names it matches. */
  static Stream<Arguments> applications() {
    Pattern wanted = Pattern.compile(System.getProperty("applications", ".*"));
    return Stream.concat(
        IN_BOTH.stream()
            .filter(wanted.asMatchPredicate())
            .flatMap(name -> Stream.of(KERAS_3, KERAS_2).map(writer -> Arguments.of(name, writer))),
        ONLY_IN_KERAS_2.stream()
            .filter(wanted.asMatchPredicate())
            .map(name -> Arguments.of(name, KERAS_2)));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("applications")
  void predictsWhatKerasPredicts(String name, String writer) throws Exception {
    new LivePython(folder).run("application.py", folder.toString(), writer, name);
    Path written = folder.resolve(writer);
    Map<String, Npz.Array> data = Npz.read(written.resolve(name + ".npz"));

    for (String kind : List.of("keras", "h5")) {
      Path file = written.resolve(name + "." + kind);
      if (Files.exists(file)) {
        Path export = export(file, "pure-java");
        assertPredicts(export, data);
        if (THROUGH_BOTH_BACKENDS.contains(name)) {
          Directories.assertEqual(export(file, "tensorflow"), export);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {KERAS_3, KERAS_2})
  void triesEveryConstructor(String writer) throws Exception {
    Stream<String> tried =
        writer.equals(KERAS_2)
            ? Stream.concat(IN_BOTH.stream(), ONLY_IN_KERAS_2.stream())
            : IN_BOTH.stream();
    new LivePython(folder)
        .run(
            "application.py",
            Stream.concat(Stream.of("list", writer), tried).toArray(String[]::new));
  }

  private Path export(Path file, String backend) {
    KerasportRuntime kerasport = Runtimes.through(backend);
    return kerasport
        .exporter()
        .export(
            kerasport.reader().read(file),
            folder.resolve("exports").resolve(backend + "-" + file.getFileName()),
            ExportOptions.builder().exactPath(true).build())
        .path();
  }

  private static void assertPredicts(Path export, Map<String, Npz.Array> data) {
    try (ServedModel served = ServedModel.load(export)) {
      String input = served.signature().getInputsMap().keySet().iterator().next();
      Map<String, Prediction> predicted =
          served.predict(Map.of(input, Objects.requireNonNull(data.get("input_0"))));
      Prediction expected = ServedModel.prediction(Objects.requireNonNull(data.get("output_0")));
      KerasPredictions.assertClose(
          "scores", predicted.values().iterator().next(), expected, TOLERANCE);
    }
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }
}
