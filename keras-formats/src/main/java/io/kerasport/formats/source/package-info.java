/**
 * Where bytes come from: a file, a part of a file, or a private temporary file, read at any
 * position through plain positional reads.
 *
 * <p>Knows nothing of the formats inside.
 */
@NullMarked
package io.kerasport.formats.source;

import org.jspecify.annotations.NullMarked;
