"""Writes what Keras 3 writes of the models that the Java tests build.

    python building.py

Each function here has a counterpart in `BuiltModels.java`. The JSON of `model.to_json()` goes to
`resources/fixtures/building/<name>.json.gz`.
"""

import gzip
import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras  # noqa: E402

L = keras.layers
ROOT = pathlib.Path(__file__).parent.parent / "resources" / "fixtures" / "building"


def digits():
    model = keras.Sequential(
        [
            keras.Input((12, 12, 1)),
            L.Conv2D(4, 3, activation="relu", kernel_initializer="he_normal"),
            L.MaxPooling2D(3),
            L.BatchNormalization(),
            L.Dropout(0.25),
            L.Flatten(),
            L.Dense(5, kernel_regularizer="l2", bias_constraint=keras.constraints.MaxNorm(3.0)),
            L.LeakyReLU(0.1),
            L.Dense(3, activation="softmax", name="scores"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def branches():
    text = keras.Input((6,), dtype="int32", name="text")
    image = keras.Input((8, 8, 3))
    shared = L.Dense(4, activation="tanh")
    words = L.GlobalAveragePooling1D()(shared(L.Embedding(20, 4)(text)))
    pixels = L.GlobalAveragePooling2D()(L.Conv2D(4, 3, 2, padding="same", use_bias=False)(image))
    head = keras.Sequential([keras.Input((4,)), L.Dense(4), L.ELU(0.5)], name="head")
    inner_input = keras.Input((4,))
    inner = keras.Model(inner_input, L.LayerNormalization()(inner_input))
    both = L.Concatenate()([head(shared(pixels)), inner(words), inner(pixels)])
    scores = L.Dense(3, name="scores")(both)
    value = L.Dense(1, name="value", kernel_initializer=keras.initializers.Orthogonal(0.5, seed=4))(
        L.Multiply()([words, pixels])
    )
    model = keras.Model([text, image], {"scores": scores, "value": value}, name="branches")
    model.compile(
        keras.optimizers.SGD(
            keras.optimizers.schedules.ExponentialDecay(0.1, 100, 0.9), momentum=0.9, clipnorm=1.0
        ),
        loss={
            "scores": keras.losses.SparseCategoricalCrossentropy(from_logits=True),
            "value": "mse",
        },
        loss_weights={"scores": 1.0, "value": 0.5},
        metrics={"scores": ["accuracy"], "value": [keras.metrics.RootMeanSquaredError(name="rmse")]},
    )
    return model


def of_outputs(inputs, outputs, name):
    return keras.Model(inputs, outputs, name=name)


def sequences():
    x = keras.Input((6, 8))
    y = keras.Input((6, 8))
    layers = [
        L.Conv1D(3, 2, padding="causal", dilation_rate=2),
        L.Conv1DTranspose(3, 2, strides=2),
        L.DepthwiseConv1D(3, depth_multiplier=2),
        L.SeparableConv1D(3, 2),
        L.MaxPooling1D(2),
        L.AveragePooling1D(2, 1, padding="same"),
        L.GlobalMaxPooling1D(),
        L.AdaptiveAveragePooling1D(3),
        L.EinsumDense("abc,cd->abd", (None, 3), bias_axes="d"),
        L.LayerNormalization(epsilon=1e-5),
        L.GroupNormalization(4),
        L.UnitNormalization(),
        L.RMSNormalization(),
        L.Activation("gelu"),
        L.ReLU(6.0),
        L.PReLU(shared_axes=(1,)),
        L.Softmax(),
        L.SpatialDropout1D(0.5),
        L.GaussianNoise(0.1),
        L.GaussianDropout(0.1),
        L.AlphaDropout(0.1),
        L.ActivityRegularization(0.01, 0.0),
        L.Reshape((8, 6)),
        L.Permute((2, 1)),
        L.Cropping1D(1),
        L.ZeroPadding1D((2, 1)),
        L.UpSampling1D(2),
        L.Identity(),
        L.Rescaling(0.5, 1.0),
        L.Normalization(mean=[0.0] * 8, variance=[2.0] * 8),
    ]
    outputs = [layer(x) for layer in layers]
    merging = [L.Add(), L.Subtract(), L.Average(), L.Maximum(), L.Minimum(), L.Concatenate(1), L.Dot(2)]
    outputs += [layer([x, y]) for layer in merging]
    outputs.append(L.Attention()([x, y]))
    outputs.append(L.AdditiveAttention()([x, y]))
    outputs.append(L.MultiHeadAttention(2, 3, value_dim=4)(x, y))
    outputs.append(L.GroupQueryAttention(2, 4, 2)(x, y))
    return of_outputs([x, y], outputs, "sequences")


def images():
    x = keras.Input((9, 9, 4))
    layers = [
        L.Conv2D(3, (2, 3), strides=(1, 2), groups=1),
        L.Conv2DTranspose(3, 2),
        L.DepthwiseConv2D(3),
        L.SeparableConv2D(3, 2),
        L.AveragePooling2D((2, 1), strides=1),
        L.GlobalMaxPooling2D(keepdims=True),
        L.AdaptiveMaxPooling2D((3, 2)),
        L.SpatialDropout2D(0.5),
        L.Cropping2D(1),
        L.ZeroPadding2D((1, 2)),
        L.UpSampling2D(2, interpolation="bilinear"),
        L.Resizing(4, 5),
        L.CenterCrop(4, 5),
        L.BatchNormalization(momentum=0.9, scale=False, trainable=False),
    ]
    return of_outputs(x, [layer(x) for layer in layers], "images")


def volumes():
    x = keras.Input((5, 5, 5, 2))
    layers = [
        L.Conv3D(3, 2),
        L.Conv3DTranspose(3, 2),
        L.MaxPooling3D(2),
        L.AveragePooling3D(2),
        L.GlobalAveragePooling3D(),
        L.SpatialDropout3D(0.5),
        L.Cropping3D(1),
        L.ZeroPadding3D(1),
        L.UpSampling3D(2),
    ]
    return of_outputs(x, [layer(x) for layer in layers], "volumes")


def recurrent():
    x = keras.Input((6, 8))
    lstm = L.LSTM(3, return_sequences=True, return_state=True)
    sequence, state, memory = lstm(x)
    outputs = [
        sequence,
        memory,
        L.GRU(3, dropout=0.5, recurrent_initializer="glorot_uniform")(sequence),
        L.SimpleRNN(2, go_backwards=True)(x),
        L.Bidirectional(L.LSTM(3, return_sequences=True), merge_mode="sum")(x),
        L.TimeDistributed(L.Dense(2, activation="relu"))(x),
        L.RNN(L.GRUCell(3))(x),
        L.RNN([L.LSTMCell(3), L.SimpleRNNCell(2)])(x),
        L.Dense(2, dtype="float64")(state),
    ]
    return of_outputs(x, outputs, "recurrent")


MODELS = [digits, branches, sequences, images, volumes, recurrent]


def main():
    ROOT.mkdir(parents=True, exist_ok=True)
    for make in MODELS:
        keras.utils.clear_session()
        text = make().to_json().encode()
        with open(ROOT / f"{make.__name__}.json.gz", "wb") as file:
            file.write(gzip.compress(text, 9, mtime=0))


if __name__ == "__main__":
    main()
