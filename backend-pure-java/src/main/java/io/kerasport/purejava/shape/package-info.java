/**
 * Static shapes: for each op the rule by which the shapes of its outputs follow from those of its
 * inputs, its attributes and the inputs that are known constants.
 *
 * <p>The rules are those of TensorFlow's C++ shape functions; a contract test in integration-tests
 * compares them with the native library, case by case. An op without a rule has outputs of unknown
 * shape. A contradiction between shapes is an error that names op, node and shapes. Knows nothing
 * of how a graph is stored or written.
 */
@NullMarked
package io.kerasport.purejava.shape;

import org.jspecify.annotations.NullMarked;
