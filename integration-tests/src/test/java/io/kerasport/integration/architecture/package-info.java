/**
 * The walls between modules and packages, checked on the compiled classes of all modules.
 *
 * <p>A rule over no classes would pass, so the number of classes seen is checked as well.
 */
@NullMarked
package io.kerasport.integration.architecture;

import org.jspecify.annotations.NullMarked;
