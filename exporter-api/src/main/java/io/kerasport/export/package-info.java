/**
 * The entry points of Kerasport and what they answer: reading a Keras file, exporting a model,
 * loading an export back, and the errors they report.
 *
 * <p>The implementations come from {@code io.kerasport.Kerasport} in exporter-core.
 */
@NullMarked
package io.kerasport.export;

import org.jspecify.annotations.NullMarked;
