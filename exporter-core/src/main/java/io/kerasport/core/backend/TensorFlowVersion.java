package io.kerasport.core.backend;

/**
 * Identifies a TensorFlow release.
 *
 * @param version such as {@code 2.18.0}
 * @param gitVersion such as {@code v2.18.0-rc2-4-g6550e4bd802}
 * @param producer the GraphDef version it writes
 * @param minConsumer the oldest GraphDef consumer it writes for
 */
public record TensorFlowVersion(String version, String gitVersion, int producer, int minConsumer) {}
