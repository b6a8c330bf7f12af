package io.kerasport.core.backend;

import io.kerasport.graph.Loop;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the functions and the node of one loop. */
final class LoopBuilder {
  /** Iterations done and their limit, which stand before the variables. */
  private static final int OWN = 2;

  private static final int NO_LIMIT = -1;
  private static final String NAME = "while";

  private final Workspace workspace;
  private final ScopedGraphBuilder around;
  private final Loop loop;
  private final FunctionBody.Outside outside;

  LoopBuilder(
      Workspace workspace, ScopedGraphBuilder around, Loop loop, FunctionBody.Outside outside) {
    this.outside = outside;
    this.workspace = workspace;
    this.around = around;
    this.loop = loop;
  }

  List<Operand> build() {
    Ops tf = new Ops(around);
    List<Operand> inputs = new ArrayList<>();
    inputs.add(scalar(tf, "loop_counter", 0));
    inputs.add(scalar(tf, "maximum_iterations", NO_LIMIT));
    loop.initial().forEach(variable -> inputs.add(workspace.own(variable)));
    List<Shape> shapes = new ArrayList<>(inputs.stream().map(Operand::shape).toList());
    RecordedLoop functions = null;
    while (functions == null) {
      functions = functions(inputs, shapes);
    }
    inputs.addAll(functions.body().captures());
    functions.body().captures().forEach(captured -> shapes.add(captured.shape()));
    Operation node = LoopNode.add(around, NAME, functions, inputs, shapes);
    workspace.record().add(functions, node);
    return node.outputs().subList(OWN, functions.variables());
  }

  private static Operand scalar(Ops tf, String name, int value) {
    return tf.constant(name, TensorValue.ofInts(Shape.scalar(), value));
  }

  /** The functions over variables of these shapes; null after relaxing shapes that do not hold. */
  private @Nullable RecordedLoop functions(List<Operand> inputs, List<Shape> shapes) {
    FunctionBody condition = body(inputs, shapes);
    FunctionBody body = body(inputs, shapes);
    condition.result(
        loop.condition()
            .holds(
                new Ops(condition.builder()),
                condition.arguments().get(0),
                condition.arguments().subList(OWN, inputs.size())));
    Ops tf = new Ops(body.builder());
    List<Operand> variables = body.arguments().subList(OWN, inputs.size());
    List<Operand> next = loop.body().next(tf, body.arguments().get(0), variables);
    body.result(tf.add(body.arguments().get(0), tf.scalar(1)));
    body.result(body.arguments().get(1));
    next.forEach(body::result);
    checkTypes(inputs, body.results());
    if (relax(shapes, body.results())) {
      return null;
    }
    shareCaptures(condition, body);
    return new RecordedLoop(condition, body, inputs.size());
  }

  private FunctionBody body(List<Operand> inputs, List<Shape> shapes) {
    FunctionBody body = around.newBody(outside);
    for (int i = 0; i < inputs.size(); i++) {
      String name = i == 0 ? "loop_counter" : i == 1 ? "maximum_iterations" : "variable";
      body.argument(name, inputs.get(i).dtype(), shapes.get(i));
    }
    return body;
  }

  private static void checkTypes(List<Operand> inputs, List<Operand> results) {
    List<DType> before = inputs.stream().map(Operand::dtype).toList();
    List<DType> after = results.stream().map(Operand::dtype).toList();
    if (!before.equals(after)) {
      throw new IllegalArgumentException(
          "the variables of a loop are " + before + " before and " + after + " after an iteration");
    }
  }

  private static boolean relax(List<Shape> shapes, List<Operand> results) {
    boolean relaxed = false;
    for (int i = 0; i < shapes.size(); i++) {
      Shape common = common(shapes.get(i), results.get(i).shape());
      relaxed |= !common.equals(shapes.get(i));
      shapes.set(i, common);
    }
    return relaxed;
  }

  /** What two shapes have in common. */
  private static Shape common(Shape a, Shape b) {
    if (!a.hasRank() || !b.hasRank() || a.rank() != b.rank()) {
      return Shape.unknown();
    }
    Shape common = a;
    for (int axis = 0; axis < a.rank(); axis++) {
      if (a.dim(axis) != b.dim(axis)) {
        common = common.withDim(axis, Shape.UNKNOWN_DIM);
      }
    }
    return common;
  }

  /** Both functions take the same arguments; the body gives the captured ones on. */
  private static void shareCaptures(FunctionBody condition, FunctionBody body) {
    condition.captures().forEach(body::capture);
    List<Operand> all = body.captures();
    condition.reorderCaptures(all);
    all.forEach(captured -> body.result(body.capture(captured)));
  }
}
