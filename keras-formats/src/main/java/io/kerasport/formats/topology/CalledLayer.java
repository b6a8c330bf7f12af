package io.kerasport.formats.topology;

import java.util.List;

/**
 * A layer with its calls in the order of the file.
 *
 * @param read the layer
 * @param calls its calls
 */
record CalledLayer(ReadLayer read, List<RawCall> calls) {
  String name() {
    return read.layer().name();
  }
}
