/**
 * Builds models of their descriptions.
 *
 * <p>Takes an architecture; gives the model that Keras would have made of it. A graph that is
 * thrown away again tells the shapes, so that they come from where exports have them: the layers'
 * serializers.
 */
@NullMarked
package io.kerasport.core.build;

import org.jspecify.annotations.NullMarked;
