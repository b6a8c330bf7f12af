package io.kerasport.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Keras model: layers, the calls that connect them, its configuration and, through its layers,
 * its lazily read weights. A Sequential model is held in the same form, as a chain of calls.
 *
 * @param name the model's name
 * @param kind the form the model was written in
 * @param generation which Keras wrote it
 * @param layers all layers in the order of the configuration
 * @param nodes all calls except those of input layers; an order in which they can run
 * @param inputs the model's inputs, flattened
 * @param outputs the model's outputs, flattened
 * @param source the whole serialized object (class name, config and whatever stood beside), so that
 *     it can be written again without loss
 * @param compileConfig loss, metrics and optimizer as the file has them
 * @param optimizerWeights the optimizer's variables in the order of the file; from a checkpoint
 *     also, behind them, those that files of Keras 2 leave out, which are found by their names;
 *     empty if the source stored none, so that they start from their initial values
 * @param optimizerMayDiffer whether those variables may be of another optimizer than the model is
 *     compiled with, because a checkpoint does not tell: they count if they fit
 */
public record Model(
    String name,
    Kind kind,
    KerasGeneration generation,
    List<Layer> layers,
    List<Node> nodes,
    List<KerasTensor> inputs,
    List<KerasTensor> outputs,
    Config source,
    Optional<Config> compileConfig,
    Optional<List<Weight>> optimizerWeights,
    boolean optimizerMayDiffer) {

  /** The form in which Keras holds a model. */
  public enum Kind {
    FUNCTIONAL,
    SEQUENTIAL,
    /**
     * The calls are code, which the class of the model is bound to: there are layers and no nodes.
     * The last layer, called like the model, holds the variables that are in no other one.
     */
    SUBCLASSED
  }

  public Model {
    layers = List.copyOf(layers);
    nodes = List.copyOf(nodes);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    optimizerWeights = optimizerWeights.map(List::copyOf);
    Set<String> names = new HashSet<>();
    for (Layer layer : layers) {
      if (!names.add(layer.name())) {
        throw new IllegalArgumentException(
            "two layers of `" + name + "` are called " + layer.name());
      }
    }
  }

  /** A model whose source stored the variables of the optimizer it is compiled with. */
  public Model(
      String name,
      Kind kind,
      KerasGeneration generation,
      List<Layer> layers,
      List<Node> nodes,
      List<KerasTensor> inputs,
      List<KerasTensor> outputs,
      Config source,
      Optional<Config> compileConfig,
      Optional<List<Weight>> optimizerWeights) {
    this(
        name,
        kind,
        generation,
        layers,
        nodes,
        inputs,
        outputs,
        source,
        compileConfig,
        optimizerWeights,
        false);
  }

  /** A model whose source stored no optimizer variables. */
  public Model(
      String name,
      Kind kind,
      KerasGeneration generation,
      List<Layer> layers,
      List<Node> nodes,
      List<KerasTensor> inputs,
      List<KerasTensor> outputs,
      Config source,
      Optional<Config> compileConfig) {
    this(
        name,
        kind,
        generation,
        layers,
        nodes,
        inputs,
        outputs,
        source,
        compileConfig,
        Optional.empty());
  }

  /**
   * This model compiled anew. The state of the optimizer is kept as long as the optimizer stays the
   * same; one from a checkpoint, as long as it fits.
   *
   * @param config entries as Keras writes them: {@code optimizer}, {@code loss}, {@code
   *     loss_weights}, {@code metrics}, {@code weighted_metrics}; see {@link Compile}
   */
  public Model compile(Config config) {
    boolean keepsOptimizer =
        compileConfig.isPresent()
            && Objects.equals(optimizerIn(compileConfig.get()), optimizerIn(config));
    return new Model(
        name,
        kind,
        generation,
        layers,
        nodes,
        inputs,
        outputs,
        source,
        Optional.of(config),
        keepsOptimizer || optimizerMayDiffer ? optimizerWeights : Optional.empty(),
        optimizerMayDiffer);
  }

  /** Keras 2 calls the entry {@code optimizer_config}. */
  private static @Nullable Object optimizerIn(Config config) {
    return config.has("optimizer") ? config.get("optimizer") : config.get("optimizer_config");
  }

  /**
   * Finds a layer by name.
   *
   * @throws NoSuchElementException if the model has no such layer
   */
  public Layer layer(String layerName) {
    return layers.stream()
        .filter(layer -> layer.name().equals(layerName))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no layer " + layerName + " in " + name));
  }

  /** The names of the inputs: the names of their input layers. */
  public List<String> inputNames() {
    return inputs.stream().map(KerasTensor::layer).toList();
  }

  /**
   * The names of the outputs: the names of the layers that make them. A name that occurs again gets
   * {@code _1}, {@code _2} … so that no two are equal.
   */
  public List<String> outputNames() {
    Set<String> taken = new LinkedHashSet<>();
    for (KerasTensor output : outputs) {
      String unique = output.layer();
      for (int i = 1; !taken.add(unique); i++) {
        unique = output.layer() + "_" + i;
      }
    }
    return new ArrayList<>(taken);
  }
}
