package io.kerasport.core.objective;

import io.kerasport.core.backend.ScopedGraphBuilder;
import io.kerasport.core.compile.WeightedLoss;
import io.kerasport.core.graph.ForwardGraph;
import io.kerasport.core.graph.LayerEffects.RegularizedActivity;
import io.kerasport.core.graph.LayerVariable;
import io.kerasport.core.registry.Registry;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasObject;
import io.kerasport.spi.Loss;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.Regularizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds the total loss of a graph: that of every output, and the penalties of its layers. */
final class LossAssembler {
  private final Objectives bound;
  private final ForwardGraph forward;
  private final KerasGeneration generation;
  private final Ops tf;

  LossAssembler(Objectives bound, ForwardGraph forward) {
    this.bound = bound;
    this.forward = forward;
    this.generation = forward.model().model().generation();
    this.tf = forward.ops().withScope("loss");
  }

  /**
   * The total loss, a scalar.
   *
   * @param outputs the measured outputs; at least one has a loss
   * @param sampleWeights receives the sample weights of each output that has a loss
   */
  Operand total(List<MeasuredOutput> outputs, Map<MeasuredOutput, Operand> sampleWeights) {
    List<Operand> terms = new ArrayList<>();
    for (MeasuredOutput output : outputs) {
      for (WeightedLoss loss : output.compiled().losses()) {
        terms.add(term(output, loss, sampleWeights));
      }
    }
    terms.addAll(penalties());
    forward.effects().activities().forEach(activity -> terms.add(penalty(activity)));
    terms.addAll(forward.effects().losses());
    Operand total = terms.get(0);
    for (Operand term : terms.subList(1, terms.size())) {
      total = tf.add(total, tf.cast(term, total.dtype()));
    }
    return total;
  }

  private Operand term(
      MeasuredOutput output, WeightedLoss weighted, Map<MeasuredOutput, Operand> sampleWeights) {
    Ops ops = tf.withScope(output.compiled().output() + "_loss");
    Operand source = output.prediction().value();
    GraphLossCall call =
        new GraphLossCall(
            describe(weighted.loss()),
            ops,
            inLossType(ops, output.target()),
            inLossType(ops, source),
            source,
            (ScopedGraphBuilder) forward.ops().graph());
    Loss loss = find(bound.losses(), weighted.loss());
    Operand values = loss.perSample(call);
    Operand sampleWeight =
        sampleWeights.computeIfAbsent(output, key -> key.sampleWeight(forward.ops(), rank(values)));
    Operand reduced =
        new LossReduction(ops, weighted.loss().config())
            .reduce(values, sampleWeight, output.prediction().mask());
    return weighted.weight() == 1 ? reduced : ops.mul(reduced, weighted.weight());
  }

  /** Keras 3 computes losses in float32; Keras 2 in the type of the prediction. */
  private Operand inLossType(Ops ops, Operand x) {
    return generation == KerasGeneration.KERAS_3 && x.dtype() != DType.FLOAT
        ? ops.cast(x, DType.FLOAT)
        : x;
  }

  /** The penalty on an output, divided by the batch size. */
  private Operand penalty(RegularizedActivity activity) {
    Ops ops = tf.withScope(activity.layer() + "/ActivityRegularizer");
    Operand output = activity.output();
    Operand penalty =
        find(bound.regularizers(), activity.regularizer())
            .penalty(ops, output, activity.regularizer().config());
    return ops.div(penalty, ops.cast(ops.arrays().size(output, 0), output.dtype()));
  }

  /** The penalties on weights. Keras 3 leaves out those of frozen layers. */
  private List<Operand> penalties() {
    List<Operand> penalties = new ArrayList<>();
    for (LayerVariable variable : forward.variables()) {
      Optional<KerasObject> regularizer = regularizer(variable);
      boolean counts = generation == KerasGeneration.KERAS_2 || variable.variable().trainable();
      if (regularizer.isPresent() && counts) {
        Regularizer found = find(bound.regularizers(), regularizer.get());
        penalties.add(
            found.penalty(
                tf.withScope(variable.path() + "/Regularizer"),
                variable.variable().value(),
                regularizer.get().config()));
      }
    }
    return penalties;
  }

  /** A weight's regularizer stands beside its initializer in the layer's configuration. */
  static Optional<KerasObject> regularizer(LayerVariable variable) {
    String initializer = variable.weightSpec().initializer();
    if (initializer == null) {
      return Optional.empty();
    }
    String key = initializer.replace("_initializer", "_regularizer");
    Config config = variable.layer().layer().config();
    return KerasObject.of(key, config.get(key));
  }

  private ObjectDescription describe(KerasObject object) {
    return new ObjectDescription(object.name(), object.config(), generation);
  }

  private static <T> T find(Registry<T> registry, KerasObject object) {
    return registry
        .find(object)
        .orElseThrow(() -> new IllegalStateException(registry.unknown(object.name())));
  }

  /** Keras 2 takes one weight for each sample; Keras 3 as many axes as the losses have. */
  private int rank(Operand values) {
    boolean perSample = generation == KerasGeneration.KERAS_2 || !values.shape().hasRank();
    return perSample ? 1 : Math.max(1, values.shape().rank());
  }
}
