package io.kerasport.integration.architecture;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.kerasport.spi.KerasportExtension;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A public type exists because another package needs it. */
final class PublicTypesTest {
  private static final JavaClasses CLASSES = Modules.imported();

  @Test
  void everyPublicTypeIsNeededElsewhere() throws IOException {
    Map<String, String> promised = promised();
    List<String> idle =
        publicTypes()
            .filter(type -> !isNeededElsewhere(type))
            .map(JavaClass::getName)
            .filter(name -> !promised.containsKey(name))
            .sorted()
            .toList();

    assertThat(idle).as("public types that no other package needs").isEmpty();
  }

  @Test
  void everyPromisedTypeIsPublicAndHasAReason() throws IOException {
    List<String> existing = publicTypes().map(JavaClass::getName).toList();

    assertThat(existing).containsAll(promised().keySet());
    assertThat(promised().values()).noneMatch(String::isBlank);
  }

  private static Stream<JavaClass> publicTypes() {
    return CLASSES.stream()
        .filter(JavaClass::isTopLevelClass)
        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .filter(type -> Modules.of(type) != Modules.API);
  }

  private static boolean isNeededElsewhere(JavaClass type) {
    return type.isAnnotatedWith(KerasportExtension.class)
        || type.tryGetMethod("main", String[].class).isPresent()
        || CLASSES.stream()
            .filter(part -> part.getName().equals(type.getName()) || isInside(part, type))
            .flatMap(part -> part.getDirectDependenciesToSelf().stream())
            .map(Dependency::getOriginClass)
            .anyMatch(user -> !user.getPackageName().equals(type.getPackageName()));
  }

  private static boolean isInside(JavaClass part, JavaClass type) {
    return part.getName().startsWith(type.getName() + "$");
  }

  /** Types that programs outside of this repository are promised, with the reason. */
  private static Map<String, String> promised() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PublicTypesTest.class.getResourceAsStream("public-types.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\\s+", 2))
          .collect(toMap(parts -> parts[0], parts -> parts.length > 1 ? parts[1] : ""));
    }
  }
}
