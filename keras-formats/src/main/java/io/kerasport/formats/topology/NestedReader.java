package io.kerasport.formats.topology;

import org.jspecify.annotations.Nullable;

/** Reads one entry of a model's list of layers, whatever it is. */
@FunctionalInterface
interface NestedReader {
  ReadLayer read(@Nullable Object entry, Place place);
}
