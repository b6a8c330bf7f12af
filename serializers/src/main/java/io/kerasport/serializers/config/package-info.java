/**
 * What the configuration entries mean that several families share: data formats, padding, numbers
 * and sizes.
 *
 * <p>Takes entries, gives checked values, or a {@link io.kerasport.model.ConfigException} that
 * names the entry. Knows no layer.
 */
@NullMarked
package io.kerasport.serializers.config;

import org.jspecify.annotations.NullMarked;
