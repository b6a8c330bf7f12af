package io.kerasport.serializers.recurrent;

import static java.util.Map.entry;

import io.kerasport.spi.LayerSerializer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The names of the recurrent layers. */
public final class RecurrentLayers {
  private static final String CONVOLVED = "conv_lstm_cell";

  private RecurrentLayers() {}

  private static Map<String, RecurrentLayer> overTime() {
    RecurrentLayer gru = RecurrentLayer.of(Cells.GRU, "gru_cell");
    RecurrentLayer lstm = RecurrentLayer.of(Cells.LSTM, "lstm_cell");
    return new TreeMap<>(
        Map.ofEntries(
            entry("SimpleRNN", RecurrentLayer.of(Cells.SIMPLE_RNN, "simple_rnn_cell")),
            entry("GRU", gru),
            entry("GRUV2", gru),
            entry("LSTM", lstm),
            entry("LSTMV2", lstm),
            entry("ConvLSTM1D", RecurrentLayer.ofImages(new ConvLstmCell(1), CONVOLVED)),
            entry("ConvLSTM2D", RecurrentLayer.ofImages(new ConvLstmCell(2), CONVOLVED)),
            entry("ConvLSTM3D", RecurrentLayer.ofImages(new ConvLstmCell(3), CONVOLVED)),
            entry("CuDNNLSTM", RecurrentLayer.ofCudnn(new CudnnLstmCell())),
            entry("CuDNNGRU", RecurrentLayer.ofCudnn(new CudnnGruCell())),
            entry("RNN", new RecurrentLayer(CellPlace::ofRnn))));
  }

  /** Serializers by Keras class name. */
  public static Map<String, LayerSerializer> byName() {
    Map<String, RecurrentLayer> overTime = overTime();
    Map<String, LayerSerializer> layers = new LinkedHashMap<>(overTime);
    layers.put("Bidirectional", new Bidirectional(overTime));
    return layers;
  }
}
