package io.kerasport.core.compile;

import io.kerasport.export.Problem;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Distributes an entry of a compile configuration over a model's outputs. Keras takes one object
 * for all, a list in the order of the outputs, or a dict by their names.
 */
final class PerOutput {
  /** What a flat list of objects means where a model has several outputs. */
  enum Flat {
    /** One object for each output. */
    EACH,
    /** Every object for every output. */
    ALL
  }

  private final List<String> outputs;
  private final List<String> keys;
  private final KerasGeneration generation;
  private final List<Problem> problems;

  /**
   * Entries of a model.
   *
   * @param outputs the names of its outputs
   * @param keys other names of the outputs, in the same order; empty if they have none
   * @param problems receives what does not fit
   */
  PerOutput(
      List<String> outputs, List<String> keys, KerasGeneration generation, List<Problem> problems) {
    this.outputs = outputs;
    this.keys = keys;
    this.generation = generation;
    this.problems = problems;
  }

  /**
   * The losses of each output. A list for the only output counts with its first entry alone, and
   * for Keras 2 an inner list is as if its entries stood in the outer one: so Keras computes.
   */
  List<List<KerasObject>> losses(String key, @Nullable Object entry) {
    List<List<KerasObject>> losses = of(key, likeKeras(entry), Flat.EACH);
    return outputs.size() == 1 ? List.of(losses.get(0).stream().limit(1).toList()) : losses;
  }

  private @Nullable Object likeKeras(@Nullable Object entry) {
    boolean flattened = generation == KerasGeneration.KERAS_2 && outputs.size() > 1;
    if (!flattened || !(plain(entry) instanceof List<?> list)) {
      return entry;
    }
    List<@Nullable Object> flat = new ArrayList<>();
    for (Object item : list) {
      if (plain(item) instanceof List<?> inner) {
        flat.addAll(inner);
      } else {
        flat.add(item);
      }
    }
    return flat.size() > list.size()
        ? flat.subList(0, Math.min(flat.size(), outputs.size()))
        : flat;
  }

  /** The objects of each output. */
  List<List<KerasObject>> of(String key, @Nullable Object entry, Flat flat) {
    List<@Nullable Object> split = split(key, entry, flat);
    List<List<KerasObject>> result = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      List<KerasObject> objects = new ArrayList<>();
      addObjects(key + " of output " + outputs.get(i), split.get(i), objects);
      result.add(objects);
    }
    return result;
  }

  /** The weight of each loss of each output; 1 where none is given. */
  List<List<Double>> weights(String key, @Nullable Object entry, List<List<KerasObject>> losses) {
    List<List<Double>> weights = new ArrayList<>();
    List<@Nullable Object> split = split(key, entry, Flat.EACH);
    for (int i = 0; i < outputs.size(); i++) {
      int count = losses.get(i).size();
      Object stated = plain(split.get(i));
      List<?> numbers = stated instanceof List<?> list ? list : Collections.nCopies(count, stated);
      if (outputs.size() == 1 && numbers.size() > count) {
        numbers = numbers.subList(0, count);
      }
      List<Double> ofOutput = new ArrayList<>();
      for (Object number : numbers) {
        if (number == null || number instanceof Number) {
          ofOutput.add(number == null ? 1.0 : ((Number) number).doubleValue());
        } else {
          problem(key, "a number for output " + outputs.get(i), number);
        }
      }
      if (ofOutput.size() != count) {
        problem(key, count + " weights for output " + outputs.get(i), stated);
        ofOutput = new ArrayList<>(Collections.nCopies(count, 1.0));
      }
      weights.add(ofOutput);
    }
    return weights;
  }

  /** Whether the entry of each output is the given one. */
  List<Boolean> areEqualTo(String wanted, String key, @Nullable Object entry) {
    return split(key, entry, Flat.EACH).stream()
        .map(stated -> wanted.equals(stated instanceof List<?> one ? one.get(0) : stated))
        .toList();
  }

  /** A tuple, which archives mark as such, as a list. */
  private static @Nullable Object plain(@Nullable Object entry) {
    return entry instanceof Config object && "__tuple__".equals(object.get("class_name"))
        ? object.list("items")
        : entry;
  }

  private List<@Nullable Object> split(String key, @Nullable Object stated, Flat flat) {
    List<@Nullable Object> none = new ArrayList<>(Collections.nCopies(outputs.size(), null));
    Object entry = plain(stated);
    if (entry == null) {
      return none;
    }
    if (entry instanceof Config dict && !dict.has("class_name")) {
      return byName(key, dict, none);
    }
    if (!(entry instanceof List<?> list)) {
      return new ArrayList<>(Collections.nCopies(outputs.size(), entry));
    }
    if (outputs.size() == 1) {
      List<@Nullable Object> single = new ArrayList<>();
      single.add(list.size() == 1 && plain(list.get(0)) instanceof List<?> inner ? inner : list);
      return single;
    }
    if (flat == Flat.ALL && list.stream().noneMatch(PerOutput::isNested)) {
      return new ArrayList<>(Collections.nCopies(outputs.size(), list));
    }
    if (list.size() != outputs.size()) {
      problem(key, "one entry for each of the outputs " + outputs, list);
      return none;
    }
    return new ArrayList<>(list);
  }

  private List<@Nullable Object> byName(String key, Config dict, List<@Nullable Object> result) {
    dict.entries()
        .forEach(
            (name, value) -> {
              int index = keys.contains(name) ? keys.indexOf(name) : outputs.indexOf(name);
              if (index < 0) {
                problem(key, "entries for the outputs " + outputs + " only", name);
              } else {
                result.set(index, value);
              }
            });
    return result;
  }

  private static boolean isNested(@Nullable Object entry) {
    return plain(entry) instanceof List<?>
        || entry instanceof Config config && !config.has("class_name");
  }

  private void addObjects(String key, @Nullable Object entry, List<KerasObject> objects) {
    if (plain(entry) instanceof List<?> list) {
      for (Object item : list) {
        addObjects(key, item, objects);
      }
      return;
    }
    try {
      CompiledObjects.of(key, entry, generation).ifPresent(objects::add);
    } catch (ConfigException e) {
      problems.add(new Problem(String.valueOf(e.getMessage()), ""));
    }
  }

  private void problem(String key, String expected, @Nullable Object found) {
    problems.add(
        new Problem(String.valueOf(new ConfigException(key, expected, found).getMessage()), ""));
  }
}
