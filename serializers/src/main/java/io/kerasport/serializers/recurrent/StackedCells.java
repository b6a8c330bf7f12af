package io.kerasport.serializers.recurrent;

import io.kerasport.graph.Operand;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.Shape;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.WeightSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Cells one upon the other: the output of one is the input of the next. */
final class StackedCells implements Cell {
  private static List<CellPlace> cells(LayerDescription stack) {
    List<CellPlace> cells = new ArrayList<>();
    List<?> entries = stack.config().list("cells");
    for (int i = 0; i < entries.size(); i++) {
      if (!(entries.get(i) instanceof Config entry)) {
        throw new ConfigException("cells", "a list of cells", entries);
      }
      cells.add(CellPlace.inStack(stack, entry, i, cells));
    }
    if (cells.isEmpty()) {
      throw new ConfigException("cells", "at least one cell", entries);
    }
    return cells;
  }

  @Override
  public List<String> unsupported(LayerDescription stack) {
    List<String> reasons = new ArrayList<>();
    cells(stack).forEach(cell -> reasons.addAll(cell.unsupported()));
    return reasons;
  }

  @Override
  public List<WeightSpec> weights(LayerDescription stack, Shape input) {
    List<WeightSpec> weights = new ArrayList<>();
    Shape next = input;
    for (CellPlace cell : cells(stack)) {
      weights.addAll(cell.weights(next));
      next = input.slice(0, 1).concat(cell.output(next));
    }
    return weights;
  }

  @Override
  public Shape output(LayerDescription stack, Shape input) {
    Shape next = input;
    for (CellPlace cell : cells(stack)) {
      next = input.slice(0, 1).concat(cell.output(next));
    }
    return next.slice(1, next.rank());
  }

  @Override
  public Dropped dropped(CellCall call, Operand batch, Shape input) {
    List<Dropped> dropped = new ArrayList<>();
    Shape next = input;
    for (CellPlace cell : cells(call.description())) {
      dropped.add(cell.cell().dropped(cell.call(call), batch, next));
      next = input.slice(0, 1).concat(cell.output(next));
    }
    return new Dropped(List.of(), List.of(), dropped);
  }

  @Override
  public Operand project(CellCall call, Operand x, Dropped dropped) {
    CellPlace first = cells(call.description()).get(0);
    return first.cell().project(first.call(call), x, dropped.inner().get(0));
  }

  @Override
  public List<Operand> zeroStates(CellCall call, Operand batch, Operand projected) {
    List<Operand> states = new ArrayList<>();
    for (CellPlace cell : inOrderOfStates(call.config(), cells(call.description()))) {
      states.addAll(cell.cell().zeroStates(cell.call(call), batch, projected));
    }
    return states;
  }

  /** Keras 2 can hold the states of the last cell first. */
  private static <T> List<T> inOrderOfStates(Config config, List<T> cells) {
    List<T> ordered = new ArrayList<>(cells);
    if (config.bool("reverse_state_order", false)) {
      Collections.reverse(ordered);
    }
    return ordered;
  }

  @Override
  public Step step(CellCall call, Operand projected, List<Operand> states, Dropped dropped) {
    List<CellPlace> cells = cells(call.description());
    List<List<Operand>> own = split(call.config(), cells, states);
    List<List<Operand>> next = new ArrayList<>();
    Operand x = projected;
    for (int i = 0; i < cells.size(); i++) {
      CellPlace cell = cells.get(i);
      CellCall inner = cell.call(call);
      Dropped masks = dropped.inner().get(i);
      Operand in = i == 0 ? projected : cell.cell().project(inner, x, masks);
      Step step = cell.cell().step(inner, in, own.get(i), masks);
      next.add(step.states());
      x = step.output();
    }
    return new Step(
        x, inOrderOfStates(call.config(), next).stream().flatMap(List::stream).toList());
  }

  /** The states of each cell. */
  private static List<List<Operand>> split(
      Config config, List<CellPlace> cells, List<Operand> states) {
    List<List<Operand>> split = new ArrayList<>();
    int from = 0;
    for (CellPlace cell : inOrderOfStates(config, cells)) {
      int to = from + cell.states(Shape.ofRank(2)).size();
      split.add(states.subList(from, to));
      from = to;
    }
    return inOrderOfStates(config, split);
  }

  @Override
  public List<State> states(LayerDescription stack, Shape input) {
    List<List<State>> states = new ArrayList<>();
    Shape next = input;
    for (CellPlace cell : cells(stack)) {
      String index = states.size() + "/";
      states.add(
          cell.states(next).stream()
              .map(state -> new State(index + state.path(), state.sample()))
              .toList());
      next = input.slice(0, 1).concat(cell.output(next));
    }
    return inOrderOfStates(stack.config(), states).stream().flatMap(List::stream).toList();
  }
}
