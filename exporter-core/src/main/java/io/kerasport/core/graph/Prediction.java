package io.kerasport.core.graph;

import io.kerasport.graph.Operand;
import org.jspecify.annotations.Nullable;

/**
 * An output of the model.
 *
 * @param name the output's name
 * @param value the tensor
 * @param mask the mask that came with it, or null
 */
public record Prediction(String name, Operand value, @Nullable Operand mask) {}
