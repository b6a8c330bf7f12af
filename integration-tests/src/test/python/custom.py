"""A model with a layer and an activation of its own, for the example in docs/extending.md."""

import pathlib

import keras
import numpy as np

from packing import pack

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "fixtures" / "extension"


@keras.saving.register_keras_serializable(package="acme")
class Scale(keras.layers.Layer):
    def __init__(self, offset=0.0, **kwargs):
        super().__init__(**kwargs)
        self.offset = offset

    def build(self, input_shape):
        self.factor = self.add_weight(name="factor", shape=(input_shape[-1],))

    def call(self, x):
        return x * self.factor + self.offset

    def get_config(self):
        return {**super().get_config(), "offset": self.offset}


@keras.saving.register_keras_serializable(package="acme")
def squared_relu(x):
    return keras.ops.square(keras.ops.relu(x))


def main():
    keras.utils.set_random_seed(3)
    x = keras.Input((4,), name="x")
    y = keras.layers.Dense(3, activation=squared_relu, name="dense")(x)
    model = keras.Model(x, Scale(offset=0.5, name="scale")(y), name="scaled")
    inputs = np.random.default_rng(3).normal(size=(5, 4)).astype("float32")
    OUT.mkdir(parents=True, exist_ok=True)
    model.save(OUT / "scale.keras")
    model.save(OUT / "scale.h5")
    np.savez(OUT / "scale.npz", input_0=inputs, output_0=model.predict(inputs, verbose=0))
    wrapped()


def wrapped():
    """The same layer at every step of a sequence, for which Keras asks it for its shape."""
    Scale.compute_output_shape = lambda self, shape: shape
    x = keras.Input((2, 3), name="x")
    model = keras.Model(x, keras.layers.TimeDistributed(Scale(offset=0.5, name="inner"), name="scale")(x), name="wrapped")
    inputs = np.random.default_rng(4).normal(size=(5, 2, 3)).astype("float32")
    model.save(OUT / "wrapped.keras")
    pack(OUT / "wrapped.keras")
    np.savez(OUT / "wrapped.npz", input_0=inputs, output_0=model.predict(inputs, verbose=0))


main()
