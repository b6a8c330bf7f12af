/** Exported models that run, against Keras' own predictions, scores and training. */
@NullMarked
package io.kerasport.integration.run;

import org.jspecify.annotations.NullMarked;
