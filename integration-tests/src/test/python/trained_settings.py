"""Steps of layers with everything that can be set on their weights, with either generation of Keras.

Each layer has every initializer, regularizer and constraint that its class knows, but for the groups `layouts`,
which has other orders of axes and elements, and `renormalizations`. By group of layers
`settings_<group>_<writer>.keras` is the compiled model, and `settings_<group>_<writer>.npz` two batches,
the losses and the weights after both.

    python trained_settings.py [group …]
"""

import os
import pathlib
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import numpy as np

from layer_settings import parameters
from packing import pack
from writers import ALL

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "fixtures" / "training"
STEPS = range(1, 3)


class Settings:
    """Hands out settings in turn, so that neighbours have different ones."""

    def __init__(self, k):
        self.k, self.count = k, 0
        i, r, c = k.initializers, k.regularizers, k.constraints
        self.kinds = {
            "_initializer": [
                lambda seed: i.RandomNormal(stddev=0.5, seed=seed),
                lambda seed: i.RandomUniform(-0.8, 0.9, seed=seed),
                lambda seed: i.TruncatedNormal(0.1, 0.6, seed=seed),
            ],
            "_regularizer": [lambda _: r.L1(0.02), lambda _: r.L2(0.03), lambda _: r.L1L2(0.01, 0.02)],
            "_constraint": [
                lambda _: c.MaxNorm(0.6),
                lambda _: c.NonNeg(),
                lambda _: c.MinMaxNorm(0.4, 0.7, rate=0.8),
                lambda _: c.UnitNorm(),
            ],
        }

    def of(self, cls, without=()):
        found = {}
        for name in parameters(cls):
            for end, kinds in self.kinds.items():
                if name.endswith(end) and name not in without:
                    self.count += 1
                    found[name] = kinds[self.count % len(kinds)](self.count)
        return found

    def layer(self, cls, *arguments, without=(), **more):
        name = more.pop("name", cls.__name__.lower())
        return cls(*arguments, **{**self.of(cls, without), **more}, name=name)


def convolutions(k):
    L, s = k.layers, Settings(k)
    row = k.Input((5, 2), name="row")
    image = k.Input((4, 3, 2), name="image")
    volume = k.Input((3, 2, 3, 2), name="volume")
    # The base class of both has these, and nothing reads them.
    unused = ("kernel_initializer", "kernel_regularizer", "kernel_constraint")
    outputs = [
        s.layer(L.Conv1D, 2, 2)(row),
        s.layer(L.Conv1DTranspose, 2, 2)(row),
        s.layer(L.DepthwiseConv1D, 2)(row),
        s.layer(L.SeparableConv1D, 2, 2, without=unused)(row),
        s.layer(L.Conv2D, 2, 2)(image),
        s.layer(L.Conv2DTranspose, 2, 2)(image),
        s.layer(L.DepthwiseConv2D, 2)(image),
        s.layer(L.SeparableConv2D, 2, 2, without=unused)(image),
        s.layer(L.Conv3D, 2, 2)(volume),
        s.layer(L.Conv3DTranspose, 2, 2)(volume),
    ]
    if not k.is_3:
        outputs += [s.layer(L.LocallyConnected1D, 2, 2)(row), s.layer(L.LocallyConnected2D, 2, 2)(image)]
    return [row, image, volume], outputs


def norms_and_heads(k):
    L, s = k.layers, Settings(k)
    # Taken and forgotten by EinsumDense of Keras 2; elsewhere no argument of its own.
    active = {"activity_regularizer": k.regularizers.L1L2(0.01, 0.03)} if k.is_3 else {}
    row = k.Input((4, 4), name="row")
    other = k.Input((3, 4), name="other")
    ids = k.Input((3,), dtype="int32", name="ids")
    outputs = [
        s.layer(L.BatchNormalization, **({"synchronized": True} if k.is_3 else {}))(row),
        s.layer(L.LayerNormalization)(row),
        s.layer(L.GroupNormalization, 2)(row),
        s.layer(L.PReLU)(row),
        s.layer(L.Dense, 3)(row),
        s.layer(L.EinsumDense, "abc,cd->abd", (4, 3), bias_axes="d", **active)(row),
        s.layer(L.Embedding, 5, 2, **active)(ids),
        s.layer(L.MultiHeadAttention, 2, 2, value_dim=3)(row, other),
        # Weights of layers that are frozen are penalized by one generation.
        s.layer(L.Dense, 2, trainable=False, name="frozen")(row),
    ]
    if k.is_3:
        outputs.append(s.layer(L.GroupQueryAttention, 2, 2, 1)(row, other))
        embedding = s.layer(L.ReversibleEmbedding, 5, 2, tie_weights=False, **active)
        outputs.append(embedding(embedding(ids), reverse=True))
    return [row, other, ids], outputs


