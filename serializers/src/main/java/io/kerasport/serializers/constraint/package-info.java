/** The constraints that Keras projects weights onto after each training step. */
@NullMarked
package io.kerasport.serializers.constraint;

import org.jspecify.annotations.NullMarked;
