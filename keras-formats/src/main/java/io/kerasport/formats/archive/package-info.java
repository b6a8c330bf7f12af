/**
 * The zip archive of a {@code .keras} file: entries found by name through the central directory,
 * with limits on what they declare. Nothing is ever unpacked to a path from the archive.
 */
@NullMarked
package io.kerasport.formats.archive;

import org.jspecify.annotations.NullMarked;
