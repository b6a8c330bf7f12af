package io.kerasport.spi;

import io.kerasport.build.Architecture;
import io.kerasport.build.Block;
import io.kerasport.build.Input;
import io.kerasport.build.Subclassed;
import io.kerasport.model.KerasTensor;
import io.kerasport.model.Model;
import io.kerasport.model.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes described models down as Keras 3 would. */
public interface ArchitectureSpelling {
  /**
   * Begins with a model: names every layer in it that has no name.
   *
   * @throws io.kerasport.export.ModelFormatException if a part of it contradicts itself
   */
  Spelled begin(Architecture whole);

  /**
   * The topology of a model whose call is code. Its layers have no weights.
   *
   * @param model its class and configuration
   * @param inputs what it takes
   * @param layers its own layers, by the names they get
   * @param outputs the names of its outputs
   */
  Model subclassed(
      Subclassed model, List<Input> inputs, Map<String, Block> layers, List<String> outputs);

  /** A model with a name for every part. */
  interface Spelled {
    /**
     * The topology and configuration of the model, or of one inside of it. Its layers have no
     * weights.
     *
     * @param shapes what is known of its tensors; the configuration records it
     * @throws io.kerasport.export.ModelFormatException if a layer has no such setting, or lacks one
     */
    Model model(Architecture part, TracedShapes shapes);
  }

  /** The tensors of models, as far as they are known. */
  @FunctionalInterface
  interface TracedShapes {
    /** What is known of a tensor that a layer of a model gives. */
    Optional<TensorSpec> of(Architecture model, KerasTensor tensor);
  }
}
