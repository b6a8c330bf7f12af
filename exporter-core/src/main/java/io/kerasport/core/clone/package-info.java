/**
 * Binds every layer of a model to the serializer that knows it, one clone for each mode.
 *
 * <p>Takes a model; gives the same topology with serializers attached, or one error that lists
 * every layer, activation and setting nobody knows. Makes no graph nodes.
 */
@NullMarked
package io.kerasport.core.clone;

import org.jspecify.annotations.NullMarked;
