package io.kerasport.build;

/** A tensor of a model that is described: an input, or what a call of a layer gives. */
public sealed interface Tensor permits Input, Output {}
