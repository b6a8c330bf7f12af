/**
 * TensorFlow's sorted table file, the container of a checkpoint's index: keys and values as bytes.
 *
 * <p>One class for each structure on disk; each carries its grammar. All integers are
 * little-endian. Writes what TensorFlow's own writer writes, byte for byte; reads what it wrote and
 * checks every length before it believes it. Knows nothing of what keys and values mean.
 */
@NullMarked
package io.kerasport.purejava.table;

import org.jspecify.annotations.NullMarked;
