package io.kerasport.core.gradient;

import io.kerasport.core.backend.Backend;
import io.kerasport.core.backend.FunctionBody;
import io.kerasport.core.backend.GraphRecord;
import io.kerasport.core.backend.RecordedLoop;
import io.kerasport.core.backend.ScopedGraphBuilder;
import io.kerasport.graph.Loop;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.graph.Ops;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of a loop: a loop that goes through the iterations backwards, as often as the
 * forward loop ran.
 *
 * <p>What it needs of each iteration is kept by the forward loop in lists, from whose ends it takes
 * it back. What is the same in every iteration, captured tensors and constants, is not kept.
 */
final class LoopGradient implements GradientRule {
  private final GradientRules rules;
  private final Backend backend;
  private final GraphRecord graph;
  private final ScopedGraphBuilder forward;
  private final ScopedGraphBuilder builder;
  private final GraphRecord.Node node;
  private final RecordedLoop loop;
  private final FunctionBody body;
  private final List<Operand> inputs;

  LoopGradient(
      GradientRules rules,
      Backend backend,
      GraphRecord graph,
      ScopedGraphBuilder forward,
      ScopedGraphBuilder builder,
      GraphRecord.Node node,
      RecordedLoop loop) {
    this.rules = rules;
    this.backend = backend;
    this.graph = graph;
    this.forward = forward;
    this.builder = builder;
    this.node = node;
    this.loop = loop;
    body = loop.body();
    inputs = node.inputs();
  }

  @Override
  public List<@Nullable Operand> gradients(GradientCall call) {
    List<Integer> differentiated = differentiated(call);
    ScopedGraphBuilder scope =
        builder.withDevice(node.spec().device()).withScope(node.spec().name() + "_grad");
    IntermediateValues needed = needed(scope, differentiated);
    Optional<Operation> keeping =
        needed.isEmpty()
            ? Optional.empty()
            : Optional.of(new KeptIntermediates(graph, forward, node, loop).keep(needed.all()));
    List<Operand> results = backwards(scope, call, differentiated, needed, keeping);
    List<@Nullable Operand> gradients = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      int at = differentiated.indexOf(i);
      gradients.add(at < 0 ? null : results.get(at));
    }
    return gradients;
  }

  /** The arguments of the body that gradients pass through, however many iterations it takes. */
  private List<Integer> differentiated(GradientCall call) {
    TreeSet<Integer> reached = new TreeSet<>();
    for (int i = 0; i < inputs.size(); i++) {
      if (call.wants(i)) {
        reached.add(i);
      }
    }
    int before;
    do {
      before = reached.size();
      ActiveNodes active =
          new ActiveNodes(body.record(), body.record().size(), arguments(List.copyOf(reached)));
      for (int i = 0; i < loop.variables(); i++) {
        if (active.contains(body.results().get(i))) {
          reached.add(i);
        }
      }
    } while (reached.size() > before);
    return List.copyOf(reached);
  }

  private List<Operand> arguments(List<Integer> indices) {
    return indices.stream().map(body.arguments()::get).toList();
  }

  /** Finds what a backward iteration needs of a forward one by making one that is thrown away. */
  private IntermediateValues needed(ScopedGraphBuilder scope, List<Integer> differentiated) {
    IntermediateValues values = new IntermediateValues(body, inputs, loop.variables());
    FunctionBody trial = scope.newBody(values::asArgument);
    List<Operand> arriving =
        arguments(differentiated).stream()
            .map(like -> trial.argument("gradient", like.dtype(), like.shape()))
            .toList();
    pass(trial.builder(), differentiated, arriving);
    return values;
  }

  /**
   * Adds one backward iteration.
   *
   * @param arriving gradients of the iteration's results, and totals of captured tensors so far
   * @return gradients of its arguments, and new totals
   */
  private List<Operand> pass(
      ScopedGraphBuilder inside, List<Integer> differentiated, List<Operand> arriving) {
    List<Integer> variables = differentiated.stream().filter(i -> i < loop.variables()).toList();
    List<Operand> results = variables.stream().map(body.results()::get).toList();
    List<Optional<Operand>> gradients =
        new BackwardPass(
                rules,
                backend,
                body.record(),
                body.builder(),
                inside,
                results,
                arguments(differentiated))
            .gradients(() -> arriving.subList(0, variables.size()));
    Ops tf = new Ops(inside);
    List<Operand> next = new ArrayList<>();
    for (int i = 0; i < arriving.size(); i++) {
      Optional<Operand> gradient = gradients.get(i);
      Operand before = arriving.get(i);
      if (i < variables.size()) {
        next.add(gradient.orElseGet(() -> tf.zerosLike(before)));
      } else {
        next.add(gradient.map(more -> sum(tf, before, more)).orElse(before));
      }
    }
    return next;
  }

  private static Operand sum(Ops tf, Operand total, Operand more) {
    return tf.graph().node("AddN").inputs(List.of(total, more)).buildOutput();
  }

  private List<Operand> backwards(
      ScopedGraphBuilder scope,
      GradientCall call,
      List<Integer> differentiated,
      IntermediateValues needed,
      Optional<Operation> keeping) {
    Ops tf = new Ops(scope);
    List<Operand> initial = new ArrayList<>();
    for (int i : differentiated) {
      Operand arriving = i < loop.variables() ? call.outputGradient(i) : null;
      Operand like = i < loop.variables() ? call.output(i) : call.input(i);
      initial.add(arriving != null ? arriving : tf.zerosLike(like));
    }
    List<Operand> kept = needed.all();
    keeping.ifPresent(
        by -> {
          List<Operand> all = graph.keeping(node).orElseThrow().kept();
          for (Operand value : kept) {
            initial.add(by.outputs().get(inputs.size() + all.indexOf(value)));
          }
        });
    Operand iterations = keeping.orElse(node.operation()).outputs().get(0);
    int count = differentiated.size();
    Loop.Body iteration =
        (inside, done, variables) -> {
          List<Operand> next = new ArrayList<>();
          List<Operand> lists = new ArrayList<>();
          Map<Tensor, Operand> popped = new HashMap<>();
          for (int i = 0; i < kept.size(); i++) {
            Operand value = kept.get(i);
            var pop = inside.lists().pop(variables.get(count + i), value.dtype(), value.shape());
            lists.add(pop.list());
            popped.put(Tensor.of(value), pop.element());
          }
          needed.popped(popped);
          ScopedGraphBuilder own = (ScopedGraphBuilder) inside.graph();
          next.addAll(pass(own, differentiated, variables.subList(0, count)));
          next.addAll(lists);
          return next;
        };
    return scope.loop(
        new Loop(
            initial, (inside, done, variables) -> inside.math().less(done, iterations), iteration),
        needed::asPopped);
  }
}
