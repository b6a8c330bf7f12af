package io.kerasport.core.objective;

import io.kerasport.core.graph.ForwardGraph;
import io.kerasport.core.graph.LayerEffects.RegularizedActivity;
import io.kerasport.core.graph.LayerVariable;
import io.kerasport.core.registry.CustomObject;
import io.kerasport.core.registry.Registry;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasObject;
import io.kerasport.spi.Regularizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
   * The total loss.
   *
   * @param outputs the measured outputs; at least one has a loss
   * @param sampleWeights receives the sample weights of each output that has a loss
   */
  TotalLoss total(List<MeasuredOutput> outputs, Map<MeasuredOutput, Operand> sampleWeights) {
    List<Operand> terms = new ArrayList<>();
    for (MeasuredOutput output : outputs) {
      for (BoundLoss loss : output.bound().losses()) {
        String what = "loss " + loss.description().name();
        terms.add(Located.in(what, output.bound().name(), () -> term(output, loss, sampleWeights)));
      }
    }
    terms.addAll(penalties());
    forward.effects().activities().forEach(activity -> terms.add(penalty(activity)));
    terms.addAll(forward.effects().losses());
    DType widest = widest(terms);
    Operand total = tf.cast(terms.get(0), widest);
    for (Operand term : terms.subList(1, terms.size())) {
      total = tf.add(total, tf.cast(term, widest));
    }
    return TotalLoss.of(tf, total);
  }

  private static DType widest(List<Operand> terms) {
    return terms.stream()
        .map(Operand::dtype)
        .max(Comparator.comparingInt(DType::byteSize))
        .orElseThrow();
  }

  private Operand term(
      MeasuredOutput output, BoundLoss loss, Map<MeasuredOutput, Operand> sampleWeights) {
    Ops ops = tf.withScope(output.bound().name() + "_loss");
    GraphLossCall call =
        new GraphLossCall(
            loss.description(),
            ops,
            inLossType(ops, output.target()),
            inLossType(ops, output.prediction()));
    Operand values =
        CustomObject.calledFor(
            "output " + output.bound().name(), () -> loss.loss().perSample(call));
    Operand sampleWeight = sampleWeights.computeIfAbsent(output, key -> sampleWeight(key, values));
    Operand reduced =
        new LossReduction(ops, loss.description())
            .reduce(values, sampleWeight, mask(ops, output.mask(), call.counted()));
    return loss.weight() == 1 ? reduced : ops.mul(reduced, loss.weight());
  }

  /** Keras 3 takes as many axes of weights as the losses have, Keras 2 those of the samples. */
  private Operand sampleWeight(MeasuredOutput output, Operand losses) {
    boolean ranked = losses.shape().hasRank() && losses.shape().rank() > 0;
    return ranked && generation == KerasGeneration.KERAS_3
        ? output.sampleWeight(forward.ops(), losses, losses.shape().rank())
        : output.sampleWeight(forward.ops());
  }

  private static @Nullable Operand mask(
      Ops ops, @Nullable Operand ofPrediction, @Nullable Operand ofLosses) {
    if (ofPrediction == null || ofLosses == null) {
      return ofPrediction != null ? ofPrediction : ofLosses;
    }
    return ops.math().logicalAnd(ofPrediction, ofLosses);
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
        CustomObject.calledFor(
            "layer " + activity.layer(),
            () ->
                find(bound.regularizers(), activity.regularizer())
                    .penalty(ops, output, activity.regularizer().config()));
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
            CustomObject.calledFor(
                "weight " + variable.path(),
                () ->
                    found.penalty(
                        tf.withScope(variable.path() + "/Regularizer"),
                        variable.variable().current(),
                        regularizer.get().config())));
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
    return KerasObject.of(key, config.at(key));
  }

  private static <T> T find(Registry<T> registry, KerasObject object) {
    return registry
        .find(object)
        .orElseThrow(() -> new IllegalStateException(registry.unknown(object.name())));
  }
}
