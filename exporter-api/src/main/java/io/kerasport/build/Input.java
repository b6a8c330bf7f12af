package io.kerasport.build;

import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An input of a model. */
public final class Input implements Tensor {
  private final long order = Creation.next();
  private final Shape shape;
  private DType dtype = DType.FLOAT;
  private @Nullable String name;

  private Input(Shape shape) {
    this.shape = shape;
  }

  /**
   * An input for batches of any size.
   *
   * @param sizes the shape of one sample, -1 where a size is open
   */
  public static Input shape(long... sizes) {
    return batchShape(Shape.of(Shape.UNKNOWN_DIM).concat(Shape.of(sizes)));
  }

  /** An input whose shape is given with the batch in front. */
  public static Input batchShape(Shape shape) {
    return new Input(shape);
  }

  /** Gives it a name, which becomes its key in the signatures. */
  public Input named(String own) {
    name = own;
    return this;
  }

  /**
   * Sets the element type, {@code float32} otherwise.
   *
   * @param kerasName such as {@code int32} or {@code string}
   * @throws IllegalArgumentException if there is no such type
   */
  public Input dtype(String kerasName) {
    dtype = DType.ofKerasName(kerasName);
    return this;
  }

  /** Element type, and shape with the batch in front. */
  public TensorSpec spec() {
    return new TensorSpec(dtype, shape);
  }

  /** The name it was given. */
  public Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /** Tells it from what was made earlier and later; Keras counts names in this order. */
  public long order() {
    return order;
  }
}
