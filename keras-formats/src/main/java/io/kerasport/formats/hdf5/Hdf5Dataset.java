package io.kerasport.formats.hdf5;

import io.kerasport.model.TensorSpec;
import io.kerasport.model.WeightData;

/**
 * A dataset of numbers.
 *
 * @param spec element type and shape
 * @param data streams its values
 * @param place file and path, for messages
 */
public record Hdf5Dataset(TensorSpec spec, WeightData data, String place) {}
