/**
 * What layers over images share: data formats, padding, sizes that must be known.
 *
 * <p>Reads configurations; knows no layer.
 */
@NullMarked
package io.kerasport.serializers.layout;

import org.jspecify.annotations.NullMarked;
