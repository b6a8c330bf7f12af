/**
 * JSON as Python writes it, to and from {@link io.kerasport.model.Config}: order and every value
 * kept, {@code NaN} and the infinities included, within limits on size and depth.
 *
 * <p>Knows nothing of Keras.
 */
@NullMarked
package io.kerasport.formats.json;

import org.jspecify.annotations.NullMarked;
