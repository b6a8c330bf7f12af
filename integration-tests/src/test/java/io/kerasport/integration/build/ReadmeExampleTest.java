package io.kerasport.integration.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.Kerasport;
import io.kerasport.build.Input;
import io.kerasport.build.Sequential;
import io.kerasport.build.layer.Convolution;
import io.kerasport.build.layer.Dense;
import io.kerasport.build.layer.Pooling;
import io.kerasport.build.layer.Reshaping;
import io.kerasport.export.BuildOptions;
import io.kerasport.model.Compile;
import io.kerasport.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The model that the README builds. */
final class ReadmeExampleTest {
  private static final Path README = Path.of("../README.md");
  private static final Path SOURCE =
      Path.of("src/test/java/io/kerasport/integration/build/ReadmeExampleTest.java");

  @Test
  void theModelOfTheReadmeIsBuilt() {
    Sequential digits =
        Sequential.of(Input.shape(28, 28, 1).named("image"))
            .add(
                Convolution.conv2D(32, 3).activation("relu"),
                Pooling.max2D(2),
                Reshaping.flatten(),
                Dense.units(10).activation("softmax"))
            .compile(
                Compile.with("Adam").loss("sparse_categorical_crossentropy").metrics("accuracy"));
    Model built = Kerasport.builder().build(digits, BuildOptions.defaults().withSeed(7));

    assertThat(built.inputNames()).containsExactly("image");
    assertThat(built.outputNames()).containsExactly("dense");
    assertThat(built.compileConfig()).isPresent();
  }

  @Test
  void theReadmeShowsTheModelThatIsBuilt() throws IOException {
    String page = Files.readString(README);
    int start = page.indexOf("Sequential digits");
    String example = page.substring(start, page.indexOf("```", start));

    assertThat(bare(Files.readString(SOURCE))).contains(bare(example));
  }

  private static String bare(String code) {
    return code.replaceAll("\\s", "");
  }
}
