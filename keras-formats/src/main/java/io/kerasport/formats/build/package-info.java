/**
 * Writes described models down as Keras 3 would.
 *
 * <p>Takes architectures, whose layers state what differs from the defaults; gives their whole
 * configuration, read by the same reader as files. {@code keras3.json} holds how Keras writes each
 * of its classes: {@code spelling.py} beside the integration tests asked it.
 */
@NullMarked
package io.kerasport.formats.build;

import org.jspecify.annotations.NullMarked;
