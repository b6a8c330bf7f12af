package io.kerasport.core.signature;

import io.kerasport.model.KerasTensor;
import io.kerasport.model.TensorSpec;

/**
 * An input of a signature.
 *
 * @param key its key in the SignatureDef: the name of the input layer unless the caller chose
 *     another one
 * @param tensor the tensor of the model it feeds
 * @param spec element type and shape; the batch dimension is as the model has it
 */
public record SignatureInput(String key, KerasTensor tensor, TensorSpec spec) {}
