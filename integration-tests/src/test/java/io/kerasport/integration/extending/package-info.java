/** The examples of {@code docs/extending.md}: each is compiled here, and run. */
@NullMarked
package io.kerasport.integration.extending;

import org.jspecify.annotations.NullMarked;
