package io.kerasport.core.weights;

import io.kerasport.export.Problem;
import io.kerasport.model.Layer;
import io.kerasport.model.Weight;
import io.kerasport.spi.WeightSpec;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Matches stored weights with the weights a layer has: by name where files name them. */
public final class WeightBinder {
  private static final Pattern COUNTED = Pattern.compile("(.+)_\\d+");

  private final InitialValues initialValues;

  @Inject
  WeightBinder(InitialValues initialValues) {
    this.initialValues = initialValues;
  }

  /**
   * The value of each weight of a layer.
   *
   * @param layer the layer with its stored weights
   * @param path the layer's path in the model, for messages and seeds
   * @param specs the weights the layer has
   * @param problems receives what does not fit; a weight with a problem is left out of the result
   * @return weights by the names of their specs
   */
  public Map<String, Weight> bind(
      Layer layer, String path, List<WeightSpec> specs, List<Problem> problems) {
    Map<String, Weight> bound = new LinkedHashMap<>();
    Optional<List<Weight>> stored = layer.weights();
    List<WeightSpec> inFiles = new ArrayList<>();
    for (WeightSpec spec : specs) {
      if (stored.isPresent() && spec.stored()) {
        inFiles.add(spec);
      } else {
        bound.put(spec.name(), initialValues.of(spec, layer.config(), path, 0));
      }
    }
    List<Weight> left = numbered(stored.orElse(List.of()));
    Map<WeightSpec, Weight> known = takeNamed(left, inFiles);
    boolean allNamed = stored.stream().flatMap(List::stream).allMatch(it -> it.name() != null);
    boolean byName = allNamed || known.size() == inFiles.size();
    if (byName) {
      left.removeIf(weight -> isCopy(weight, inFiles));
    } else {
      left = new ArrayList<>(stored.orElse(List.of()));
    }
    for (WeightSpec spec : inFiles) {
      Weight weight = byName ? known.get(spec) : takeNext(left);
      if (weight == null) {
        problems.add(
            new Problem(
                "weight " + spec.name() + " of type " + spec.spec() + " is missing" + has(stored),
                "layer " + path));
      } else if (!weight.spec().equals(spec.spec())) {
        problems.add(
            new Problem(
                "weight "
                    + spec.name()
                    + " should be "
                    + spec.spec()
                    + " and is "
                    + weight.spec()
                    + " in "
                    + weight.origin(),
                "layer " + path));
      } else {
        bound.put(spec.name(), weight);
      }
    }
    for (Weight weight : left) {
      problems.add(
          new Problem(
              "weight " + weight.spec() + " in " + weight.origin() + " belongs to nothing",
              "layer " + path));
    }
    return bound;
  }

  /**
   * Archives number the weights of a layer, and name those of layers inside it; where a layer has
   * both kinds, the numbers are names as well.
   */
  private static List<Weight> numbered(List<Weight> stored) {
    boolean mixed = stored.stream().anyMatch(weight -> weight.name() != null);
    List<Weight> numbered = new ArrayList<>();
    int number = 0;
    for (Weight weight : stored) {
      boolean own = mixed && weight.name() == null;
      String name = own ? Integer.toString(number++) : weight.name();
      numbered.add(new Weight(name, weight.spec(), weight.data(), weight.origin()));
    }
    return numbered;
  }

  /** Whether a file holds a weight twice because two objects of Keras have it; the first counts. */
  private static boolean isCopy(Weight left, List<WeightSpec> specs) {
    return specs.stream()
        .anyMatch(spec -> spec.storedAs().contains(left.name()) && spec.spec().equals(left.spec()));
  }

  private static @Nullable Weight takeNext(List<Weight> left) {
    return left.isEmpty() ? null : left.remove(0);
  }

  private static Map<WeightSpec, Weight> takeNamed(List<Weight> left, List<WeightSpec> specs) {
    Map<WeightSpec, Weight> taken = new HashMap<>();
    for (WeightSpec spec : specs) {
      Weight weight = takeNamed(left, spec);
      if (weight != null) {
        taken.put(spec, weight);
      }
    }
    // Keras counts weights that have no name of their own (variable, variable_1 …) over the whole
    // program, and layers inside of others likewise: their names differ from program to program.
    for (WeightSpec spec : specs) {
      if (!taken.containsKey(spec)) {
        takeFirst(left, weight -> isCounted(weight.name(), spec.storedAs()))
            .ifPresent(weight -> taken.put(spec, weight));
      }
    }
    for (WeightSpec spec : specs) {
      if (spec.name().contains("/") && !taken.containsKey(spec)) {
        takeFirst(left, weight -> ownName(weight.name()).equals(ownName(spec.name())))
            .ifPresent(weight -> taken.put(spec, weight));
      }
    }
    return taken;
  }

  private static Optional<Weight> takeFirst(List<Weight> left, Predicate<Weight> wanted) {
    Optional<Weight> found = left.stream().filter(wanted).findFirst();
    found.ifPresent(left::remove);
    return found;
  }

  /** Whether a name is one of others with a number after it. */
  private static boolean isCounted(@Nullable String name, List<String> others) {
    Matcher matcher = COUNTED.matcher(name == null ? "" : name);
    return matcher.matches() && others.contains(matcher.group(1));
  }

  /** The last part of a name. */
  private static String ownName(@Nullable String name) {
    return name == null ? "" : name.substring(name.lastIndexOf('/') + 1);
  }

  private static @Nullable Weight takeNamed(List<Weight> left, WeightSpec spec) {
    for (String name : spec.storedAs()) {
      for (Weight weight : left) {
        if (name.equals(weight.name())) {
          left.remove(weight);
          return weight;
        }
      }
    }
    return null;
  }

  private static String has(Optional<List<Weight>> stored) {
    List<@Nullable String> names = new ArrayList<>();
    stored.orElse(List.of()).forEach(weight -> names.add(weight.name()));
    return names.isEmpty() ? "; the file has none for this layer" : "; the file has " + names;
  }
}
