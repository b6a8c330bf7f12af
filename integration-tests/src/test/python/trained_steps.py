"""Training steps of layers and models that are applied to every step of a sequence.

`steps_<writer>.keras` is a compiled model over a known number of steps, `open_steps_<writer>.keras` one
over a number that is not known, and one of samples that is; `….npz` are two batches, the losses and the
weights after both.

    python trained_steps.py [model …]
"""

import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np

from packing import pack
from writers import ALL

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "fixtures" / "training"
BATCHES = range(1, 3)


def steps(k):
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


def rows_model(k, name):
    L = k.layers
    row = k.Input((3,), name=f"{name}_row")
    y = L.Dense(2, activation="tanh", name=f"{name}_dense")(row)
    y = L.BatchNormalization(momentum=0.7, name=f"{name}_norm")(y)
    return k.Model(row, L.Dense(2, name=f"{name}_last")(y), name=name)


def open_steps(k):
    L = k.layers
    x = k.Input((None, 3), name="x")
    fixed = k.Input(**k.batch_shape((5, 4, 3)), name="fixed")
    row = k.Input((3,), name="row")
    plain = k.Model(row, L.Dense(2, activation="tanh", name="plain_dense")(row), name="plain")
    masked = L.Masking(name="masked")(x)
    parts = [
        L.TimeDistributed(L.BatchNormalization(momentum=0.8, name="first_norm"), name="first")(masked),
        L.TimeDistributed(rows_model(k, "rows"), name="second")(masked if k.is_3 else x),
        L.TimeDistributed(plain, name="third")(x),
    ]
    over = L.TimeDistributed(rows_model(k, "fixed_rows"), name="fourth")(fixed)
    sums = [L.LSTM(2, name="open")(L.Concatenate(name="joined")(parts)), L.GRU(2, name="closed")(over)]
    return k.Model([x, fixed], L.Add(name="y")(sums), name="open_steps")


def last_two(named_variable):
    """A weight's layer and its own name; Keras 2 leaves wrapped layers out."""
    own, variable = named_variable
    layer = getattr(variable, "path", variable.name).split("/")[-2]
    return {"first": "first_norm"}.get(layer, layer), own


def write(build, writer, k):
    k.start(7)
    random = np.random.default_rng(37)
    model = build(k)
    model.compile(k.optimizers.SGD(0.1), "mse")
    file = OUT / f"{build.__name__}_{writer}.keras"
    model.save(file)
    pack(file)
    names = [f"{layer}/{own}" for layer, own in map(last_two, k.variables(model))]
    arrays = {}
    for i in BATCHES:
        inputs = []
        for name in k.input_names(model):
            inputs.append(random.normal(size=(5, 4, 3)).astype("float32"))
            inputs[-1][random.random((5, 4)) < 0.3] = 0
            arrays[f"{name}/{i}"] = inputs[-1]
        arrays[f"y/{i}"] = random.normal(size=(5, 2)).astype("float32")
        arrays[f"loss/{i}"] = np.float32(model.train_on_batch(inputs, arrays[f"y/{i}"]))
    for name, (_, variable) in zip(names, k.variables(model), strict=True):
        arrays["weights/" + name] = np.asarray(variable)
    np.savez_compressed(OUT / f"{build.__name__}_{writer}.npz", **arrays)


def main(names):
    for build in (steps, open_steps):
        for writer, k in ALL.items():
            if not names or build.__name__ in names:
                write(build, writer, k)


main(sys.argv[1:])
