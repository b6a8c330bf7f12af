package io.kerasport.core.objective;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;

/**
 * A variable that is not in the checkpoint: running the init op resets it.
 *
 * @param handle its resource handle
 * @param initialValue its first value
 * @param initializer the op that sets it to its first value
 * @param snapshot a read of it
 */
public record StateVariable(
    Operand handle, Operand initialValue, Operation initializer, Operand snapshot) {}