def recurrences(k):
    L, s = k.layers, Settings(k)
    row = k.Input((3, 2), name="row")
    rows = k.Input((2, 4, 1), name="rows")
    images = k.Input((2, 3, 2, 1), name="images")
    volumes = k.Input((2, 2, 2, 3, 1), name="volumes")
    cells = [s.layer(L.SimpleRNNCell, 2), s.layer(L.GRUCell, 2), s.layer(L.LSTMCell, 2)]
    outputs = [
        s.layer(L.SimpleRNN, 2, return_sequences=True)(row),
        s.layer(L.GRU, 2)(row),
        *s.layer(L.LSTM, 2, return_state=True)(row),
        L.RNN(cells, name="stack")(row),
        L.Bidirectional(s.layer(L.GRU, 1, name="gru_of_two"), name="both")(row),
        L.TimeDistributed(s.layer(L.Dense, 2, name="dense_of_steps"), name="steps")(row),
        s.layer(L.ConvLSTM1D, 1, 2)(rows),
        s.layer(L.ConvLSTM2D, 1, 2)(images),
        s.layer(L.ConvLSTM3D, 1, 2)(volumes),
    ]
    return [row, rows, images, volumes], outputs


def layouts(k):
    """Layers whose weights or images are laid out in another way, without settings of their weights."""
    L = k.layers
    first = {"data_format": "channels_first"}
    rows = k.Input((3, 2, 4), name="rows")
    images = k.Input((2, 2, 3, 3), name="images")
    volumes = k.Input((2, 1, 2, 3, 2), name="volumes")
    lines, h, c = L.ConvLSTM1D(2, 2, padding="same", return_sequences=True, return_state=True, **first, name="lines")(rows)
    outputs = [
        lines,
        L.ConvLSTM1D(2, 3, padding="same", go_backwards=True, **first, name="given")(rows, initial_state=[c, h]),
        L.ConvLSTM2D(1, 2, strides=(1, 2), return_sequences=True, **first, name="frames")(images),
        L.ConvLSTM3D(1, 2, padding="same", **first, name="clips")(volumes),
    ]
    if not k.is_3:
        row = L.Reshape((6, 4), name="row")(rows)
        image = L.Reshape((2, 3, 4), name="image")(row)
        for form in (2, 3):
            local = {"implementation": form, "padding": "same"}
            outputs += [
                L.LocallyConnected1D(2, 3, **local, **first, name=f"local1d_{form}")(row),
                L.LocallyConnected2D(1, 2, strides=(1, 2), **local, name=f"local2d_{form}")(image),
            ]
    return [rows, images, volumes], outputs


def renormalizations(k):
    """Statistics over many batches beside those of one."""
    L = k.layers
    row = k.Input((3,), name="row")
    image = k.Input((3, 2, 3), name="image")
    rows = k.Input((4, 2), name="rows")
    clipping = {"rmin": 0.7, "rmax": 1.2, "dmax": 0.3}
    masked = L.Masking(name="masked")(L.Dense(2, use_bias=False, activation="relu", name="some")(rows))
    N = L.BatchNormalization
    outputs = [
        N(renorm=True, momentum=0.7, name="plain")(row),
        N(renorm=True, renorm_momentum=0.6, renorm_clipping=clipping, epsilon=0.01, name="clipped")(row),
        N(renorm=True, renorm_momentum=0.8, scale=False, name="last")(image),
        N(renorm=True, renorm_momentum=0.8, axis=1, center=False, name="first")(image),
        N(renorm=True, moving_variance_initializer=k.initializers.Constant(4.0), name="kept")(masked),
        N(renorm=True, trainable=False, name="frozen")(row),
    ]
    return [row, image, rows], outputs


GROUPS = {
    build.__name__: build for build in (convolutions, norms_and_heads, recurrences, layouts, renormalizations)
}


def with_inner_layer(model, name):
    """Keras 2 leaves some layers inside others out of the names of their weights."""
    outer, own = name.split("/", 1)
    layer = model.get_layer(outer)
    if type(layer).__name__.startswith("ConvLSTM"):
        return f"{outer}/conv_lstm_cell/{own}"
    return f"{outer}/{layer.layer.name}/{own}" if type(layer).__name__ == "TimeDistributed" else name


def write(group, k):
    k.start(13)
    inputs, outputs = GROUPS[group](k)
    L = k.layers
    flat = L.Concatenate(name="all")([L.Flatten(name=f"flat_{i}")(y) for i, y in enumerate(outputs)])
    model = k.Model(inputs, L.Dense(1, name="y")(flat), name=group)
    model.compile(k.optimizers.SGD(0.02), "mse")
    file = OUT / f"settings_{group}_{k.writer}.keras"
    model.save(file)
    pack(file)
    random = np.random.default_rng(41)
    arrays = {}
    for step in STEPS:
        batch = []
        for tensor, name in zip(model.inputs, k.input_names(model), strict=True):
            shape = (3, *tensor.shape[1:])
            integers = "int" in str(tensor.dtype)
            value = random.integers(0, 5, shape).astype("int32") if integers else random.normal(size=shape)
            batch.append(value if integers else value.astype("float32"))
            arrays[f"{step}/{name}"] = batch[-1]
        arrays[f"{step}/y_target"] = random.normal(size=(3, 1)).astype("float32")
        arrays[f"loss/{step}"] = np.float32(model.train_on_batch(batch, arrays[f"{step}/y_target"]))
        print(group, k.writer, arrays[f"loss/{step}"])
    for variable in model.weights:
        name = variable.path if k.is_3 else variable.name.split(":")[0]
        if not k.is_3:
            name = with_inner_layer(model, name)
        if "seed_generator" not in name:
            arrays["weights/" + name] = np.asarray(variable)
    np.savez_compressed(OUT / f"settings_{group}_{k.writer}.npz", **arrays)


def main(names):
    for group in names or GROUPS:
        for k in ALL.values():
            write(group, k)


if __name__ == "__main__":
    main(sys.argv[1:])
