/**
 * What each layer adds to a graph, as text: one node a line.
 *
 * <p>That TensorFlow runs the nodes and gives the numbers of Keras is proved by the integration
 * tests, on models that Keras wrote.
 */
@NullMarked
package io.kerasport.serializers;

import org.jspecify.annotations.NullMarked;
