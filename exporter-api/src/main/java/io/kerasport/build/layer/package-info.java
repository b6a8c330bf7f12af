/**
 * The layers of Keras with their settings as methods. A factory takes what has no default; {@link
 * io.kerasport.build.KerasLayer#set} takes every other setting by its name in Keras, and {@link
 * io.kerasport.build.layer.AnyLayer} makes a layer of any class, your own included.
 */
@NullMarked
package io.kerasport.build.layer;

import org.jspecify.annotations.NullMarked;
