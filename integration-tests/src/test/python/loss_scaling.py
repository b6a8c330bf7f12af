"""Training steps with a loss scale that changes, one of them with gradients that are not finite.

`loss_scaling.json` holds what each case was compiled with; `loss_scaling.npz` the batches and, after
each step, the weights, the count of steps, the scale and how many steps ago it changed. The second
batch overflows. `loss_scaling/<case>.<kind>` was saved after the third step, so that the fourth must
go on from there, `untrained_<case>.<kind>` before the first. `keras3_half` computes in half precision,
for which Keras scales by itself and does not tell in the file.
"""

import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tf_keras

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "fixtures" / "training"
STEPS = 5
SAVED_AFTER = 3


SAVED = {"keras3_adafactor", "keras3_half", "keras2_adam", "legacy_rmsprop"}
UNTRAINED = {"keras3_adam", "keras3_half", "keras2_adam"}


def build(k):
    L = k.layers
    x = k.Input((4,), name="x")
    y = L.Dense(5, activation="tanh", kernel_constraint=k.constraints.MaxNorm(0.9), name="hidden")(x)
    y = L.BatchNormalization(momentum=0.8, name="norm")(y)
    return k.Model(x, L.Dense(3, name="y")(y), name="scaled")


def cases():
    o, l = keras.optimizers, tf_keras.optimizers.legacy
    scaled, scaled2 = o.LossScaleOptimizer, tf_keras.mixed_precision.LossScaleOptimizer
    o2 = tf_keras.optimizers
    short = {"initial_scale": 1024.0, "dynamic_growth_steps": 2}
    return {
        "keras3_adam": (keras, lambda: scaled(o.Adam(0.05), **short)),
        "keras3_nadam": (keras, lambda: scaled(o.Nadam(0.05), **short)),
        "keras3_adafactor": (keras, lambda: scaled(o.Adafactor(0.05), **short)),
        "keras3_accumulation": (keras, lambda: scaled(o.SGD(0.1, gradient_accumulation_steps=2, use_ema=True), **short)),
        "keras3_schedule": (keras, lambda: scaled(o.SGD(o.schedules.ExponentialDecay(0.1, 2, 0.5), momentum=0.9), **short)),
        "keras3_half": (keras, lambda: o.SGD(0.1, momentum=0.9)),
        "keras2_adam": (tf_keras, lambda: scaled2(o2.Adam(0.05), **short)),
        "keras2_least": (tf_keras, lambda: scaled2(o2.SGD(0.05), initial_scale=1.0, dynamic_growth_steps=3)),
        "keras2_fixed": (tf_keras, lambda: scaled2(o2.SGD(0.05, momentum=0.9), dynamic=False, initial_scale=64.0)),
        "legacy_adam": (tf_keras, lambda: scaled2(l.Adam(0.05), **short)),
        "legacy_rmsprop": (tf_keras, lambda: scaled2(l.RMSprop(0.05, momentum=0.9, centered=True), **short)),
        "legacy_nadam": (tf_keras, lambda: scaled2(l.Nadam(0.05), **short)),
    }


def name_of(variable):
    return getattr(variable, "path", variable.name).split(":")[0]


def state(k, optimizer):
    values = {"iterations": optimizer.inner_optimizer._iterations if k is keras else optimizer.iterations}
    if k is keras:
        values.update(scale=optimizer.dynamic_scale, steps=optimizer.step_counter)
    elif optimizer.dynamic:
        values.update(scale=optimizer.loss_scale, steps=optimizer.dynamic_counter)
    return {name: np.array(value) for name, value in values.items()}


def main():
    folder = OUT / "loss_scaling"
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(17)
    batches = [
        (random.normal(size=(6, 4)).astype("float32"), random.normal(size=(6, 3)).astype("float32"))
        for _ in range(STEPS)
    ]
    arrays, compiled = {}, {}
    for step, (x, y) in enumerate(batches, start=1):
        if step == 2:
            y[0] = 3e38
        arrays[f"batch/{step}/x"], arrays[f"batch/{step}/y"] = x, y
    for k, kind in ((keras, "keras"), (tf_keras, "h5")):
        k.utils.set_random_seed(5)
        build(k).save(folder / f"base.{kind}")
    for name, (k, optimizer) in cases().items():
        k.mixed_precision.set_global_policy("mixed_float16" if name.endswith("half") else "float32")
        k.utils.set_random_seed(5)
        model = build(k)
        # Without a scale that changes the overflow would leave nothing to compare.
        skipped = {2} if name.endswith("fixed") else set()
        # tf_keras counts in Python how often Nadam's product was updated, which goes wrong in graphs.
        model.compile(optimizer(), "mse", run_eagerly=k is tf_keras and "nadam" in name)
        kind = "keras" if k is keras else "h5"
        if name in UNTRAINED:
            model.save(folder / f"untrained_{name}.{kind}")
        serialize = k.saving.serialize_keras_object if k is keras else tf_keras.optimizers.serialize
        compiled[name] = {
            "kind": kind,
            "optimizer": json.loads(json.dumps(serialize(model.optimizer), default=float)),
            "skipped": sorted(skipped),
        }
        for step, (x, y) in enumerate(batches, start=1):
            if step in skipped:
                continue
            arrays[f"{name}/{step}/loss"] = np.array(model.train_on_batch(x, y), "float32")
            for weight in model.weights:
                arrays[f"{name}/{step}/weights/{name_of(weight)}"] = weight.numpy()
            for key, value in state(k, model.optimizer).items():
                arrays[f"{name}/{step}/state/{key}"] = value
            if step == SAVED_AFTER and name in SAVED:
                model.save(folder / f"{name}.{kind}")
    np.savez_compressed(OUT / "loss_scaling.npz", **arrays)
    (OUT / "loss_scaling.json").write_text(json.dumps(compiled, indent=1, sort_keys=True) + "\n")


main()
