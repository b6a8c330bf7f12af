package io.kerasport.core.graph;

import io.kerasport.core.graph.LayerEffects.WeightUpdate;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.Loop;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What layers make of the variables of a graph under assembly. A later call of a layer sees what
 * earlier ones did.
 */
final class WeightChanges {
  private final Map<GraphVariable, Operand> updates = new LinkedHashMap<>();
  private final Map<GraphVariable, GraphVariable> replaced = new HashMap<>();
  private final Set<GraphVariable> carriedOver = new LinkedHashSet<>();
  private boolean inLoop;

  /** What a call sees of a variable. */
  Operand value(GraphVariable variable) {
    return updates.getOrDefault(variable, current(variable).current());
  }

  /** Gives a variable a new value for the end of the run. */
  void update(GraphVariable variable, Operand value) {
    updates.put(variable, value);
  }

  /** Has the variable assigned in graphs that do not train, too. */
  void carryOver(GraphVariable variable) {
    carriedOver.add(variable);
  }

  /** Takes out the variables that the call under way carries over, with their values. */
  Map<GraphVariable, Operand> takeCarriedOver() {
    Map<GraphVariable, Operand> taken = new LinkedHashMap<>();
    carriedOver.forEach(variable -> taken.put(variable, value(variable)));
    carriedOver.clear();
    return taken;
  }

  /** Assigns a variable in the middle of a training step, outside of loops. */
  void replace(GraphVariable variable, Operand value, GraphBuilder scope) {
    updates.remove(variable);
    replaced.put(variable, current(variable).replacedBy(value, scope));
  }

  /** A variable with what has been assigned to it so far. */
  GraphVariable current(GraphVariable variable) {
    return replaced.getOrDefault(variable, variable);
  }

  /** The values that variables get at the end of the run. */
  List<WeightUpdate> atTheEnd() {
    return updates.entrySet().stream()
        .map(update -> new WeightUpdate(current(update.getKey()), update.getValue()))
        .toList();
  }

  /** The updates so far, to compare later ones with. */
  Map<GraphVariable, Operand> updates() {
    return Map.copyOf(updates);
  }

  /** Which variables have been updated since. */
  List<GraphVariable> updatedSince(Map<GraphVariable, Operand> before) {
    return updates.entrySet().stream()
        .filter(update -> update.getValue() != before.get(update.getKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether calls are made in a loop. */
  boolean inLoop() {
    return inLoop;
  }

  /**
   * Makes a loop whose iterations see what those before have updated.
   *
   * @param carried all variables that an iteration updates
   */
  List<Operand> repeat(
      Ops ops, Operand times, List<Operand> initial, List<GraphVariable> carried, Loop.Body body) {
    int own = initial.size();
    boolean before = inLoop;
    inLoop = true;
    List<Operand> done =
        ops.loops()
            .repeat(
                times,
                withValues(initial, carried),
                (inside, iteration, now) -> {
                  updateAll(carried, now.subList(own, now.size()));
                  List<Operand> next = body.next(inside, iteration, now.subList(0, own));
                  return withValues(next, carried);
                });
    inLoop = before;
    updateAll(carried, done.subList(own, done.size()));
    return done.subList(0, own);
  }

  private List<Operand> withValues(List<Operand> others, List<GraphVariable> carried) {
    List<Operand> all = new ArrayList<>(others);
    carried.forEach(variable -> all.add(Objects.requireNonNull(updates.get(variable))));
    return all;
  }

  private void updateAll(List<GraphVariable> variables, List<Operand> values) {
    for (int i = 0; i < variables.size(); i++) {
      updates.put(variables.get(i), values.get(i));
    }
  }
}
