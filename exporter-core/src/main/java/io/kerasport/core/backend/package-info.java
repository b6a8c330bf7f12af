/**
 * What a backend is to the pipeline: a graph that takes finished node requests, a checkpoint
 * writer, and the op definitions of its TensorFlow.
 *
 * <p>Name scopes, devices and control dependencies are resolved here, once for all backends, so
 * that equal calls give equal node names. A backend knows neither layers nor models.
 */
@NullMarked
package io.kerasport.core.backend;

import org.jspecify.annotations.NullMarked;
