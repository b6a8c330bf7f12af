/**
 * What every backend must do, run by both of them, and what they must do alike.
 *
 * <p>Backends are found as a program finds them: through the extensions on the class path.
 */
@NullMarked
package io.kerasport.integration.backend;

import org.jspecify.annotations.NullMarked;
