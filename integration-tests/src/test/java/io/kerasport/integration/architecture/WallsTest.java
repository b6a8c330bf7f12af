package io.kerasport.integration.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.kerasport.integration.architecture.Modules.API;
import static io.kerasport.integration.architecture.Modules.CLI;
import static io.kerasport.integration.architecture.Modules.CORE;
import static io.kerasport.integration.architecture.Modules.FORMATS;
import static io.kerasport.integration.architecture.Modules.PURE_JAVA;
import static io.kerasport.integration.architecture.Modules.SERIALIZERS;
import static io.kerasport.integration.architecture.Modules.TENSORFLOW;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchRule;
import io.kerasport.export.ExportException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may know whom. */
final class WallsTest {
  private static final JavaClasses CLASSES = Modules.imported();

  @Test
  void everyModuleIsScanned() {
    Map<Modules, Long> scanned = CLASSES.stream().collect(groupingBy(Modules::of, counting()));

    Map<Modules, Integer> atLeast =
        Map.of(
            API,
            80,
            CORE,
            150,
            SERIALIZERS,
            90,
            FORMATS,
            70,
            PURE_JAVA,
            80,
            TENSORFLOW,
            15,
            CLI,
            15);
    atLeast.forEach(
        (module, count) ->
            assertThat(scanned.getOrDefault(module, 0L))
                .as("classes of %s", module)
                .isGreaterThanOrEqualTo(count));
  }

  @Test
  void apiKnowsTheJdkAndJSpecifyOnly() {
    holds(
        classes()
            .that(areIn(API))
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(API.packages())
                    .or(resideInAnyPackage("java..", "org.jspecify.annotations.."))));
  }

  @Test
  void dependenciesPointOneWay() {
    var layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (Modules module : Modules.values()) {
      layers = layers.layer(module.name()).definedBy(module.packages());
    }
    holds(
        layers
            .whereLayer(CORE.name())
            .mayOnlyBeAccessedByLayers(PURE_JAVA.name(), TENSORFLOW.name(), CLI.name())
            .whereLayer(SERIALIZERS.name())
            .mayNotBeAccessedByAnyLayer()
            .whereLayer(FORMATS.name())
            .mayNotBeAccessedByAnyLayer()
            .whereLayer(PURE_JAVA.name())
            .mayNotBeAccessedByAnyLayer()
            .whereLayer(TENSORFLOW.name())
            .mayNotBeAccessedByAnyLayer()
            .whereLayer(CLI.name())
            .mayNotBeAccessedByAnyLayer());
  }

  /** Layers, their weights and the assembly of their calls know the graph port instead. */
  @Test
  void protocolBuffersStayWhereTheyAreWrittenAndRead() {
    holds(
        onlyIn(
            List.of(
                "io.kerasport.core.backend..",
                "io.kerasport.core.gradient..",
                "io.kerasport.core.inspect..",
                "io.kerasport.core.load..",
                "io.kerasport.core.pipeline..",
                "io.kerasport.core.savedmodel..",
                "io.kerasport.core.trackable..",
                "io.kerasport.purejava..",
                "io.kerasport.tensorflow.."),
            "com.google.protobuf..",
            "org.tensorflow.proto.."));
  }

  @Test
  void nativeTensorFlowStaysInItsBackend() {
    holds(
        onlyIn(
            List.of("io.kerasport.tensorflow.."),
            resideInAnyPackage("org.tensorflow..", "org.bytedeco..")
                .and(DescribedPredicate.not(resideInAnyPackage("org.tensorflow.proto..")))));
  }

  @Test
  void hdf5StaysInFormats() {
    holds(onlyIn(List.of("io.kerasport.formats.."), "io.jhdf.."));
  }

  @Test
  void jsonIsReadInFormatsAndWrittenThereAndOnTheCommandLine() {
    holds(
        onlyIn(List.of("io.kerasport.formats..", "io.kerasport.cli.."), "com.fasterxml.jackson.."));
    holds(
        noClasses()
            .that(areIn(CLI))
            .should()
            .dependOnClassesThat(
                assignableTo(JsonParser.class).or(resideInAnyPackage("..jackson.databind.."))));
  }

  @Test
  void archivesAreOpenedInFormats() {
    holds(onlyIn(List.of("io.kerasport.formats.."), nameMatching("java\\.util\\.zip\\.Zip.*")));
  }

  @Test
  void configurationFilesAreReadByTheCompositionRootOnly() {
    holds(onlyIn(List.of("io.kerasport"), "com.typesafe.config.."));
  }

  @Test
  void commandLineParsingStaysInTheCommandLine() {
    holds(onlyIn(List.of("io.kerasport.cli.."), "picocli.."));
  }

  @Test
  void guiceStaysInModulesAndTheCompositionRoot() {
    holds(
        noClasses()
            .that(
                DescribedPredicate.not(
                    simpleNameEndingWith("Module").or(resideInAnyPackage("io.kerasport"))))
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.google.inject..")));
  }

  @Test
  void servicesAreLookedUpInTheCompositionRootOnly() {
    holds(onlyIn(List.of("io.kerasport"), nameMatching("java\\.util\\.ServiceLoader.*")));
  }

  @Test
  void onlyTheCommandLineTouchesTheConsoleOrEndsTheProcess() {
    holds(
        noClasses()
            .that(DescribedPredicate.not(areIn(CLI)))
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Throwable.class, "printStackTrace"));
  }

  @Test
  void packagesHaveNoCycles() {
    holds(slices().matching("io.kerasport.(**)").should().beFreeOfCycles());
  }

  @Test
  void everyPackageIsNullMarked() {
    List<String> unmarked =
        CLASSES.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(inhabited -> !inhabited.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .sorted()
            .toList();

    assertThat(unmarked).isEmpty();
  }

  @Test
  void noPackageIsADrawer() {
    holds(
        noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..helpers..")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper"));
  }

  /** What programs catch has kinds of its own; everything else says whether it is for extension. */
  @Test
  void classesAreFinalOrAbstract() {
    holds(
        classes()
            .that()
            .areTopLevelClasses()
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .areNotAssignableFrom(ExportException.class)
            .should()
            .haveModifier(JavaModifier.FINAL)
            .orShould()
            .haveModifier(JavaModifier.ABSTRACT));
  }

  @Test
  void thereIsNoStaticState() {
    holds(
        fields()
            .that()
            .areStatic()
            .and(DescribedPredicate.not(nameMatching("\\$.*")))
            .should()
            .beFinal());
  }

  private static DescribedPredicate<JavaClass> areIn(Modules module) {
    return resideInAnyPackage(module.packages());
  }

  private static ArchRule onlyIn(List<String> packages, String... libraries) {
    return onlyIn(packages, resideInAnyPackage(libraries));
  }

  private static ArchRule onlyIn(
      List<String> packages, DescribedPredicate<? super JavaClass> library) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages.toArray(String[]::new))
        .should()
        .dependOnClassesThat(library);
  }

  private static void holds(ArchRule rule) {
    rule.check(CLASSES);
  }
}
