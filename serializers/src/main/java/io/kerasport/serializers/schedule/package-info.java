/** The learning rate schedules of Keras. */
@NullMarked
package io.kerasport.serializers.schedule;

import org.jspecify.annotations.NullMarked;
