package io.kerasport.formats.build;

import java.util.Locale;
import java.util.regex.Pattern;

/** Keras' way from a class name to the name of its group, {@code keras.src.utils.naming}. */
public final class SnakeCase {
  private static final Pattern NOT_WORD = Pattern.compile("\\W+");
  private static final Pattern WORD_START = Pattern.compile("(.)([A-Z][a-z]+)");
  private static final Pattern CAMEL = Pattern.compile("([a-z])([A-Z])");

  private SnakeCase() {}

  /** The name of a class in small letters. */
  public static String of(String className) {
    String name = NOT_WORD.matcher(className).replaceAll("");
    name = WORD_START.matcher(name).replaceAll("$1_$2");
    return CAMEL.matcher(name).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
  }
}
