package io.kerasport.integration.original;

import io.kerasport.integration.objective.Json;
import io.kerasport.model.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.SavedModel;

/** Everything that can be said of an exported directory field by field: lines and their values. */
final class DirectoryFacts {
  private DirectoryFacts() {}

  static Map<String, String> of(Path directory) throws IOException {
    Map<String, String> facts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> facts.put("file " + directory.relativize(file), "present"));
    }
    SavedModel savedModel =
        SavedModel.parseFrom(Files.readAllBytes(directory.resolve("saved_model.pb")));
    facts.put("schema version", String.valueOf(savedModel.getSavedModelSchemaVersion()));
    facts.put(
        "MetaGraphs",
        savedModel.getMetaGraphsList().stream()
            .map(graph -> String.join("+", graph.getMetaInfoDef().getTagsList()))
            .collect(Collectors.joining(", ")));
    savedModel.getMetaGraphsList().forEach(graph -> facts.putAll(MetaGraphFacts.of(graph)));
    if (Files.exists(directory.resolve("variables/variables.index"))) {
      facts.putAll(CheckpointFacts.of(directory.resolve("variables/variables")));
    }
    Path state = directory.resolve("variables/checkpoint");
    if (Files.exists(state)) {
      facts.put("file variables/checkpoint, content", Files.readString(state).replace("\n", "; "));
    }
    addJson(facts, "JSON", Json.read(directory.resolve("assets/saved_model.json")));
    return facts;
  }

  private static void addJson(Map<String, String> facts, String at, @Nullable Object value) {
    if (value instanceof Config object) {
      object.entries().forEach((key, entry) -> addJson(facts, at + " " + key, entry));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        addJson(facts, at + " " + i, list.get(i));
      }
      facts.put(at, list.size() + " items");
    } else {
      facts.put(at, String.valueOf(value));
    }
  }
}
