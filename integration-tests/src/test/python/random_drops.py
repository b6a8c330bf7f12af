"""What layers drop inside them in training, by both generations of Keras.

    python random_drops.py

Writes to `fixtures/training`: `drops_<writer>.keras`, and `drops_<writer>.npz` with the mean and the
deviation of everything that its layers put out; see random_images.py. Outputs are scaled to what images
have. Each layer drops at one place; what is dropped together is added up, so that the deviation tells.
"""

import importlib

import numpy as np

from random_images import write_uncertain
from writers import ALL

AT_INPUTS, AT_STATES = {"dropout": 0.4}, {"recurrent_dropout": 0.4}


def attention(k, row):
    L = k.layers
    layers = [
        L.Attention(dropout=0.4, name="dots")([row, row]),
        L.AdditiveAttention(dropout=0.4, name="additive")([row, row]),
        L.MultiHeadAttention(2, 2, dropout=0.4, name="heads")(row, row),
    ]
    return layers + ([L.GroupQueryAttention(2, 2, 1, dropout=0.4, name="shared_heads")(row, row)] if k.is_3 else [])


def cells(k, row):
    L = k.layers
    return [
        layer
        for where, drops in (("inputs", AT_INPUTS), ("states", AT_STATES))
        for layer in (
            L.SimpleRNN(2, **drops, name="simple_" + where)(row),
            L.RNN(L.SimpleRNNCell(2, **drops), name="simple_cell_" + where)(row),
            L.RNN(L.GRUCell(2, **drops), name="gru_cell_" + where)(row),
            L.RNN(L.LSTMCell(2, **drops), name="lstm_cell_" + where)(row),
        )
    ]


def images(k, image):
    """Of shape (6, 5, 2), as steps of lines, of images and of volumes."""
    L = k.layers
    steps = L.Reshape((3, 5, 2, 2), name="steps")(image)
    volumes = L.Reshape((3, 5, 2, 1, 2), name="volumes")(image)
    return [
        layer
        for where, drops in (("inputs", AT_INPUTS), ("states", AT_STATES))
        for layer in (
            L.ConvLSTM1D(2, 2, **drops, name="lines_" + where)(image),
            L.ConvLSTM2D(2, (2, 1), **drops, name="images_" + where)(steps),
            L.ConvLSTM3D(2, (2, 1, 1), **drops, name="volumes_" + where)(volumes),
        )
    ]


def noise(k, row, image):
    L = k.layers
    summed = L.GlobalAveragePooling1D
    layers = [summed(name="dropped_together")(L.Dropout(0.4, noise_shape=(None, 1, 2), name="dropout")(row))]
    if k.is_3:
        depth = importlib.import_module("keras.src.applications.convnext").StochasticDepth
        alpha = L.AlphaDropout(0.4, noise_shape=(None, 1, 2), name="alpha")(row)
        first = L.Permute((3, 1, 2), name="turned")(image)
        return layers + [
            summed(name="alpha_together")(alpha),
            L.GlobalAveragePooling2D(name="depth_together")(depth(0.4, name="depth")(image)),
            L.RandomFlip("horizontal", data_format="channels_first", name="flip_first")(first),
            L.GlobalAveragePooling2D(name="spatial2d_together")(
                L.SpatialDropout2D(0.4, data_format="channels_first", name="spatial2d")(image)
            ),
            L.GlobalAveragePooling3D(name="spatial3d_together")(
                L.SpatialDropout3D(0.4, data_format="channels_first", name="spatial3d")(
                    L.Reshape((3, 2, 5, 2), name="volume")(image)
                )
            ),
        ]
    # They take the shape of the noise, and forget it.
    return layers + [
        summed(name="spatial1d_together")(L.SpatialDropout1D(0.4, noise_shape=(1, 1, 1), name="spatial1d")(row)),
        L.GlobalAveragePooling2D(name="spatial2d_together")(
            L.SpatialDropout2D(0.4, noise_shape=(1, 1, 1, 1), name="spatial2d")(image)
        ),
        L.GlobalAveragePooling3D(name="spatial3d_together")(
            L.SpatialDropout3D(0.4, noise_shape=(1, 1, 1, 1, 1), name="spatial3d")(
                L.Reshape((3, 2, 5, 2), name="volume")(image)
            )
        ),
    ]


def model(k):
    L = k.layers
    image = k.Input((6, 5, 2), name="image")
    small = L.Rescaling(0.01, name="small")(image)
    row = L.Cropping1D((0, 26), name="row")(L.Reshape((30, 2), name="pixels")(small))
    groups = {
        "attention": attention(k, row),
        "cells": cells(k, row),
        "images": images(k, small),
        "noise": noise(k, row, small),
    }
    outputs = []
    for name, layers in groups.items():
        flat = [L.Flatten(name=f"{name}_{i}")(y) for i, y in enumerate(layers)]
        outputs.append(L.Rescaling(200.0, name=name)(L.Concatenate(name=name + "_all")(flat)))
    outputs.append(L.Dense(1, name="trained")(L.Flatten(name="flat")(image)))
    built = k.Model(image, outputs)
    built.compile(optimizer="sgd", loss=["mse"] * len(outputs))
    return built


def main():
    image = np.random.default_rng(11).uniform(0, 255, (6, 5, 2)).astype("float32")
    for k in ALL.values():
        k.start(19)
        # Compiled, the loops of Keras 2 drop anew in each step, against what Keras documents and does eagerly.
        how = {} if k.is_3 else {"runs": 10, "size": 800, "eagerly": True}
        write_uncertain(k, model(k), "drops", image, **how)


if __name__ == "__main__":
    main()
