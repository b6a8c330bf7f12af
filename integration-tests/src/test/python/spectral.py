"""Training steps of layers whose kernels are divided by their spectral norm.

`spectral_<writer>.keras` is the compiled model, `spectral_<writer>.npz` two batches, the losses and
the weights after both.
"""

import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_USE_LEGACY_KERAS"] = "1"  # tf_keras finds a class of its own by way of tf.keras

import numpy as np

from packing import pack
from writers import ALL

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "fixtures" / "training"
BATCHES = range(1, 3)


def build(k):
    L = k.layers
    S = L.SpectralNormalization
    x = k.Input((3,), name="x")
    ids = k.Input((2,), dtype="int32", name="ids")
    shared = S(L.Dense(3, activation="tanh", activity_regularizer=k.regularizers.L2(0.1), name="inner"), name="shared")
    y = shared(L.Dense(3, name="between")(shared(x)))
    frozen = S(L.Dense(4, name="frozen_inner"), power_iterations=2, name="frozen")
    frozen.trainable = False
    y = L.Reshape((4, 1), name="steps")(frozen(y))
    conv = L.Conv1D(
        2, 2, kernel_regularizer=k.regularizers.L2(0.05), kernel_constraint=k.constraints.MaxNorm(0.4), name="conv_inner"
    )
    y = S(conv, power_iterations=3, name="conv")(y)
    y = L.TimeDistributed(S(L.Dense(2, name="step_dense"), name="step"), name="each")(y)
    zero = S(L.Dense(2, kernel_initializer="zeros", name="zero_inner"), name="zero")(x)
    words = S(L.Embedding(5, 2, name="rows"), name="embedding")(ids)
    # Keras 3 casts the rows to whole numbers, which no gradient goes through.
    words = L.Flatten(name="words")(L.Rescaling(0.5, name="halves")(words))
    out = L.Dense(1, name="out")(L.Concatenate(name="joined")([L.Flatten(name="flat")(y), zero, words]))
    return k.Model([x, ids], out, name="spectral")


def main():
    for writer, k in ALL.items():
        k.start(13)
        random = np.random.default_rng(41)
        model = build(k)
        model.compile(k.optimizers.SGD(0.1, momentum=0.9), "mse")
        file = OUT / f"spectral_{writer}.keras"
        model.save(file)
        pack(file)
        arrays = {}
        for i in BATCHES:
            arrays[f"x/{i}"] = random.normal(size=(5, 3)).astype("float32")
            arrays[f"ids/{i}"] = random.integers(0, 5, (5, 2)).astype("int32")
            arrays[f"y/{i}"] = random.normal(size=(5, 1)).astype("float32")
            arrays[f"loss/{i}"] = np.float32(
                model.train_on_batch([arrays[f"x/{i}"], arrays[f"ids/{i}"]], arrays[f"y/{i}"])
            )
        for own, variable in named(model, k):
            arrays["weights/" + own] = np.asarray(variable)
        np.savez_compressed(OUT / f"spectral_{writer}.npz", **arrays)


def named(model, k):
    """Weights by layer and own name; tf_keras leaves wrapped layers out of names."""
    for layer in model.layers:
        for variable in layer.weights:
            yield f"{layer.name}/{(variable.path if k.is_3 else variable.name.removesuffix(':0')).split('/')[-1]}", variable


main()
