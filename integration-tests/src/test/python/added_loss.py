"""Two steps of a model of Keras 2 that adds something of its own to its loss.

`added_loss.keras` is the compiled model, `added_loss.npz` the batches, the losses, what it predicts for the first
batch in the end, and the weights then.
"""

import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import numpy as np
import tensorflow as tf
import tf_keras

from packing import pack

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "fixtures" / "training"


def main():
    L = tf_keras.layers
    tf_keras.utils.set_random_seed(3)
    x = tf_keras.Input((3,), name="x")
    hidden = L.Dense(2, activation="tanh", name="hidden")(x)
    model = tf_keras.Model(x, L.Dense(1, name="y")(hidden), name="adding")
    model.add_loss(0.5 * tf.reduce_mean(tf.square(hidden)))
    model.compile(tf_keras.optimizers.SGD(0.1), "mse")
    model.save(OUT / "added_loss.keras")
    pack(OUT / "added_loss.keras")
    random = np.random.default_rng(5)
    arrays = {}
    for i in range(2):
        arrays[f"x/{i}"] = random.normal(size=(4, 3)).astype("float32")
        arrays[f"y/{i}"] = random.normal(size=(4, 1)).astype("float32")
        arrays[f"loss/{i}"] = np.float32(model.train_on_batch(arrays[f"x/{i}"], arrays[f"y/{i}"]))
    arrays["predicted"] = model.predict_on_batch(arrays["x/0"])
    for variable in model.weights:
        arrays["weights/" + variable.name.split(":")[0]] = variable.numpy()
    np.savez_compressed(OUT / "added_loss.npz", **arrays)
    print([float(arrays[f"loss/{i}"]) for i in range(2)])


main()
