"""Compiled models of layers that drop or disturb what goes through, `dropping_<writer>.keras`.

Cells are linear; one of their gates sees the inputs or the states, so that outputs tell what was dropped.
"""

import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

from packing import pack
from writers import ALL

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "fixtures" / "training"
STEPS, FEATURES, RATE = 3, 64, 0.25


def build(k):
    L = k.layers
    x = k.Input((STEPS, FEATURES), name="x")
    image = L.Reshape((STEPS, 8, 8), name="image")(x)
    volume = L.Reshape((STEPS, 2, 4, 8), name="volume")(x)
    linear = {"activation": "linear", "recurrent_activation": "linear", "return_sequences": True}
    linear["bias_initializer"] = k.initializers.Constant(0.5)
    inputs = {"kernel_initializer": "identity", "recurrent_initializer": "zeros", "dropout": RATE, **linear}
    states = {"kernel_initializer": "zeros", "recurrent_initializer": "identity", "recurrent_dropout": RATE, **linear}
    return k.Model(
        x,
        [
            L.Dropout(RATE, name="dropout")(x),
            L.SpatialDropout1D(RATE, name="spatial1d")(x),
            L.SpatialDropout2D(RATE, data_format="channels_last", name="spatial2d")(image),
            L.SpatialDropout3D(RATE, data_format="channels_last", name="spatial3d")(volume),
            L.GaussianDropout(RATE, name="gaussian_dropout")(x),
            L.GaussianNoise(0.3, name="gaussian_noise")(x),
            L.AlphaDropout(RATE, name="alpha_dropout")(x),
            L.LSTM(FEATURES, unit_forget_bias=False, **inputs, name="lstm_inputs")(x),
            L.LSTM(FEATURES, unit_forget_bias=False, **states, name="lstm_states")(x),
            L.GRU(FEATURES, reset_after=False, **inputs, name="gru_inputs")(x),
            L.GRU(FEATURES, reset_after=False, **states, name="gru_states")(x),
        ],
        name="dropping",
    )


def main():
    for writer, k in ALL.items():
        k.start(3)
        model = build(k)
        model.compile("sgd", {name: "mse" for name in k.output_names(model)})
        file = OUT / f"dropping_{writer}.keras"
        model.save(file)
        pack(file)


main()
