/**
 * HDF5 files as far as weights need them: groups, string attributes and datasets of numbers.
 *
 * <p>jHDF parses the file's structures; every byte it asks for passes through {@link
 * io.kerasport.formats.hdf5.BoundedStorage}, which knows the file's size and how much is reasonable
 * to read. Old-style groups, string attributes and the data itself are read here, because jHDF
 * would follow links out of the file and hold whole datasets in memory. Whatever goes wrong leaves
 * this package as a {@link io.kerasport.export.ModelFormatException}. Knows nothing of Keras.
 */
@NullMarked
package io.kerasport.formats.hdf5;

import org.jspecify.annotations.NullMarked;
