/**
 * Layers in which positions of one sequence gather from those of another, by how alike they are.
 *
 * <p>Queries, values and keys come as positional arguments or by keyword, each with its mask.
 */
@NullMarked
package io.kerasport.serializers.attention;

import org.jspecify.annotations.NullMarked;
