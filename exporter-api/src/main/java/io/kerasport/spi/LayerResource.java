package io.kerasport.spi;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;

/**
 * Something that a layer's calls share besides its weights, such as a lookup table.
 *
 * @param handle the handle, of type resource
 * @param initializer makes it ready for use. It runs when a SavedModel is loaded, with some loaders
 *     before every call, so running it again must change nothing. It depends on the handle and
 *     constants alone
 */
public record LayerResource(Operand handle, Operation initializer) {}
