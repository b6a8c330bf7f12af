/**
 * The front door: puts Kerasport together from what is on the class path.
 *
 * <p>The composition root and the only place that looks services up.
 */
@NullMarked
package io.kerasport;

import org.jspecify.annotations.NullMarked;
