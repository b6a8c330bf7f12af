package io.kerasport.integration.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;

/** The modules by the packages they own. */
enum Modules {
  API(
      "io.kerasport.build..",
      "io.kerasport.export..",
      "io.kerasport.graph..",
      "io.kerasport.model..",
      "io.kerasport.run..",
      "io.kerasport.spi.."),
  CORE("io.kerasport", "io.kerasport.core.."),
  SERIALIZERS("io.kerasport.serializers.."),
  FORMATS("io.kerasport.formats.."),
  PURE_JAVA("io.kerasport.purejava.."),
  TENSORFLOW("io.kerasport.tensorflow.."),
  CLI("io.kerasport.cli..");

  private final List<String> packages;

  Modules(String... packages) {
    this.packages = List.of(packages);
  }

  /** The packages in ArchUnit's notation. */
  String[] packages() {
    return packages.toArray(String[]::new);
  }

  /** The module a class belongs to. */
  static Modules of(JavaClass type) {
    return Arrays.stream(values())
        .filter(module -> module.packages.stream().anyMatch(pattern -> owns(pattern, type)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(type + " is in a package of no module"));
  }

  private static boolean owns(String pattern, JavaClass type) {
    if (!pattern.endsWith("..")) {
      return type.getPackageName().equals(pattern);
    }
    String root = pattern.substring(0, pattern.length() - 2);
    return (type.getPackageName() + ".").startsWith(root + ".");
  }

  /** The compiled classes of all modules, without tests. */
  static JavaClasses imported() {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("io.kerasport");
  }
}
