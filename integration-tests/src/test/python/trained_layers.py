"""A step of every layer that has weights or windows, with either generation of Keras.

`layers_<writer>.keras` is the compiled model, `layers_<writer>.npz` the batch, the loss and the
weights after the step.
"""

import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np

from writers import ALL

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "fixtures" / "training"


def build(k):
    L = k.layers
    x = k.Input((8, 4), name="x")
    ids = k.Input((8,), dtype="int32", name="ids")
    y = L.Conv1D(4, 3, padding="causal", dilation_rate=2, name="causal")(x)
    y = L.LayerNormalization(name="layer_norm")(L.PReLU(shared_axes=[1], alpha_initializer="ones", name="prelu")(y))
    y = L.Conv1D(4, 2, groups=2, padding="same", name="groups")(y)
    y = L.DepthwiseConv1D(3, padding="same", dilation_rate=2, name="depthwise")(y)
    y = L.SeparableConv1D(4, 3, padding="same", strides=2, name="separable")(y)
    y = L.Conv1DTranspose(4, 3, strides=2, padding="same", name="transpose")(y)
    y = L.MultiHeadAttention(2, 3, name="heads")(y, y, use_causal_mask=True)
    y = L.GroupNormalization(2, name="group_norm")(L.ELU(0.5, name="elu")(y))
    y = L.EinsumDense("abc,cde->abde", output_shape=(None, 2, 3), bias_axes="de", name="einsum")(y)
    y = L.ActivityRegularization(l1=0.01, l2=0.02, name="activity")(L.Reshape((8, 6), name="flat_heads")(y))
    # Wide apart and with the input added again, so that no two positions are equal but for rounding.
    words = L.Embedding(9, 6, embeddings_initializer=k.initializers.RandomNormal(stddev=1.0, seed=5), name="words")(ids)
    y = L.Add(name="residual")([y, L.Attention(use_scale=True, score_mode="concat", name="attention")([y, words])])
    y = L.Add(name="residual_2")([y, L.AdditiveAttention(name="additive")([y, words])])
    dots = L.Dot(axes=2, normalize=True, name="dots")([y, words])
    if k.is_3:
        y = L.GroupQueryAttention(3, 2, 1, name="shared_heads")(y, words)
        y = L.RMSNormalization(name="rms_norm")(y)
        y = L.AdaptiveAveragePooling1D(8, name="adaptive")(L.AdaptiveMaxPooling1D(5, name="adaptive_max")(y))
    else:
        y = L.LocallyConnected1D(6, 2, name="local")(L.ZeroPadding1D((1, 0), name="pad")(y))
        dots = L.ThresholdedReLU(0.01, name="thresholded")(dots)
    y = L.MaxPooling1D(2, name="max")(L.UpSampling1D(2, name="up")(y))
    z = L.Reshape((2, 2, 3, 4), name="volume")(y)
    z = L.Conv3D(3, 2, padding="same", dilation_rate=(1, 2, 1), name="conv3d")(z)
    z = L.Conv3DTranspose(2, 2, strides=2, name="transpose3d")(z)
    z = L.Conv3D(2, (1, 2, 2), strides=(1, 1, 2), padding="same", name="strided3d")(z)
    z = L.AveragePooling3D(2, name="average3d")(L.MaxPooling3D(2, strides=1, padding="same", name="max3d")(z))
    z = L.UnitNormalization(name="unit")(L.GlobalAveragePooling3D(name="mean3d")(z))
    pooled = [L.GlobalAveragePooling1D(name="mean")(y), L.GlobalMaxPooling1D(name="top")(dots), z]
    return k.Model([x, ids], L.Dense(1, name="out")(L.Concatenate(name="joined")(pooled)), name="trained_layers")


def main():
    for writer, k in ALL.items():
        k.start(11)
        model = build(k)
        model.compile(k.optimizers.SGD(0.1), "mse", run_eagerly=True)
        model.save(OUT / f"layers_{writer}.keras")
        random = np.random.default_rng(29)
        x = random.normal(size=(3, 8, 4)).astype("float32")
        ids = random.integers(0, 9, (3, 8)).astype("int32")
        y = random.normal(size=(3, 1)).astype("float32")
        arrays = {"x": x, "ids": ids, "y": y}
        arrays["loss"] = np.array(model.train_on_batch([x, ids], y), "float32")
        for variable in model.weights:
            if "seed_generator" not in (variable.path if k.is_3 else variable.name):
                name = variable.path if k.is_3 else variable.name.split(":")[0]
                arrays["weights/" + name] = np.asarray(variable)
        np.savez_compressed(OUT / f"layers_{writer}.npz", **arrays)


main()
