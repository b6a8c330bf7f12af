package io.kerasport.core.graph;

import io.kerasport.graph.Operand;

/**
 * An input or output of a signature.
 *
 * @param key its key in the SignatureDef
 * @param operand the tensor behind it
 */
public record NamedOperand(String key, Operand operand) {}
