package io.kerasport.core.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class UniqueNamesTest {
  private final UniqueNames names = new UniqueNames();

  @Test
  void keepsTheFirstUseOfAName() {
    assertThat(names.take("", "dense")).isEqualTo("dense");
  }

  @Test
  void countsFurtherUses() {
    names.take("", "a");
    assertThat(names.take("", "a")).isEqualTo("a_1");
    assertThat(names.take("", "a")).isEqualTo("a_2");
  }

  @Test
  void skipsACountThatIsTakenAlready() {
    names.take("", "a_1");
    names.take("", "a");
    assertThat(names.take("", "a")).isEqualTo("a_2");
  }

  @Test
  void countsEachScopeByItself() {
    names.take("x/", "a");
    assertThat(names.take("y/", "a")).isEqualTo("y/a");
  }

  @Test
  void takesNamesThatDifferInCaseOnlyForEqual() {
    names.take("", "Add");
    assertThat(names.take("", "add")).isEqualTo("add_1");
  }

  @Test
  void replacesCharactersThatNodeNamesMustNotHave() {
    assertThat(names.take("", "größe 1:2")).isEqualTo("gr__e_1_2");
  }

  @Test
  void putsADotBeforeANameThatBeginsWithAnUnderscore() {
    assertThat(names.take("", "_private")).isEqualTo("._private");
  }

  @Test
  void changesRootNamesThatJavaTakesForInitializers() {
    assertThat(names.take("", "InitialDense")).isEqualTo("layer_InitialDense");
    assertThat(names.take("s/", "InitialDense")).isEqualTo("s/InitialDense");
  }

  @Test
  void changesRootNamesWhoseNumberOverflowsInJava() {
    assertThat(names.take("", "x_20240101123456")).isEqualTo("x-20240101123456");
    assertThat(names.take("", "x_20240101123456_y")).isEqualTo("x-20240101123456_y");
    assertThat(names.take("s/", "x_20240101123456")).isEqualTo("s/x_20240101123456");
  }
}
