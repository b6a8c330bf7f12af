/**
 * Layers that turn text, categories and numbers into numbers of categories: by a table, by a hash
 * or by boundaries.
 */
@NullMarked
package io.kerasport.serializers.lookup;

import org.jspecify.annotations.NullMarked;
