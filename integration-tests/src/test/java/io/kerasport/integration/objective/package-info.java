/**
 * Evaluation graphs against Keras: losses and metrics of both generations, in both backends'
 * exports as TensorFlow runs them.
 */
@NullMarked
package io.kerasport.integration.objective;

import org.jspecify.annotations.NullMarked;
