/** Models that programs build, beside what Keras makes of the same description. */
@NullMarked
package io.kerasport.integration.build;

import org.jspecify.annotations.NullMarked;
