/**
 * The op definitions bundled with the pure-Java backend against those of the running TensorFlow.
 */
@NullMarked
package io.kerasport.integration.registry;

import org.jspecify.annotations.NullMarked;
