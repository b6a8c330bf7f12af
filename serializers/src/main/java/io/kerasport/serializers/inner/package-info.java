/** Layers that are called by the layers around them, and whose weights are theirs. */
@NullMarked
package io.kerasport.serializers.inner;

import org.jspecify.annotations.NullMarked;
