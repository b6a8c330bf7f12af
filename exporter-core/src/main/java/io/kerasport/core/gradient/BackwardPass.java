package io.kerasport.core.gradient;

import io.kerasport.core.backend.Backend;
import io.kerasport.core.backend.GraphRecord;
import io.kerasport.core.backend.ScopedGraphBuilder;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Problem;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.GradientRule;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One reverse accumulation. It walks the record backwards from y, so a node comes after all nodes
 * that take its outputs, and needs no stack however deep the graph is.
 */
final class BackwardPass {
  private final GradientRules rules;
  private final Backend backend;
  private final GraphRecord graph;
  private final ScopedGraphBuilder forward;
  private final ScopedGraphBuilder builder;
  private final List<Operand> ys;
  private final List<GraphRecord.Node> starts;
  private final List<Operand> xs;
  private final ActiveNodes active;
  private final PendingGradients pending = new PendingGradients();

  /**
   * A pass.
   *
   * @param graph the nodes that are differentiated
   * @param forward makes nodes of that graph
   * @param builder makes the nodes of the gradients
   * @param ys what is differentiated
   * @param xs with respect to what
   */
  BackwardPass(
      GradientRules rules,
      Backend backend,
      GraphRecord graph,
      ScopedGraphBuilder forward,
      ScopedGraphBuilder builder,
      List<Operand> ys,
      List<Operand> xs) {
    this.rules = rules;
    this.backend = backend;
    this.graph = graph;
    this.forward = forward;
    this.builder = builder;
    this.ys = ys;
    this.xs = xs;
    starts = ys.stream().map(this::recorded).toList();
    xs.forEach(this::recorded);
    active = new ActiveNodes(graph, lastPosition() + 1, xs);
  }

  private int lastPosition() {
    return starts.stream().mapToInt(GraphRecord.Node::position).max().orElse(-1);
  }

  private GraphRecord.Node recorded(Operand tensor) {
    return graph
        .node(tensor.operation())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    tensor.tensorName() + " was not made by the builder of this graph"));
  }

  /**
   * Adds the gradients.
   *
   * @param arriving the gradients that arrive at the ys; made only if some x is reached
   */
  List<Optional<Operand>> gradients(Supplier<List<Operand>> arriving) {
    if (ys.stream().anyMatch(active::contains)) {
      List<Operand> gradients = arriving.get();
      for (int i = 0; i < ys.size(); i++) {
        if (active.contains(ys.get(i))) {
          pending.add(ys.get(i), gradients.get(i));
        }
      }
      for (int position = lastPosition(); position >= 0; position--) {
        GraphRecord.Node node = graph.node(position);
        if (active.contains(node)) {
          passBack(node);
        }
      }
    }
    return xs.stream().map(x -> Optional.ofNullable(total(x, builder))).toList();
  }

  /** What arrives at a tensor that is itself differentiated. */
  static Operand ones(GraphBuilder builder, Operand y) {
    Ops tf = new Ops(builder);
    return y.shape().equals(Shape.scalar()) ? tf.scalarLike(y, 1) : tf.unary("OnesLike", y);
  }

  private @Nullable Operand total(Operand tensor, GraphBuilder adder) {
    return pending.sum(tensor, all -> adder.node("AddN").inputs(all).buildOutput());
  }

  private void passBack(GraphRecord.Node node) {
    GraphBuilder onDevice = builder.withDevice(node.spec().device());
    List<@Nullable Operand> outputGradients =
        node.operation().outputs().stream()
            .<@Nullable Operand>map(o -> total(o, onDevice))
            .toList();
    if (outputGradients.stream().allMatch(Objects::isNull)) {
      return;
    }
    NodeGradientCall call = call(node, outputGradients);
    GradientRule rule =
        rule(node, call)
            .orElseThrow(
                () -> new MissingRules(graph, active, rules.types(), this::rule).between(starts));
    if (rule == GradientRule.NO_GRADIENT) {
      return;
    }
    List<@Nullable Operand> gradients = rule.gradients(call);
    checkCount(node, gradients.size());
    for (int i = 0; i < gradients.size(); i++) {
      Operand gradient = gradients.get(i);
      if (gradient != null && call.wants(i)) {
        checkFit(node, i, gradient);
        pending.add(call.input(i), gradient);
      }
    }
  }

  private NodeGradientCall call(GraphRecord.Node node, List<@Nullable Operand> outputGradients) {
    return new NodeGradientCall(
        builder, node, outputGradients, active, graph, backend.opDef(node.spec().type()));
  }

  private Optional<GradientRule> rule(GraphRecord.Node node) {
    return rule(node, call(node, List.of()));
  }

  private Optional<GradientRule> rule(GraphRecord.Node node, NodeGradientCall call) {
    Optional<GradientRule> ofLoop =
        graph
            .loop(node)
            .map(loop -> new LoopGradient(rules, backend, graph, forward, builder, node, loop));
    return ofLoop.isPresent() ? ofLoop : rules.rule(backend, call);
  }

  private static void checkCount(GraphRecord.Node node, int count) {
    if (count != node.inputs().size()) {
      throw wrong(node, "it gives " + count + " gradients for " + node.inputs().size() + " inputs");
    }
  }

  private static void checkFit(GraphRecord.Node node, int input, Operand gradient) {
    Operand x = node.inputs().get(input);
    if (gradient.dtype() != x.dtype() || !gradient.shape().isCompatibleWith(x.shape())) {
      throw wrong(
          node,
          "the gradient of input "
              + input
              + " is "
              + new TensorSpec(gradient.dtype(), gradient.shape())
              + ", the input is "
              + new TensorSpec(x.dtype(), x.shape()));
    }
  }

  private static ExportException wrong(GraphRecord.Node node, String what) {
    return new ExportException(
        ErrorId.GRADIENT,
        "The gradient rule of " + node.spec().type() + " gives something else than gradients",
        List.of(new Problem(what, "node " + node.spec().name())),
        "",
        null);
  }
}
