package io.kerasport.djl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Whom this module may know. */
final class WallsTest {
  @Test
  void itKnowsTheApiAndDjlOnly() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackagesOf(DjlModels.class);

    assertThat(classes).hasSizeGreaterThan(25);
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.kerasport.djl",
            "io.kerasport.model",
            "io.kerasport.export",
            "ai.djl..",
            "java..",
            "org.jspecify.annotations")
        .check(classes);
  }
}
