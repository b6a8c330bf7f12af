/**
 * The vocabulary of a Keras model: layers, the calls that connect them, their configuration and
 * their lazily read weights.
 *
 * <p>Everything here is immutable data. A reader produces it from a file or a program builds it;
 * the exporter only reads it. Nothing in this package knows graphs, files or protocol buffers.
 */
@NullMarked
package io.kerasport.model;

import org.jspecify.annotations.NullMarked;
