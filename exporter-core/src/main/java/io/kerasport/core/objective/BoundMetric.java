package io.kerasport.core.objective;

import io.kerasport.spi.Metric;
import io.kerasport.spi.ObjectDescription;

/**
 * A metric of an output with its implementation.
 *
 * @param name its unique name in the signature
 * @param description its settings
 * @param metric the implementation
 * @param weighted whether it counts sample weights
 */
record BoundMetric(String name, ObjectDescription description, Metric metric, boolean weighted) {}
