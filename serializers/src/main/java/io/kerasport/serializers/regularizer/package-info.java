/**
 * The regularizers of both Keras generations, by every name files use.
 *
 * <p>Each takes a tensor and gives the penalty on its size.
 */
@NullMarked
package io.kerasport.serializers.regularizer;

import org.jspecify.annotations.NullMarked;
