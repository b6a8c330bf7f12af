/**
 * Differentiates graphs: takes the record of a graph's nodes and a rule for each op type, and adds
 * the nodes of the gradients by reverse accumulation.
 *
 * <p>It works over any backend and knows neither layers nor losses. A backend may bring rules of
 * its own, which go first. Rules know single nodes only; which nodes are on the way, and how the
 * gradients of several ways add up, is decided here.
 */
@NullMarked
package io.kerasport.core.gradient;

import org.jspecify.annotations.NullMarked;
