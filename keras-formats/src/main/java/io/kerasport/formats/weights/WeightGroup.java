package io.kerasport.formats.weights;

import io.kerasport.formats.hdf5.Hdf5Dataset;
import io.kerasport.formats.hdf5.Hdf5Group;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A group of weights, all in one file or spread over several that Keras calls shards. What shards
 * have under one path belongs together.
 *
 * @param parts the group in each file that has it; at least one
 */
public record WeightGroup(List<Hdf5Group> parts) {
  public WeightGroup {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a group that is in no file");
    }
    parts = List.copyOf(parts);
  }

  /** A group of one file. */
  public static WeightGroup of(Hdf5Group group) {
    return new WeightGroup(List.of(group));
  }

  /** File and path of the first part, for messages. */
  String place() {
    return parts.get(0).place();
  }

  List<String> identities() {
    return parts.stream().map(Hdf5Group::identity).toList();
  }

  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    parts.forEach(part -> names.addAll(part.names()));
    return names;
  }

  Optional<WeightGroup> group(String name) {
    List<Hdf5Group> found = parts.stream().flatMap(part -> part.group(name).stream()).toList();
    return found.isEmpty() ? Optional.empty() : Optional.of(new WeightGroup(found));
  }

  Optional<Hdf5Dataset> dataset(String name) {
    return parts.stream().flatMap(part -> part.dataset(name).stream()).findFirst();
  }

  Optional<String> stringAttribute(String name) {
    return parts.stream().flatMap(part -> part.stringAttribute(name).stream()).findFirst();
  }
}
