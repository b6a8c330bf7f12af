/**
 * Measurements of the parts whose speed users notice, each beside a peer in the same run.
 *
 * <p>{@code benchmarks/run} runs them all and prints the tables of the README.
 */
@NullMarked
package io.kerasport.benchmarks;

import org.jspecify.annotations.NullMarked;
