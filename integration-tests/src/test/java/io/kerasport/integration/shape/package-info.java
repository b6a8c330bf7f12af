/**
 * The contract of static shapes: for the same node, the pure-Java backend infers exactly the shapes
 * that native TensorFlow infers, and refuses exactly the nodes that it refuses.
 *
 * <p>A row is one op with inputs and attributes. {@code *Rows} list rows by hand where a rule has a
 * name; {@code *Sweep} describe an op's invocations and let fixed pseudo-random numbers vary them.
 */
@NullMarked
package io.kerasport.integration.shape;

import org.jspecify.annotations.NullMarked;
