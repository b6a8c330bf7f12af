"""What stateful layers carry from one batch to the next, with either generation of Keras.

`stateful_<writer>.keras` is the compiled model; `stateful_<writer>.npz` has three batches and what
became of them, each time from states of zeros: three predictions, the loss of an evaluation, and
three training steps with a prediction after them.
"""

import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np

from packing import pack
from writers import ALL

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "fixtures" / "training"
BATCHES = range(1, 4)


def build(k):
    L = k.layers
    x = k.Input(**k.batch_shape((2, 3, 2)), name="x")
    shared = L.SimpleRNN(2, return_sequences=True, stateful=True, name="shared")
    y = L.LSTM(2, return_sequences=True, stateful=True, name="lstm")(shared(shared(x)))
    y = L.Bidirectional(L.GRU(2, stateful=True), name="both")(y)
    return k.Model(x, L.Dense(1, name="y")(y), name="stateful")


def main():
    for writer, k in ALL.items():
        k.start(5)
        random = np.random.default_rng(31)
        model = build(k)
        model.set_weights([random.normal(size=w.shape).astype("float32") for w in model.weights])
        model.compile(k.optimizers.SGD(0.1), "mse")
        file = OUT / f"stateful_{writer}.keras"
        model.save(file)
        pack(file)
        arrays = {}
        for i in BATCHES:
            arrays[f"x/{i}"] = random.normal(size=(2, 3, 2)).astype("float32")
            arrays[f"y/{i}"] = random.normal(size=(2, 1)).astype("float32")

        names = [v.path if k.is_3 else v.name.split(":")[0] for _, v in k.variables(model)]
        for i in BATCHES:
            arrays[f"predicted/{i}"] = model.predict(arrays[f"x/{i}"], verbose=0)
        carried = arrays["predicted/1"], model.predict(arrays["x/1"], verbose=0)
        assert not np.allclose(*carried, atol=1e-3), "the states change nothing"

        model = k.models.load_model(file)
        x, y = (np.concatenate([arrays[f"{name}/{i}"] for i in BATCHES]) for name in "xy")
        arrays["evaluated"] = np.float32(model.evaluate(x, y, batch_size=2, verbose=0))

        model = k.models.load_model(file)
        for i in BATCHES:
            arrays[f"loss/{i}"] = np.float32(model.train_on_batch(arrays[f"x/{i}"], arrays[f"y/{i}"]))
        for name, (_, variable) in zip(names, k.variables(model), strict=True):
            arrays["trained/" + name] = np.asarray(variable)
        arrays["predicted_then"] = model.predict(arrays["x/1"], verbose=0)
        np.savez_compressed(OUT / f"stateful_{writer}.npz", **arrays)


main()
