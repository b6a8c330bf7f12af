"""Training steps of recurrent models as Keras does them: the weights after one, two and three steps.

Sequences have no fixed length and masked steps; `recurrent.npz` beside the models holds the batches
and the weights after each step.
"""

import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tf_keras

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "fixtures" / "training"
STEPS = 3


def build(k):
    L = k.layers
    x = k.Input((None, 3), name="x")
    y = L.Masking(0.0, name="masked")(x)
    y = L.Bidirectional(
        L.LSTM(2, return_sequences=True, kernel_regularizer=k.regularizers.L2(0.02), name="lstm"), name="both"
    )(y)
    y = L.GRU(3, return_sequences=True, recurrent_constraint=k.constraints.MaxNorm(0.9), name="gru")(y)
    stack = [L.SimpleRNNCell(3, name="lower"), L.GRUCell(2, reset_after=False, name="upper")]
    y = L.RNN(stack, go_backwards=True, name="stack")(y)
    return k.Model(x, L.Dense(2, name="y")(y), name="recurrent")


def name_of(variable):
    return getattr(variable, "path", variable.name).split(":")[0]


def main():
    random = np.random.default_rng(17)
    arrays = {}
    for step in range(1, STEPS + 1):
        x = random.normal(size=(4, 4 + step, 3)).astype("float32")
        x[random.random(x.shape[:2]) < 0.3] = 0
        arrays[f"batch/{step}/x"] = x
        arrays[f"batch/{step}/y"] = random.normal(size=(4, 2)).astype("float32")
    for k, generation, file in ((keras, "keras3", "recurrent.keras"), (tf_keras, "keras2", "recurrent.h5")):
        model = build(k)
        model.set_weights([(0.5 * random.normal(size=w.shape)).astype("float32") for w in model.weights])
        model.save(OUT / file)
        model.compile(k.optimizers.SGD(0.1, momentum=0.9), "mse")
        for step in range(1, STEPS + 1):
            loss = model.train_on_batch(arrays[f"batch/{step}/x"], arrays[f"batch/{step}/y"])
            arrays[f"{generation}/{step}/loss"] = np.array(loss, "float32")
            for v in model.weights:
                arrays[f"{generation}/{step}/{name_of(v)}"] = np.array(v)
    np.savez_compressed(OUT / "recurrent.npz", **arrays)


main()
