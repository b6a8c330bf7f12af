package io.kerasport.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a Guice module that extends Kerasport.
 *
 * <p>A jar lists such modules in {@code META-INF/services/com.google.inject.Module}; every one
 * found on the class path is installed, modules without this mark are left alone. A module
 * contributes through {@code MapBinder<String, LayerSerializer>}, {@code MapBinder<String,
 * Activation>} and {@code MapBinder<String, Initializer>}, keyed by Keras class or function name,
 * or by the registered name of a custom object. A name bound twice stops the start with an error
 * that names both bindings.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface KerasportExtension {}
