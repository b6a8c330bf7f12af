"""Numbers to feed: each function takes a generator of random numbers and a shape."""

import numpy as np


def numbers(rng, shape):
    return np.round(rng.normal(0, 1.5, shape), 3).astype("float32")


def positive(rng, shape):
    return np.round(rng.uniform(0.05, 3, shape), 3).astype("float32")


def large(rng, shape):
    """So that probabilities are saturated."""
    return np.round(rng.normal(0, 25, shape), 2).astype("float32")


def logits(rng, shape):
    return np.round(rng.normal(0, 2, shape), 3).astype("float32")


def probabilities(rng, shape):
    """With a 0 and a 1 among them, and ties."""
    values = np.round(rng.uniform(0, 1, shape), 2).astype("float32")
    values.flat[0] = 0
    values.flat[-1] = 1
    values.flat[1] = 0.5
    return values


def binary(rng, shape):
    return rng.integers(0, 2, shape).astype("float32")


def signs(rng, shape):
    values = 2 * binary(rng, shape) - 1
    values.flat[0] = -1
    return values


def labels(rng, shape):
    return rng.integers(0, shape[-1], shape[:-1] + (1,)).astype("float32")


def flat_labels(rng, shape):
    return labels(rng, shape)[..., 0]


def spelling(rng, shape):
    """Sequences of labels, with zeros behind them."""
    size, length = shape[0], shape[1] // 2
    letters = rng.integers(1, shape[-1], (size, length)).astype("float32")
    return letters * (np.arange(length) < rng.integers(1, length + 1, (size, 1)))


def one_hot(rng, shape):
    return np.eye(shape[-1], dtype="float32")[labels(rng, shape)[..., 0].astype(int)]


def small_integers(rng, shape):
    return rng.integers(0, 3, shape).astype("float32")


def ranking(rng, shape):
    """Classes, best first."""
    return rng.permuted(np.broadcast_to(np.arange(shape[-1]), shape), axis=-1).astype("float32")


def units(rng, shape):
    values = rng.normal(0, 1, shape)
    return np.round(values / np.linalg.norm(values, axis=-1, keepdims=True), 4).astype("float32")


NUMBERS = {
    function.__name__: function
    for function in (
        numbers, positive, large, logits, probabilities, binary, signs, labels, flat_labels, one_hot, spelling, small_integers, ranking, units,
    )
}
