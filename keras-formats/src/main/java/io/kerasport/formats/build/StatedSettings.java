package io.kerasport.formats.build;

import io.kerasport.export.ModelFormatException;
import io.kerasport.model.Config;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What an object of a class states over the defaults of the class.
 *
 * @param of the class
 * @param place where the object stands, for messages
 */
record StatedSettings(KerasClass of, String place) {
  private static final String ACTIVITY_REGULARIZER = "activity_regularizer";

  /**
   * The whole configuration.
   *
   * @param stated what differs from the defaults
   * @param spell brings a stated value into Keras' form, by the name of its setting
   * @throws ModelFormatException if a setting is missing or does not exist
   */
  Config over(
      Map<String, @Nullable Object> stated,
      BiFunction<String, @Nullable Object, @Nullable Object> spell) {
    requireKnown(stated);
    Fields fields = new Fields();
    of.config()
        .entries()
        .forEach(
            (key, otherwise) -> {
              fields.with(key, value(key, otherwise, stated, spell));
              if (key.equals("dtype") && comesBehind(stated)) {
                fields.with(
                    ACTIVITY_REGULARIZER,
                    spell.apply(ACTIVITY_REGULARIZER, stated.get(ACTIVITY_REGULARIZER)));
              }
            });
    stated.forEach(
        (key, value) -> {
          if (of.alsoTakes(key) && !key.equals(ACTIVITY_REGULARIZER)) {
            fields.with(key, spell.apply(key, value));
          }
        });
    return fields.config();
  }

  /** Every layer takes one; those that do not name it among their own settings write it if set. */
  private boolean comesBehind(Map<String, @Nullable Object> stated) {
    return stated.get(ACTIVITY_REGULARIZER) != null
        && !of.config().entries().containsKey(ACTIVITY_REGULARIZER);
  }

  private @Nullable Object value(
      String key,
      @Nullable Object otherwise,
      Map<String, @Nullable Object> stated,
      BiFunction<String, @Nullable Object, @Nullable Object> spell) {
    if (stated.containsKey(key)) {
      Object fitted = Examples.fit(spell.apply(key, stated.get(key)), otherwise);
      if (key.equals("dtype") && fitted instanceof String policy && otherwise instanceof Config) {
        return dtypePolicy(policy);
      }
      return fitted instanceof Number number && of.isFloat32(key)
          ? (Object) (double) number.floatValue()
          : fitted;
    }
    String followed = of.followedBy(key);
    if (followed != null && stated.containsKey(followed)) {
      return Examples.fit(stated.get(followed), otherwise);
    }
    if (of.requires(key)) {
      throw new ModelFormatException(
          "`" + of.name() + "` needs the setting `" + key + "`", place, "State it.", null);
    }
    return otherwise;
  }

  private void requireKnown(Map<String, @Nullable Object> stated) {
    for (String key : stated.keySet()) {
      boolean known =
          of.config().entries().containsKey(key)
              || of.alsoTakes(key)
              || key.equals(ACTIVITY_REGULARIZER);
      if (!known) {
        throw new ModelFormatException(
            "`" + of.name() + "` has no setting `" + key + "`",
            place,
            "It has " + String.join(", ", of.settings()) + ".",
            null);
      }
    }
  }

  /** The element types of a layer, as Keras writes them. */
  static Config dtypePolicy(String name) {
    return Fields.object("keras", "DTypePolicy", new Fields().with("name", name).config(), null)
        .config();
  }
}
