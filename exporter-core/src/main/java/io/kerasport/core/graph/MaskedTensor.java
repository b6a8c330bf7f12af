package io.kerasport.core.graph;

import io.kerasport.graph.Operand;
import org.jspecify.annotations.Nullable;

/**
 * A tensor on its way through a model.
 *
 * @param value the tensor
 * @param mask the mask that came with it, or null
 */
record MaskedTensor(Operand value, @Nullable Operand mask) {}
