package io.kerasport.core.objective;

import io.kerasport.core.compile.CompileConfig;
import io.kerasport.core.compile.CompiledOutput;
import io.kerasport.core.compile.WeightedLoss;
import io.kerasport.core.graph.ForwardGraph;
import io.kerasport.core.graph.LayerVariable;
import io.kerasport.core.graph.NamedOperand;
import io.kerasport.core.graph.Prediction;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Problem;
import io.kerasport.graph.Operand;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasObject;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.Metric;
import io.kerasport.spi.ObjectDescription;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Adds the objective of a compiled model to its forward graph. */
public final class ObjectiveAssembler {
  private static final String WAY_OUT =
      "Name losses and metrics as Keras does, or bind an implementation of your own in a module"
          + " annotated with @KerasportExtension.";

  private final Objectives bound;

  @Inject
  ObjectiveAssembler(Objectives bound) {
    this.bound = bound;
  }

  /**
   * Adds targets, the total loss and all metrics.
   *
   * @param forward the forward graph; its compile configuration has at least one loss
   * @param compiled what the model was compiled with
   * @throws ExportException listing every loss, metric and regularizer that is unknown or does not
   *     fit its output, and every metric name that occurs twice
   */
  public Objective add(ForwardGraph forward, CompileConfig compiled) {
    List<Problem> problems = new ArrayList<>();
    Map<CompiledOutput, List<BoundMetric>> metrics = check(forward, compiled, problems);
    if (!problems.isEmpty()) {
      throw new ExportException(
          ErrorId.COMPILE_CONFIG,
          "Model `" + forward.model().model().name() + "` cannot be measured as it is compiled",
          problems,
          WAY_OUT,
          null);
    }
    List<MeasuredOutput> outputs = new ArrayList<>();
    for (int i = 0; i < compiled.outputs().size(); i++) {
      CompiledOutput output = compiled.outputs().get(i);
      if (isMeasured(output)) {
        outputs.add(MeasuredOutput.add(forward.ops(), output, forward.predictions().get(i)));
      }
    }
    Map<MeasuredOutput, Operand> weights = new LinkedHashMap<>();
    Operand loss = new LossAssembler(bound, forward).total(outputs, weights);
    MetricAssembler assembler = new MetricAssembler(forward);
    List<BuiltMetric> built = new ArrayList<>();
    for (MeasuredOutput output : outputs) {
      for (BoundMetric metric : metrics.getOrDefault(output.compiled(), List.of())) {
        Optional<Operand> weight =
            metric.weighted()
                ? Optional.of(
                    weights.computeIfAbsent(output, key -> key.sampleWeight(forward.ops(), 1)))
                : Optional.empty();
        built.add(assembler.add(metric, output, weight));
      }
    }
    List<NamedOperand> targets =
        outputs.stream()
            .map(
                output ->
                    new NamedOperand(MeasuredOutput.targetKey(output.compiled()), output.target()))
            .toList();
    return new Objective(targets, loss, built);
  }

  private static boolean isMeasured(CompiledOutput output) {
    return !output.losses().isEmpty()
        || !output.metrics().isEmpty()
        || !output.weightedMetrics().isEmpty();
  }

  private Map<CompiledOutput, List<BoundMetric>> check(
      ForwardGraph forward, CompileConfig compiled, List<Problem> problems) {
    KerasGeneration generation = forward.model().model().generation();
    MetricNames names = new MetricNames(generation, compiled.outputs().size() > 1);
    Set<String> taken = new HashSet<>();
    Map<CompiledOutput, List<BoundMetric>> metrics = new IdentityHashMap<>();
    for (int i = 0; i < compiled.outputs().size(); i++) {
      CompiledOutput output = compiled.outputs().get(i);
      Prediction prediction = forward.predictions().get(i);
      for (WeightedLoss loss : output.losses()) {
        checkLoss(loss.loss(), generation, "output " + output.output(), problems);
      }
      List<BoundMetric> ofOutput = new ArrayList<>();
      for (boolean weighted : new boolean[] {false, true}) {
        for (KerasObject metric : weighted ? output.weightedMetrics() : output.metrics()) {
          String name = names.nameOf(metric, output.output(), weighted);
          if (!taken.add(name)) {
            problems.add(
                new Problem(
                    "two metrics are called `" + name + "`; give one another name",
                    "output " + output.output()));
          }
          bind(metric, output, prediction, generation, problems)
              .ifPresent(
                  resolved ->
                      ofOutput.add(
                          new BoundMetric(
                              name, resolved.description(), resolved.metric(), weighted)));
        }
      }
      metrics.put(output, ofOutput);
    }
    for (LayerVariable variable : forward.variables()) {
      LossAssembler.regularizer(variable)
          .ifPresent(found -> checkRegularizer(found, "weight " + variable.path(), problems));
    }
    forward
        .effects()
        .activities()
        .forEach(
            activity ->
                checkRegularizer(activity.regularizer(), "layer " + activity.layer(), problems));
    return metrics;
  }

  private void checkLoss(
      KerasObject loss, KerasGeneration generation, String where, List<Problem> problems) {
    bound
        .losses()
        .find(loss)
        .ifPresentOrElse(
            found ->
                found
                    .unsupported(new ObjectDescription(loss.name(), loss.config(), generation))
                    .forEach(reason -> problems.add(new Problem(reason, where))),
            () -> problems.add(new Problem(bound.losses().unknown(loss.name()), where)));
  }

  private void checkRegularizer(KerasObject regularizer, String where, List<Problem> problems) {
    if (bound.regularizers().find(regularizer).isEmpty()) {
      problems.add(new Problem(bound.regularizers().unknown(regularizer.name()), where));
    }
  }

  private record ResolvedMetric(ObjectDescription description, Metric metric) {}

  private Optional<ResolvedMetric> bind(
      KerasObject metric,
      CompiledOutput output,
      Prediction prediction,
      KerasGeneration generation,
      List<Problem> problems) {
    String where = "output " + output.output();
    TensorSpec spec = MeasuredOutput.spec(prediction);
    long width = spec.shape().hasRank() && spec.shape().rank() > 0 ? spec.shape().dim(-1) : 1;
    KerasObject resolved = MetricNames.resolve(metric, output, width);
    Optional<Metric> found = bound.metrics().find(resolved);
    if (found.isEmpty()) {
      problems.add(new Problem(bound.metrics().unknown(resolved.name()), where));
      return Optional.empty();
    }
    ObjectDescription description =
        new ObjectDescription(resolved.name(), resolved.config(), generation);
    found
        .get()
        .unsupported(description, spec)
        .forEach(reason -> problems.add(new Problem(reason, where)));
    return Optional.of(new ResolvedMetric(description, found.get()));
  }
}
