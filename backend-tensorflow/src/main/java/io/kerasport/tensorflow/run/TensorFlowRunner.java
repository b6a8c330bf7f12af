package io.kerasport.tensorflow.run;

import io.kerasport.core.publish.PublishTarget;
import io.kerasport.core.publish.StagedDirectory;
import io.kerasport.core.publish.TemporaryDirectory;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Mode;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.TensorSpec;
import io.kerasport.run.Batch;
import io.kerasport.run.ModelRunner;
import io.kerasport.run.RunListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.ConfigProto;

/**
 * Runs the graphs of one SavedModel, each in a session of its own that is opened when it is first
 * needed. Weights that training has changed go to the other sessions through a checkpoint.
 */
final class TensorFlowRunner implements ModelRunner {
  private static final String VARIABLES = "variables";
  private static final String TARGET = "_target";
  private static final String SAMPLE_WEIGHTS = "_sample_weights";

  private final Path savedModel;
  private final Set<String> tags;
  private final ConfigProto config;
  private final Clock clock;
  private final @Nullable TemporaryDirectory owned;
  private final Map<Mode, ModeSession> sessions = new EnumMap<>(Mode.class);
  private final List<Mode> outdated = new ArrayList<>();
  private boolean statesReset;

  /**
   * A runner.
   *
   * @param tags the tags of the MetaGraphs there are
   * @param owned the directory to delete with the runner, if it is the runner's own
   */
  TensorFlowRunner(
      Path savedModel,
      Set<String> tags,
      ConfigProto config,
      Clock clock,
      @Nullable TemporaryDirectory owned) {
    this.savedModel = savedModel;
    this.tags = tags;
    this.config = config;
    this.clock = clock;
    this.owned = owned;
  }

  @Override
  public Map<String, TensorSpec> inputs() {
    return session(Mode.PREDICT).inputs();
  }

  @Override
  public Map<String, TensorSpec> outputs() {
    return session(Mode.PREDICT).outputs();
  }

  @Override
  public Map<String, TensorSpec> targets() {
    if (!tags.contains(Mode.EVAL.tag())) {
      return Map.of();
    }
    return targets(session(Mode.EVAL));
  }

  /** What a measuring signature takes besides the inputs. */
  private Map<String, TensorSpec> targets(ModeSession session) {
    Map<String, TensorSpec> targets = new LinkedHashMap<>();
    Map<String, TensorSpec> inputs = inputs();
    session
        .inputs()
        .forEach(
            (key, spec) -> {
              if (!inputs.containsKey(key)) {
                targets.put(key.substring(0, key.length() - TARGET.length()), spec);
              }
            });
    return targets;
  }

  @Override
  public Map<String, TensorValue> predict(Map<String, TensorValue> inputs) {
    ModeSession session = session(Mode.PREDICT);
    Map<String, TensorValue> feeds =
        new Feeds().add("input", session.inputs(), inputs, "").checked();
    return session.fetch(feeds, List.copyOf(session.outputs().keySet()));
  }

  @Override
  public Map<String, Double> evaluate(Iterable<Batch> batches, RunListener listener) {
    ModeSession session = session(Mode.EVAL);
    return measure(session, batches, listener, false);
  }

  @Override
  public Map<String, Double> train(Iterable<Batch> batches, RunListener listener) {
    return measure(session(Mode.TRAIN), batches, listener, true);
  }

  private Map<String, Double> measure(
      ModeSession session, Iterable<Batch> batches, RunListener listener, boolean train) {
    Scores scores = new Scores(session);
    long done = 0;
    for (Batch batch : batches) {
      Map<String, TensorValue> feeds = feeds(session, batch);
      if (train) {
        outdate();
        scores.add(session.step(feeds, scores.fetches()), batch.size());
      } else {
        scores.add(session.fetch(feeds, scores.fetches()), batch.size());
      }
      listener.batchDone(++done, scores::values);
    }
    return scores.values();
  }

  private Map<String, TensorValue> feeds(ModeSession session, Batch batch) {
    Feeds feeds =
        new Feeds()
            .add("input", inputs(), batch.inputs(), "")
            .add("target", targets(session), batch.targets(), TARGET);
    batch
        .sampleWeights()
        .forEach(
            (output, weights) ->
                feeds.addPlaceholder(
                    session, "sample weights of output", output, output + SAMPLE_WEIGHTS, weights));
    return feeds.checked();
  }

  @Override
  public void resetStates() {
    statesReset = true;
    sessions.values().forEach(ModeSession::resetStates);
  }

  private void outdate() {
    outdated.clear();
    outdated.addAll(List.of(Mode.EVAL, Mode.PREDICT));
  }

  private ModeSession session(Mode mode) {
    ModeSession session = sessions.get(mode);
    if (session == null) {
      if (!tags.contains(mode.tag())) {
        throw new ExportException(
            ErrorId.RUN,
            savedModel + " has no graph `" + mode.tag() + "`, only " + String.join(", ", tags),
            List.of(),
            "Export a compiled model: --loss and --optimizer state what the file does not.",
            null);
      }
      session = ModeSession.load(savedModel, mode.tag(), mode.signatureKey(), config);
      sessions.put(mode, session);
      if (statesReset) {
        session.resetStates();
      }
    }
    ModeSession trained = sessions.get(Mode.TRAIN);
    if (trained != null && outdated.remove(mode)) {
      handOver(trained, session);
    }
    return session;
  }

  private static void handOver(ModeSession from, ModeSession to) {
    try (TemporaryDirectory directory = TemporaryDirectory.create()) {
      Path prefix = directory.path().resolve(VARIABLES);
      from.save(prefix);
      to.restore(prefix);
    }
  }

  @Override
  public Path saveCheckpoint(Path directory) {
    ModeSession current = session(tags.contains(Mode.TRAIN.tag()) ? Mode.TRAIN : Mode.PREDICT);
    try (StagedDirectory staging =
        StagedDirectory.create(PublishTarget.timestampedChildOf(directory, clock))) {
      copyAllButVariables(staging);
      if (Files.isDirectory(savedModel.resolve(VARIABLES))) {
        current.save(staging.resolve(VARIABLES + "/" + VARIABLES));
        Path state = savedModel.resolve(VARIABLES + "/checkpoint");
        if (Files.exists(state)) {
          staging.write(VARIABLES + "/checkpoint", Files.readAllBytes(state));
        }
      }
      return staging.publish();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + savedModel, e);
    }
  }

  private void copyAllButVariables(StagedDirectory staging) throws IOException {
    try (Stream<Path> files = Files.walk(savedModel)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path relative = savedModel.relativize(file);
        if (!relative.startsWith(VARIABLES)) {
          Files.copy(file, staging.resolve(relative.toString()));
        }
      }
    }
  }

  @Override
  public void close() {
    sessions.values().forEach(ModeSession::close);
    sessions.clear();
    if (owned != null) {
      owned.close();
    }
  }
}
