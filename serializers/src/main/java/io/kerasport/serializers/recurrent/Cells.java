package io.kerasport.serializers.recurrent;

import static java.util.Map.entry;

import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import java.util.Map;
import java.util.TreeSet;

/** The cells by their class names. */
final class Cells {
  static final Cell SIMPLE_RNN = new SimpleRnnCell();
  static final Cell GRU = new GruCell();
  static final Cell LSTM = new LstmCell();

  private static final Map<String, Cell> BY_NAME =
      Map.ofEntries(
          entry("SimpleRNNCell", SIMPLE_RNN),
          entry("GRUCell", GRU),
          entry("GRUCellV2", GRU),
          entry("LSTMCell", LSTM),
          entry("LSTMCellV2", LSTM),
          entry("StackedRNNCells", new StackedCells()));

  private Cells() {}

  /** The cell in an entry of a configuration. */
  static Cell find(Config entry) {
    String name = entry.string("class_name");
    Cell cell = BY_NAME.get(name);
    if (cell == null) {
      throw new ConfigException("cell", "one of " + new TreeSet<>(BY_NAME.keySet()), name);
    }
    return cell;
  }
}
