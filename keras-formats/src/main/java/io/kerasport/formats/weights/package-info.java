/**
 * From HDF5 groups to the layers that own the weights: the layout by layer and weight name of
 * whole-model HDF5 files, and the layout by attribute path of {@code .keras} archives.
 *
 * <p>Takes a model without weights, gives the model with them. Knows no layer's weights by heart:
 * whether they fit is for the exporter to say.
 */
@NullMarked
package io.kerasport.formats.weights;

import org.jspecify.annotations.NullMarked;
