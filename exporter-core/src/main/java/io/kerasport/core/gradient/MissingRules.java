package io.kerasport.core.gradient;

import io.kerasport.core.backend.GraphRecord;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Problem;
import io.kerasport.graph.Operand;
import io.kerasport.spi.GradientRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reports every node without a rule that a gradient would pass through. */
final class MissingRules {
  /** Nodes that are named at either end of a long way. */
  private static final int ENDS = 4;

  private static final int NOWHERE = -1;

  private final GraphRecord graph;
  private final ActiveNodes active;
  private final Set<String> types;
  private final Function<GraphRecord.Node, Optional<GradientRule>> rules;

  MissingRules(
      GraphRecord graph,
      ActiveNodes active,
      Set<String> types,
      Function<GraphRecord.Node, Optional<GradientRule>> rules) {
    this.graph = graph;
    this.active = active;
    this.types = types;
    this.rules = rules;
  }

  /** What lies between some nodes and the active tensors. */
  ExportException between(List<GraphRecord.Node> starts) {
    int last = starts.stream().mapToInt(GraphRecord.Node::position).max().orElseThrow();
    int[] next = new int[last + 1];
    Arrays.fill(next, NOWHERE);
    starts.forEach(start -> next[start.position()] = start.position());
    List<Problem> problems = new ArrayList<>();
    for (int position = last; position >= 0; position--) {
      GraphRecord.Node node = graph.node(position);
      if (next[position] == NOWHERE || !active.contains(node)) {
        continue;
      }
      Optional<GradientRule> rule = rules.apply(node);
      if (rule.isEmpty()) {
        problems.add(
            new Problem(
                "op " + node.spec().type() + " has no gradient rule",
                "node " + node.spec().name() + way(position, next)));
      }
      if (rule.isEmpty() || rule.get() != GradientRule.NO_GRADIENT) {
        for (Operand input : node.inputs()) {
          if (active.contains(input)) {
            graph
                .node(input.operation())
                .filter(from -> next[from.position()] == NOWHERE)
                .ifPresent(from -> next[from.position()] = node.position());
          }
        }
      }
    }
    return new ExportException(
        ErrorId.GRADIENT,
        "The gradient cannot be computed",
        problems,
        "A module can bind a GradientRule for an op type. Ops that have one: "
            + String.join(", ", types)
            + ".",
        null);
  }

  private String way(int from, int[] next) {
    List<String> names = new ArrayList<>();
    for (int at = from; next[at] != at; at = next[at]) {
      names.add(graph.node(next[at]).spec().name());
    }
    int left = names.size() - 2 * ENDS;
    if (left > 0) {
      List<String> middle = names.subList(ENDS, ENDS + left);
      middle.clear();
      middle.add("… " + left + " more …");
    }
    return names.isEmpty() ? "" : ", which leads to " + String.join(" -> ", names);
  }
}
