package io.kerasport.core.objective;

import io.kerasport.core.compile.CompileConfig;
import io.kerasport.core.graph.ForwardGraph;
import io.kerasport.core.graph.NamedOperand;
import io.kerasport.export.ExportException;
import io.kerasport.graph.Operand;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds the objective of a compiled model to its forward graph. */
public final class ObjectiveAssembler {
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
    List<MeasuredOutput> outputs = new ArrayList<>();
    for (BoundOutput output : new ObjectiveBinder(bound, forward).bind(compiled)) {
      if (output.isMeasured()) {
        outputs.add(MeasuredOutput.add(forward.ops(), output));
      }
    }
    Map<MeasuredOutput, Operand> weights = new LinkedHashMap<>();
    TotalLoss loss = new LossAssembler(bound, forward).total(outputs, weights);
    MetricAssembler assembler = new MetricAssembler(forward);
    List<BuiltMetric> metrics = new ArrayList<>();
    for (MeasuredOutput output : outputs) {
      for (BoundMetric metric : output.bound().metrics()) {
        Optional<Operand> weight =
            metric.weighted()
                ? Optional.of(
                    weights.computeIfAbsent(output, key -> key.sampleWeight(forward.ops())))
                : Optional.empty();
        String what = "metric " + metric.description().name();
        metrics.add(
            Located.in(what, output.bound().name(), () -> assembler.add(metric, output, weight)));
      }
    }
    List<NamedOperand> targets =
        outputs.stream()
            .map(output -> new NamedOperand(output.bound().name(), output.target()))
            .toList();
    return new Objective(targets, loss.reported(), loss.minimized(), metrics);
  }
}
