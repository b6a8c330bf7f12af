"""The models of the tests that the original function had, built anew with tf_keras; their predictions,
what they measure, and what their next step does. Besides, models that users of the original wrote of.

    python upstream.py
"""

import os
import pathlib
import shutil

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tensorflow as tf
import tf_keras as keras

import packing

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "fixtures" / "upstream"
L = keras.layers


@keras.saving.register_keras_serializable("acme")
class ZerosInTraining(L.Layer):
    def call(self, x, training=None):
        return x * (0.0 if training else 1.0)


@keras.saving.register_keras_serializable("acme")
def capped(x):
    return tf.nn.relu6(x)


def phase(wanted):
    return [ZerosInTraining(name="phase")] if wanted else []


def functional(with_phase):
    x = y = keras.Input((3,), name="x")
    for layer in [L.Dense(4, name="first"), L.Dense(3, name="y"), *phase(with_phase)]:
        y = layer(y)
    return keras.Model(x, y)


def sequential(with_phase):
    first = L.Dense(4, input_shape=(3,), name="first")
    return keras.Sequential([first, *phase(with_phase), L.Dense(3, name="y", use_bias=not with_phase)])


def deferred(with_phase):
    made = keras.Sequential([L.Dense(4, name="first"), *phase(with_phase), L.Dense(3, name="y", use_bias=False)])
    made.build((None, 3))
    return made


def temporal():
    layers = [L.Dense(2, input_shape=(3,), name="first"), L.RepeatVector(3), L.TimeDistributed(L.Dense(3), name="y")]
    return keras.Sequential(layers)


def activation():
    return keras.Sequential([L.Activation(capped, input_shape=(3,), name="capped")])


def several_outputs():
    x = keras.Input((4, 3), name="x")
    return keras.Model(x, L.LSTM(2, return_state=True, name="memory")(x))


def dict_inputs():
    inputs = {"left": keras.Input((3,), name="left"), "right": keras.Input((3,), name="right")}
    total = L.Add(name="total")([L.Dense(2, name="of_right")(inputs["right"]), L.Dense(2, name="of_left")(inputs["left"])])
    return keras.Model(inputs, total)


def added_loss():
    x = keras.Input((3,), name="x")
    hidden = L.Dense(2, name="hidden")(x)
    made = keras.Model(x, L.Dense(1, name="y")(hidden))
    made.add_loss(tf.reduce_mean(hidden))
    return made


MODELS = {
    "functional": lambda: functional(False),
    "functional_phase": lambda: functional(True),
    "sequential": lambda: sequential(False),
    "sequential_phase": lambda: sequential(True),
    "deferred_phase": lambda: deferred(True),
    "temporal": temporal,
}
OTHERS = {
    "activation": activation,
    "several_outputs": several_outputs,
    "dict_inputs": dict_inputs,
}


def save(name, model):
    model.save(OUT / f"{name}.keras")
    packing.pack(OUT / f"{name}.keras")


def main():
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    arrays = {}
    for name, make in MODELS.items():
        keras.utils.set_random_seed(11)
        random = np.random.default_rng(list(name.encode()))
        model = make()
        optimizer = keras.optimizers.RMSprop(0.01) if name == "temporal" else keras.optimizers.Adadelta(0.5)
        model.compile(optimizer, "mse", metrics=["mae"])
        shape = (5, *model.output_shape[1:])
        x, y = random.normal(size=(5, 3)).astype("float32"), random.normal(size=shape).astype("float32")
        model.train_on_batch(x, y)
        save(name, model)
        arrays |= {f"{name}/x": x, f"{name}/y": y, f"{name}/predicted": model.predict(x, verbose=0)}
        arrays[f"{name}/measured"] = np.array(model.evaluate(x, y, verbose=0), "float32")
        loss = model.train_on_batch(x, y)[0]
        arrays |= {f"{name}/next/loss": np.array(loss, "float32"), f"{name}/next/predicted": model.predict(x, verbose=0)}
    for name, make in OTHERS.items():
        random = np.random.default_rng(list(name.encode()))
        keras.utils.set_random_seed(11)
        model = make()
        save(name, model)
        values = {key: random.normal(size=(2, *tensor.shape[1:])).astype("float32") * 5
                  for key, tensor in zip(model.input_names, model.inputs)}
        outputs = model.predict(values if len(values) > 1 else list(values.values())[0], verbose=0)
        for key, value in values.items():
            arrays[f"{name}/input/{key}"] = value
        for key, value in zip(model.output_names, outputs if isinstance(outputs, list) else [outputs]):
            arrays[f"{name}/output/{key}"] = value
    unbuilt = keras.Sequential([L.Dense(2, name="first"), L.Dense(3, name="y")], name="unbuilt")
    save("unbuilt", unbuilt)
    save("added_loss", added_loss())
    np.savez_compressed(OUT / "upstream.npz", **arrays)


main()
