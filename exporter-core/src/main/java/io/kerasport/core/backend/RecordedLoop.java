package io.kerasport.core.backend;

/**
 * What a loop's node was made from. Its inputs are the body's arguments: number of iterations,
 * limit, variables, captured tensors.
 *
 * @param condition the function that decides before each iteration
 * @param body the function that is repeated; its results are the next values of all arguments
 * @param variables how many arguments change: the number of iterations, the limit, the variables
 */
public record RecordedLoop(FunctionBody condition, FunctionBody body, int variables) {}
