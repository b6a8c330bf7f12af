package io.kerasport.core.objective;

import io.kerasport.core.compile.CompileConfig;
import io.kerasport.core.compile.CompiledOutput;
import io.kerasport.core.compile.WeightedLoss;
import io.kerasport.core.graph.ForwardGraph;
import io.kerasport.core.graph.LayerEffects.RegularizedActivity;
import io.kerasport.core.graph.LayerVariable;
import io.kerasport.core.graph.Prediction;
import io.kerasport.core.registry.Registry;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Problem;
import io.kerasport.graph.Operand;
import io.kerasport.model.ConfigException;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasObject;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.Loss;
import io.kerasport.spi.Metric;
import io.kerasport.spi.ObjectDescription;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Finds the implementations of everything a model is measured by. */
final class ObjectiveBinder {
  /** Samples, steps and features. */
  private static final int RANK_OF_SEQUENCES = 3;

  private static final String WAY_OUT =
      "Name losses and metrics as Keras does, or bind an implementation of your own in a module"
          + " annotated with @KerasportExtension.";

  private final Objectives bound;
  private final ForwardGraph forward;
  private final KerasGeneration generation;
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> metricNames = new HashSet<>();

  ObjectiveBinder(Objectives bound, ForwardGraph forward) {
    this.bound = bound;
    this.forward = forward;
    this.generation = forward.model().model().generation();
  }

  /**
   * Binds the losses and metrics of every output, in the model's order.
   *
   * @throws ExportException listing every loss, metric and regularizer that is unknown or does not
   *     fit its output, and every metric name that occurs twice
   */
  List<BoundOutput> bind(CompileConfig compiled) {
    MetricNames names = new MetricNames(generation, compiled.outputs().size() > 1);
    List<BoundOutput> outputs = new ArrayList<>();
    for (int i = 0; i < compiled.outputs().size(); i++) {
      outputs.add(bind(compiled.outputs().get(i), forward.predictions().get(i), names));
    }
    checkRegularizers();
    if (!problems.isEmpty()) {
      throw new ExportException(
          ErrorId.COMPILE_CONFIG,
          "Model `" + forward.model().model().name() + "` cannot be measured as it is compiled",
          problems,
          WAY_OUT,
          null);
    }
    return outputs;
  }

  private BoundOutput bind(CompiledOutput output, Prediction prediction, MetricNames names) {
    String where = "output " + output.output();
    TensorSpec spec = new TensorSpec(prediction.value().dtype(), prediction.value().shape());
    if (output.isMeasured() && !spec.shape().hasRank()) {
      problems.add(
          new Problem(
              "the number of the prediction's axes is not known, so it cannot be measured", where));
      return new BoundOutput(prediction, List.of(), List.of(), false);
    }
    if (output.isMeasured() && output.weighsSteps() && spec.shape().rank() < RANK_OF_SEQUENCES) {
      problems.add(
          new Problem(
              "sample_weight_mode `temporal` weighs the steps of sequences, and the prediction has"
                  + " the shape "
                  + spec.shape(),
              where));
    }
    List<BoundLoss> losses = new ArrayList<>();
    for (WeightedLoss weighted : output.losses()) {
      bind(weighted, spec, where).ifPresent(losses::add);
    }
    List<BoundMetric> metrics = new ArrayList<>();
    for (boolean weighted : new boolean[] {false, true}) {
      for (KerasObject metric : weighted ? output.weightedMetrics() : output.metrics()) {
        String name = names.nameOf(metric, output.output(), weighted, metricNames);
        if (!metricNames.add(name)) {
          problems.add(
              new Problem("two metrics are called `" + name + "`; give one another name", where));
        }
        KerasObject meant = Shorthands.metric(metric, output, spec.shape());
        bind(meant, name, weighted, spec, where).ifPresent(metrics::add);
      }
    }
    return new BoundOutput(prediction, losses, metrics, output.weighsSteps());
  }

  private Optional<BoundLoss> bind(WeightedLoss weighted, TensorSpec spec, String where) {
    KerasObject named = weighted.loss();
    Optional<String> undecided = Shorthands.undecided(named, generation, spec.shape());
    if (undecided.isPresent()) {
      problems.add(new Problem(undecided.get(), where));
      return Optional.empty();
    }
    KerasObject meant = Shorthands.loss(named, generation, spec.shape());
    ObjectDescription description = describe(meant);
    Optional<Loss> found = find(bound.losses(), meant, where);
    found.ifPresent(
        loss ->
            check(
                where,
                () -> {
                  List<String> reasons = new ArrayList<>(loss.unsupported(description, spec));
                  LossReduction.unsupported(description).ifPresent(reasons::add);
                  return reasons;
                }));
    return found.map(loss -> new BoundLoss(description, loss, weighted.weight()));
  }

  private Optional<BoundMetric> bind(
      KerasObject object, String name, boolean weighted, TensorSpec spec, String where) {
    ObjectDescription description = describe(object);
    Optional<Metric> found = find(bound.metrics(), object, where);
    found.ifPresent(metric -> check(where, () -> metric.unsupported(description, spec)));
    return found.map(metric -> new BoundMetric(name, description, metric, weighted));
  }

  private void checkRegularizers() {
    for (LayerVariable variable : forward.variables()) {
      LossAssembler.regularizer(variable)
          .ifPresent(
              found -> check(found, variable.variable().spec(), "weight " + variable.path()));
    }
    for (RegularizedActivity activity : forward.effects().activities()) {
      Operand output = activity.output();
      TensorSpec spec = new TensorSpec(output.dtype(), output.shape());
      check(activity.regularizer(), spec, "layer " + activity.layer());
    }
  }

  private void check(KerasObject regularizer, TensorSpec spec, String where) {
    find(bound.regularizers(), regularizer, where)
        .ifPresent(found -> check(where, () -> found.unsupported(regularizer.config(), spec)));
  }

  private ObjectDescription describe(KerasObject object) {
    return new ObjectDescription(object.name(), object.config(), generation);
  }

  private <T> Optional<T> find(Registry<T> registry, KerasObject object, String where) {
    Optional<T> found = registry.find(object);
    if (found.isEmpty()) {
      problems.add(new Problem(registry.unknown(object.name()), where));
    }
    return found;
  }

  private void check(String where, Supplier<List<String>> reasons) {
    try {
      reasons.get().forEach(reason -> problems.add(new Problem(reason, where)));
    } catch (ConfigException e) {
      problems.add(new Problem("the setting " + e.getMessage(), where));
    }
  }
}
