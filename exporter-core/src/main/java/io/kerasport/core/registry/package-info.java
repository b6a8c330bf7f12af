/**
 * Finds what extensions have bound by the names that model files use.
 *
 * <p>Takes the maps of the injector; gives extensions, or the nearest names when there is none.
 */
@NullMarked
package io.kerasport.core.registry;

import org.jspecify.annotations.NullMarked;
