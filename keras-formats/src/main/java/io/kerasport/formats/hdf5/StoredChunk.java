package io.kerasport.formats.hdf5;

/**
 * Where one chunk of a dataset is.
 *
 * @param address of its bytes
 * @param size its bytes in the file, after filters
 * @param skippedFilters one bit for each filter of the pipeline that was not applied
 */
record StoredChunk(long address, long size, long skippedFilters) {}
