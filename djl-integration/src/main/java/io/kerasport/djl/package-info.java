/**
 * Models trained with DJL: a tree of Blocks becomes a Keras model that exports like any other.
 *
 * <p>DJL shows little of what a Block is set to. So each Block is asked instead: its forward pass
 * runs once on arrays that compute nothing and only write down what is asked of them, and what they
 * wrote becomes Keras layers. That takes no engine and no access to private fields.
 */
@NullMarked
package io.kerasport.djl;

import org.jspecify.annotations.NullMarked;
