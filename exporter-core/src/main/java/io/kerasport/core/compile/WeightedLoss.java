package io.kerasport.core.compile;

import io.kerasport.model.KerasObject;

/**
 * A loss of an output.
 *
 * @param loss the loss
 * @param weight its weight in the total
 */
public record WeightedLoss(KerasObject loss, double weight) {}
