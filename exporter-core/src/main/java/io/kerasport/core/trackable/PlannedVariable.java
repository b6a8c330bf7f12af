package io.kerasport.core.trackable;

import io.kerasport.core.graph.GraphVariable;

/**
 * A variable of one graph and the key its value is stored under.
 *
 * @param variable the variable
 * @param key its checkpoint key
 */
public record PlannedVariable(GraphVariable variable, String key) {}
