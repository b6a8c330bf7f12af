/** What the tests of several modules together need in all of their packages. */
@org.jspecify.annotations.NullMarked
package io.kerasport.integration;
