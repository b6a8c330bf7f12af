/** Kerasport beside the function it stands in for: what either writes, refuses and loads. */
@NullMarked
package io.kerasport.integration.original;

import org.jspecify.annotations.NullMarked;
