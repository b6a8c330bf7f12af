package io.kerasport.core.objective;

import io.kerasport.spi.Loss;
import io.kerasport.spi.ObjectDescription;

/**
 * A loss of an output with its implementation.
 *
 * @param description its settings
 * @param loss the implementation
 * @param weight its weight in the total
 */
record BoundLoss(ObjectDescription description, Loss loss, double weight) {}
