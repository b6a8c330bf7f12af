/**
 * What a checkpoint holds: entries under object-based keys, and the graph of trackable objects that
 * explains them.
 *
 * <p>The bytes on disk are a backend's business.
 */
@NullMarked
package io.kerasport.core.checkpoint;

import org.jspecify.annotations.NullMarked;
