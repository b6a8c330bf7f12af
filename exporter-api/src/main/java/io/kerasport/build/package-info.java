/**
 * Describes models to build: layers, the calls that connect them, and what they are compiled with,
 * in the words of Keras.
 *
 * <pre>{@code
 * Sequential digits =
 *     Sequential.of(Input.shape(28, 28, 1))
 *         .add(Convolution.conv2D(32, 3).activation("relu"))
 *         .add(Pooling.max2D(2))
 *         .add(Reshaping.flatten())
 *         .add(Dense.units(10).activation("softmax"))
 *         .compile(Compile.with("Adam").loss("sparse_categorical_crossentropy"));
 * Model model = Kerasport.builder().build(digits);
 * }</pre>
 *
 * <p>A description states only what differs from Keras' defaults. A {@link
 * io.kerasport.export.ModelBuilder} makes a {@link io.kerasport.model.Model} of it: it fills in the
 * defaults, finds every shape, and draws the initial weights. Descriptions belong to one thread.
 */
@NullMarked
package io.kerasport.build;

import org.jspecify.annotations.NullMarked;
