package io.kerasport.spi;

import io.kerasport.build.Block;
import io.kerasport.build.Input;
import io.kerasport.graph.Operand;
import io.kerasport.model.Config;
import io.kerasport.model.TensorSpec;
import java.util.List;
import java.util.Map;

/**
 * A model whose call is code, as subclasses of Keras' {@code Model} are; bound under the name that
 * the class is registered under.
 *
 * <p>An implementation has no state: everything follows from the model's configuration, so that a
 * saved model is rebuilt from that alone. It can be exported for serving only.
 */
public interface SubclassedModel {
  /**
   * What the model takes. Each input has a name of its own.
   *
   * @param config the configuration of the model, as its {@code get_config} in Keras gives it
   */
  List<Input> inputs(Config config);

  /**
   * The model's own layers, by the attributes that hold them; whole models among them.
   *
   * @param config the configuration of the model
   */
  Map<String, Block> layers(Config config);

  /**
   * The model's own variables, in the order in which Keras makes them. The initializer of one is an
   * entry of the configuration.
   *
   * @param config the configuration of the model
   * @param inputs what the model takes
   */
  default List<WeightSpec> weights(Config config, List<TensorSpec> inputs) {
    return List.of();
  }

  /**
   * The names of the outputs, in the order in which {@link #call} gives them.
   *
   * @param config the configuration of the model
   */
  default List<String> outputs(Config config) {
    return List.of("output_1");
  }

  /** Adds the ops of a call, which are ops of its own and calls of the model's layers. */
  List<Operand> call(ModelCall call);
}
