package io.kerasport.integration.original;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.KerasportRuntime;
import io.kerasport.integration.Runtimes;
import io.kerasport.model.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the original function wrote beside what Kerasport writes of the same model. Everything in
 * which they differ is on the page, and nothing else is.
 */
final class ContractPageTest {
  @TempDir Path directory;

  static Stream<Arguments> exports() {
    return OriginalCase.exported().stream()
        .flatMap(
            original ->
                Stream.of("pure-java", "tensorflow")
                    .map(backend -> Arguments.of(original, backend)));
  }

  @ParameterizedTest(name = "{0} through {1}")
  @MethodSource("exports")
  void everyDifferenceIsOnThePage(OriginalCase original, String backend) throws IOException {
    List<ContractPage.Row> rows = ContractPage.read().rows();

    assertThat(differences(original, backend))
        .filteredOn(difference -> rows.stream().noneMatch(row -> row.explains(difference)))
        .isEmpty();
  }

  @Test
  void everyRowOfThePageIsADifferenceAndHasAReason() throws IOException {
    List<Difference> all = new ArrayList<>();
    for (OriginalCase original : OriginalCase.exported()) {
      all.addAll(differences(original, "pure-java"));
    }
    List<ContractPage.Row> rows = ContractPage.read().rows();

    assertThat(rows)
        .hasSizeGreaterThan(10)
        .allMatch(row -> all.stream().anyMatch(row::explains))
        .noneMatch(row -> row.reason().isBlank());
  }

  private List<Difference> differences(OriginalCase original, String backend) throws IOException {
    KerasportRuntime runtime = Runtimes.through(backend);
    Path theirs = original.unpack(directory);
    Model model = original.compile(runtime.loader().load(theirs));
    Path ours =
        runtime.exporter().export(model, directory.resolve("exports"), original.options()).path();
    return Difference.between(DirectoryFacts.of(theirs), DirectoryFacts.of(ours)).stream()
        .map(difference -> difference.in(original.kind()))
        .toList();
  }
}
