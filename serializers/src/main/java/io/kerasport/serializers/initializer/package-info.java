/**
 * Initial values of weights, by the names of both Keras generations.
 *
 * <p>Values are streamed, so that a large weight never lies in memory as a whole. Equal arguments
 * give equal bytes on every machine; the random bits are not those of Keras, the distributions are.
 */
@NullMarked
package io.kerasport.serializers.initializer;

import org.jspecify.annotations.NullMarked;
