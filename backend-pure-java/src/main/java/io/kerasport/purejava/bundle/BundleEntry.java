package io.kerasport.purejava.bundle;

import io.kerasport.model.TensorSpec;

/**
 * Where a tensor lies in a bundle.
 *
 * @param spec element type and shape
 * @param shard which data file
 * @param offset of its first byte in that file
 * @param size in bytes, as stored
 * @param checksum masked CRC-32C of the stored bytes
 */
record BundleEntry(TensorSpec spec, int shard, long offset, long size, int checksum) {}
