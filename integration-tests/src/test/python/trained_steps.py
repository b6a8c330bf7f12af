"""Training steps of layers and models that are applied to every step of a sequence.

`steps_<writer>.keras` is the compiled model, `steps_<writer>.npz` two batches, the losses and the
weights after both.
"""

import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np

from packing import pack
from writers import ALL

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "fixtures" / "training"
BATCHES = range(1, 3)


def build(k):
    L = k.layers
    x = k.Input((4, 3), name="x")
    row = k.Input((3,), name="row")
    y = L.BatchNormalization(momentum=0.7, name="norm")(L.Dense(3, activation="tanh", name="dense")(row))
    rows = k.Model(row, y, name="rows")
    y = L.TimeDistributed(L.BatchNormalization(momentum=0.8, name="first_norm"), name="first")(
        L.Masking(name="masked")(x)
    )
    # Keras 2 calls a model with a mask twice, once for the mask alone, and so moves its averages twice.
    z = L.TimeDistributed(rows, name="second")(y if k.is_3 else x)
    return k.Model(x, L.LSTM(2, name="y")(L.Concatenate(name="both")([y, z])), name="steps")


def last_two(named_variable):
    """A weight's layer and its own name; Keras 2 leaves wrapped layers out."""
    own, variable = named_variable
    layer = getattr(variable, "path", variable.name).split("/")[-2]
    return {"first": "first_norm"}.get(layer, layer), own


def main():
    for writer, k in ALL.items():
        k.start(7)
        random = np.random.default_rng(37)
        model = build(k)
        model.compile(k.optimizers.SGD(0.1), "mse")
        file = OUT / f"steps_{writer}.keras"
        model.save(file)
        pack(file)
        names = [f"{layer}/{own}" for layer, own in map(last_two, k.variables(model))]
        arrays = {}
        for i in BATCHES:
            arrays[f"x/{i}"] = random.normal(size=(5, 4, 3)).astype("float32")
            arrays[f"x/{i}"][random.random((5, 4)) < 0.3] = 0
            arrays[f"y/{i}"] = random.normal(size=(5, 2)).astype("float32")
            arrays[f"loss/{i}"] = np.float32(model.train_on_batch(arrays[f"x/{i}"], arrays[f"y/{i}"]))
        for name, (_, variable) in zip(names, k.variables(model), strict=True):
            arrays["weights/" + name] = np.asarray(variable)
        np.savez_compressed(OUT / f"steps_{writer}.npz", **arrays)


main()
