package io.kerasport.core.objective;

import io.kerasport.core.graph.ForwardGraph;
import io.kerasport.core.registry.CustomObject;
import io.kerasport.graph.Attr;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.NodeBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.spi.MetricVariable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds metrics with their state to a graph. */
final class MetricAssembler {
  private final ForwardGraph forward;

  MetricAssembler(ForwardGraph forward) {
    this.forward = forward;
  }

  /**
   * Adds a metric.
   *
   * @param metric the metric, bound
   * @param output what it measures
   * @param sampleWeight the weights of the samples; empty for a metric that ignores them
   */
  BuiltMetric add(BoundMetric metric, MeasuredOutput output, Optional<Operand> sampleWeight) {
    return CustomObject.calledFor(
        "output " + output.bound().name(), () -> measure(metric, output, sampleWeight));
  }

  private BuiltMetric measure(
      BoundMetric metric, MeasuredOutput output, Optional<Operand> sampleWeight) {
    Ops scope = forward.ops().withScope("metrics/" + metric.name());
    Map<String, StateVariable> variables = new LinkedHashMap<>();
    for (MetricVariable variable :
        metric.metric().variables(metric.description(), output.bound().spec())) {
      variables.put(variable.name(), variable(scope, variable));
    }
    GraphMetricCall call =
        new GraphMetricCall(
            metric.description(),
            scope,
            new GraphMetricCall.Batch(
                inMetricType(scope, output.target()),
                inMetricType(scope, output.prediction()),
                output.prediction(),
                sampleWeight.map(weight -> inMetricType(scope, weight)),
                Optional.ofNullable(output.mask())),
            variables);
    metric.metric().update(call);
    Operand update = wrapper(call.updates());
    Operand value = metric.metric().result(call);
    return new BuiltMetric(metric.name(), value, update, List.copyOf(variables.values()));
  }

  /** Both generations compute metrics in float32, whatever the model computes in. */
  private static Operand inMetricType(Ops ops, Operand x) {
    return x.dtype() == DType.FLOAT ? x : ops.cast(x, DType.FLOAT);
  }

  private static StateVariable variable(Ops scope, MetricVariable variable) {
    GraphBuilder graph = scope.graph();
    DType dtype = variable.spec().dtype();
    Operand handle =
        graph
            .node("VarHandleOp")
            .name(variable.name())
            .attr("dtype", Attr.of(dtype))
            .attr("shape", Attr.of(variable.spec().shape()))
            .sharedUnderItsName()
            .buildOutput();
    Operand initial =
        scope.constant(variable.name() + "/Initializer/initial_value", variable.initial());
    Operation assign =
        graph
            .node("AssignVariableOp")
            .name(variable.name() + "/Assign")
            .input(handle)
            .input(initial)
            .build();
    Operand snapshot =
        graph
            .node("ReadVariableOp")
            .name(variable.name() + "/Read/ReadVariableOp")
            .input(handle)
            .attr("dtype", Attr.of(dtype))
            .buildOutput();
    return new StateVariable(handle, initial, assign, snapshot);
  }

  /** An empty tensor to fetch for its effect: a signature can hold tensors only. */
  private Operand wrapper(List<Operation> updates) {
    NodeBuilder wrapper =
        forward
            .ops()
            .graph()
            .node("Const")
            .name("metric_op_wrapper")
            .attr("dtype", Attr.of(DType.FLOAT))
            .attr("value", Attr.of(TensorValue.ofFloats(Shape.of(0))));
    updates.forEach(wrapper::control);
    return wrapper.buildOutput();
  }
}
