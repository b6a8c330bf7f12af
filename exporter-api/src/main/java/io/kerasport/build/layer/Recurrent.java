package io.kerasport.build.layer;

import io.kerasport.build.KerasLayer;
import io.kerasport.model.KerasObject;
import java.util.ArrayList;
import java.util.List;

/** Layers over the steps of sequences, and the cells inside of them. */
public final class Recurrent extends KerasLayer<Recurrent>
    implements ActivationSetting<Recurrent>, KernelSettings<Recurrent>, BiasSettings<Recurrent> {
  private Recurrent(String className) {
    super(className);
  }

  private static Recurrent units(String className, long units) {
    return new Recurrent(className).set("units", units);
  }

  /** Long short-term memory. */
  public static Recurrent lstm(long units) {
    return units("LSTM", units);
  }

  /** Gated recurrent units. */
  public static Recurrent gru(long units) {
    return units("GRU", units);
  }

  /** A layer that sees its last output. */
  public static Recurrent simple(long units) {
    return units("SimpleRNN", units);
  }

  /** One step of an LSTM, for {@link #of}. */
  public static Recurrent lstmCell(long units) {
    return units("LSTMCell", units);
  }

  /** One step of a GRU, for {@link #of}. */
  public static Recurrent gruCell(long units) {
    return units("GRUCell", units);
  }

  /** One step of a simple recurrent layer, for {@link #of}. */
  public static Recurrent simpleCell(long units) {
    return units("SimpleRNNCell", units);
  }

  /** A cell over the steps; several cells are stacked, each on the one before. */
  public static Recurrent of(KerasLayer<?> cell, KerasLayer<?>... more) {
    return new Recurrent("RNN").set("cell", more.length == 0 ? cell : stacked(cell, more));
  }

  private static Recurrent stacked(KerasLayer<?> cell, KerasLayer<?>... more) {
    List<KerasLayer<?>> cells = new ArrayList<>(List.of(cell));
    cells.addAll(List.of(more));
    return new Recurrent("StackedRNNCells").set("cells", cells);
  }

  /** An LSTM of convolutions over sequences of sequences. */
  public static Recurrent convLstm1D(long filters, long... kernelSize) {
    return convolutional("ConvLSTM1D", filters, kernelSize);
  }

  /** An LSTM of convolutions over sequences of images. */
  public static Recurrent convLstm2D(long filters, long... kernelSize) {
    return convolutional("ConvLSTM2D", filters, kernelSize);
  }

  /** An LSTM of convolutions over sequences of volumes. */
  public static Recurrent convLstm3D(long filters, long... kernelSize) {
    return convolutional("ConvLSTM3D", filters, kernelSize);
  }

  private static Recurrent convolutional(String className, long filters, long... kernelSize) {
    return new Recurrent(className)
        .set("filters", filters)
        .set("kernel_size", Sizes.oneOrEach(kernelSize));
  }

  /** Gives the output of every step, not only of the last one. */
  public Recurrent returnSequences() {
    return set("return_sequences", true);
  }

  /** Gives the last states besides. */
  public Recurrent returnState() {
    return set("return_state", true);
  }

  /** Takes the steps from the last one to the first. */
  public Recurrent goBackwards() {
    return set("go_backwards", true);
  }

  /** The share of the inputs that is dropped while training. */
  public Recurrent dropout(double rate) {
    return set("dropout", rate);
  }

  /** The share of the state that is dropped while training. */
  public Recurrent recurrentDropout(double rate) {
    return set("recurrent_dropout", rate);
  }

  /** The activation of the gates. */
  public Recurrent recurrentActivation(String function) {
    return set("recurrent_activation", function);
  }

  /** Where the recurrent kernel starts, by its name. */
  public Recurrent recurrentInitializer(String name) {
    return set("recurrent_initializer", name);
  }

  /** Where the recurrent kernel starts, with settings of its own. */
  public Recurrent recurrentInitializer(KerasObject object) {
    return set("recurrent_initializer", object);
  }
}
