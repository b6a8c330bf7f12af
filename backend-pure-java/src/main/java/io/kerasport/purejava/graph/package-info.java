/**
 * Nodes and tensors of a graph that is being built: what a node is once it has passed the checks of
 * its op and its shapes are inferred.
 *
 * <p>Immutable. Knows the op definitions; knows neither how shapes are inferred nor how a graph is
 * written.
 */
@NullMarked
package io.kerasport.purejava.graph;

import org.jspecify.annotations.NullMarked;
