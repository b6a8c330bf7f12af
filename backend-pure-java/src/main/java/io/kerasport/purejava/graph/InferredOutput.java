package io.kerasport.purejava.graph;

import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.util.Optional;

/**
 * What shape inference says of one output.
 *
 * @param shape its static shape
 * @param held for a handle, the element type and shape of what it refers to, if known
 */
public record InferredOutput(Shape shape, Optional<TensorSpec> held) {}
