/**
 * The gradient rules of TensorFlow's ops, one class for each family, bound by op type.
 *
 * <p>A rule knows one node: its tensors, its attributes and the gradients of its outputs. It is
 * written as the formula in its comment, where {@code dy} is the gradient that arrives; what static
 * shapes tell becomes constants, only the rest is computed when the graph runs. Rules know nothing
 * of backends, and every rule works for all floating point types its op has.
 */
@NullMarked
package io.kerasport.core.gradient.rule;

import org.jspecify.annotations.NullMarked;
