/**
 * The op definitions of TensorFlow, and the checks a node has to pass against its own.
 *
 * <p>Takes a node request; gives its complete attributes and the element types of its outputs, or
 * everything that contradicts the definition. Knows no graph and no shapes. The definitions are
 * data taken from TensorFlow itself; a test in integration-tests keeps them in step with it.
 */
@NullMarked
package io.kerasport.purejava.ops;

import org.jspecify.annotations.NullMarked;
