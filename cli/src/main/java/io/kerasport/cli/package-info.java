/**
 * The command {@code kerasport}: thin commands over {@link io.kerasport.Kerasport}.
 *
 * <p>Results go to standard output, everything else to standard error. Exit code 0 is success, 1 a
 * refusal or failure (and models that differ), 2 wrong usage. The only package that knows about
 * terminals; it knows neither protobuf nor any backend.
 */
@NullMarked
package io.kerasport.cli;

import org.jspecify.annotations.NullMarked;
