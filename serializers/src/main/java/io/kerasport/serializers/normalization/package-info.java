/**
 * Layers that normalize by statistics they have learned.
 *
 * <p>Preprocessing by fixed statistics is in {@code preprocessing}.
 */
@NullMarked
package io.kerasport.serializers.normalization;

import org.jspecify.annotations.NullMarked;
