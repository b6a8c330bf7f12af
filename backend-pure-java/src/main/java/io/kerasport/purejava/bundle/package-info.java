/**
 * TensorFlow's checkpoint files: a TensorBundle of one index and its data files.
 *
 * <p>The writer takes entries and streams them through one buffer; the reader gives entries that
 * stream themselves, checksums verified. Memory depends on the number of entries, never on their
 * size. Knows tables, not what the keys of a checkpoint mean.
 */
@NullMarked
package io.kerasport.purejava.bundle;

import org.jspecify.annotations.NullMarked;
