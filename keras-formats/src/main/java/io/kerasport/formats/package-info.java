/**
 * Reads Keras model files: finds out by content what a file is, and puts topology, configuration
 * and lazily read weights together.
 *
 * <p>The other packages of this module each read one layer of the formats. No other module parses
 * HDF5, zip or JSON.
 */
@NullMarked
package io.kerasport.formats;

import org.jspecify.annotations.NullMarked;
