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
  private final KerasGeneration generation;
  private final List<Problem> problems;

  PerOutput(List<String> outputs, KerasGeneration generation, List<Problem> problems) {
    this.outputs = outputs;
    this.generation = generation;
    this.problems = problems;
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
      Object stated = split.get(i);
      List<?> numbers = stated instanceof List<?> list ? list : Collections.nCopies(count, stated);
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

  private List<@Nullable Object> split(String key, @Nullable Object entry, Flat flat) {
    List<@Nullable Object> none = new ArrayList<>(Collections.nCopies(outputs.size(), null));
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
      single.add(list.size() == 1 && list.get(0) instanceof List<?> inner ? inner : list);
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
              int index = outputs.indexOf(name);
              if (index < 0) {
                problem(key, "entries for the outputs " + outputs + " only", name);
              } else {
                result.set(index, value);
              }
            });
    return result;
  }

  private static boolean isNested(@Nullable Object entry) {
    return entry instanceof List<?> || entry instanceof Config config && !config.has("class_name");
  }

  private void addObjects(String key, @Nullable Object entry, List<KerasObject> objects) {
    if (entry instanceof List<?> list) {
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
