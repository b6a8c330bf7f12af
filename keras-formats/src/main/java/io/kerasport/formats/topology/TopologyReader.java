package io.kerasport.formats.topology;

import io.kerasport.export.ModelFormatException;
import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads serialized models. */
public final class TopologyReader {
  private static final int DEEPEST_NESTING = 64;

  /**
   * Reads a model.
   *
   * @param object the serialized model: class name, config and whatever stands beside
   * @param generation the Keras that wrote it
   * @param where file and place in it, for messages
   * @return the model; its layers have no weights
   * @throws ModelFormatException if the object is no model, or contradicts itself
   * @throws UnsupportedModelException if the object is a subclassed model
   */
  public Model read(Config object, KerasGeneration generation, String where) {
    return read(object, generation, where, Optional.empty());
  }

  /**
   * Reads a model, to which the caller may give the input shape that it lacks.
   *
   * @param inputShape the shape with the batch in front; for a Sequential model without one
   * @throws ModelFormatException besides, if a shape is given to a model that has one
   */
  public Model read(
      Config object, KerasGeneration generation, String where, Optional<Shape> inputShape) {
    Place place = new Place(where);
    SerializedLayer described = SerializedLayer.of(object, generation, place);
    return inputShape.isEmpty()
        ? read(described, generation, place, 0)
        : read(new InputShape(inputShape.get()).into(described, place), generation, place, 0);
  }

  /**
   * Reads a layer that stands alone.
   *
   * @throws ModelFormatException if the object is no layer
   */
  public Layer layer(Config object, KerasGeneration generation, String where) {
    Place place = new Place(where);
    return layer(SerializedLayer.of(object, generation, place), generation, place, 0).layer();
  }

  private Model read(SerializedLayer object, KerasGeneration generation, Place place, int depth) {
    if (depth > DEEPEST_NESTING) {
      throw place.error("Models are nested more than " + DEEPEST_NESTING + " deep");
    }
    Place config = place.key("config");
    NestedReader nested =
        (value, at) -> layer(SerializedLayer.of(value, generation, at), generation, at, depth);
    if (object.isFunctional()) {
      return new FunctionalReader(object, generation, nested, config).read();
    }
    if (object.isSequential()) {
      return new SequentialReader(object, generation, nested, config, depth > 0).read();
    }
    throw new UnsupportedModelException(
        "`" + object.className() + "` is not a Sequential or functional model",
        List.of(
            new Problem(
                "the topology of a subclassed model is Python code, which no file holds",
                place.text())),
        "Export it from Python, or rebuild it as a functional model and save that.");
  }

  /** The model that a layer applies to every step, or null. */
  private @Nullable Model applied(
      SerializedLayer object, KerasGeneration generation, Place place, int depth) {
    if (!object.className().equals("TimeDistributed")) {
      return null;
    }
    SerializedLayer inner = SerializedLayer.of(object.config().get("layer"), generation, place);
    return inner.isModel() ? read(inner, generation, place, depth + 1) : null;
  }

  private ReadLayer layer(
      SerializedLayer object, KerasGeneration generation, Place place, int depth) {
    Place at = place.layer(object.name());
    Model nested =
        object.isModel()
            ? read(object, generation, at, depth + 1)
            : applied(object, generation, at.key("config").key("layer"), depth);
    Layer layer =
        new Layer(
            object.name(),
            object.className(),
            object.registeredName(),
            object.config(),
            Optional.empty(),
            nested);
    return new ReadLayer(layer, object.entry(), at);
  }
}
