/** Training graphs in TensorFlow beside the steps of Keras. */
@NullMarked
package io.kerasport.integration.training;

import org.jspecify.annotations.NullMarked;
