"""Models saved after two training steps, and the third step of Keras.

`resumed/<case>.<kind>` are the files; `resumed.npz` holds the batch of the third step and, for each
case, the loss before it and the weights after it. `untrained` is compiled and saved before any step.
"""

import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tf_keras

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "fixtures" / "training"


def build(k):
    L = k.layers
    x = k.Input((4,), name="x")
    y = L.Dense(5, activation="tanh", name="hidden")(x)
    y = L.BatchNormalization(momentum=0.8, name="norm")(y)
    return k.Model(x, L.Dense(3, name="y")(y), name="resumed")


def optimizers(o):
    return {
        "adam": lambda: o.Adam(0.05),
        "sgd_momentum": lambda: o.SGD(0.1, momentum=0.9),
        "rmsprop": lambda: o.RMSprop(0.05, momentum=0.5, epsilon=0.01, centered=True),
        "nadam": lambda: o.Nadam(0.05),
    }


def name_of(variable):
    return getattr(variable, "path", variable.name).split(":")[0]


def step(model, x, y):
    loss = model.train_on_batch(x, y)
    return loss, {name_of(v): np.array(v) for v in model.weights}


def main():
    (OUT / "resumed").mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(13)
    batches = [
        (random.normal(size=(6, 4)).astype("float32"), random.normal(size=(6, 3)).astype("float32"))
        for _ in range(3)
    ]
    arrays = {"x": batches[2][0], "y": batches[2][1]}
    cases = []
    for k, tag in ((keras, "keras3"), (tf_keras, "keras2")):
        for name, optimizer in optimizers(k.optimizers).items():
            # Nadam of tf_keras stores no product of its schedule, and cannot go on after loading.
            if (tag, name) == ("keras2", "nadam"):
                continue
            cases.append((k, f"{tag}_{name}", optimizer, ("keras", "h5"), 2))
        cases.append((k, f"{tag}_untrained", lambda o=k.optimizers: o.Adam(0.05), ("keras", "h5"), 0))
        averaged = lambda o=k.optimizers: o.SGD(0.1, momentum=0.9, use_ema=True, ema_momentum=0.7)
        cases.append((k, f"{tag}_ema", averaged, ("keras", "h5"), 2))
    o = keras.optimizers
    for name, optimizer in {"adafactor": lambda: o.Adafactor(0.05), "muon": lambda: o.Muon(0.05)}.items():
        cases.append((keras, f"keras3_{name}", optimizer, ("keras",), 2))
    cases.append((tf_keras, "keras2_adafactor", lambda: tf_keras.optimizers.Adafactor(0.05), ("h5",), 2))
    for name, optimizer in optimizers(tf_keras.optimizers.legacy).items():
        cases.append((tf_keras, f"legacy_{name}", optimizer, ("h5",), 2))
    for k, name, optimizer, kinds, steps in cases:
        k.utils.set_random_seed(5)
        model = build(k)
        model.compile(optimizer(), k.losses.MeanSquaredError())
        for x, y in batches[:steps]:
            model.train_on_batch(x, y)
        for kind in kinds:
            model.save(OUT / "resumed" / f"{name}.{kind}")
        loss, weights = step(model, *batches[2])
        arrays[f"{name}/loss"] = np.array(loss, "float32")
        for path, value in weights.items():
            arrays[f"{name}/{path}"] = value
    np.savez_compressed(OUT / "resumed.npz", **arrays)


main()
