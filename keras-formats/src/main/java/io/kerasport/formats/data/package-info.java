/**
 * Reads the data to run models with: arrays of NumPy, JSON, CSV.
 *
 * <p>Takes a file; gives tensors by name, or one error. Knows no models: whether names, types and
 * shapes fit is for others to say.
 */
@NullMarked
package io.kerasport.formats.data;

import org.jspecify.annotations.NullMarked;
