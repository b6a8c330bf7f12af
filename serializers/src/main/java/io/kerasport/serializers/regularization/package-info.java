/**
 * Layers that do something in training only.
 *
 * <p>In every other graph they are the identity and add no node.
 */
@NullMarked
package io.kerasport.serializers.regularization;

import org.jspecify.annotations.NullMarked;
