"""Models that mix what is measured: several outputs, regularizers, frozen and shared layers.

    python objective/mixed.py [model …]

Each model is trained for two steps and saved with what it was compiled with, then evaluated.
"""

import json
import os
import pathlib
import sys
import warnings
import zlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

HERE = pathlib.Path(__file__).parent
sys.path.insert(1, str(HERE.parent))

import numpy as np
import tensorflow as tf

import generators as g
from generate import listed
from writers import ALL

ROOT = HERE.parent.parent / "resources" / "objective"
BATCHES = (4, 3)
MODELS = {}


def mixed(build):
    MODELS[build.__name__] = build
    return build


@mixed
def outputs_by_name(k):
    """Losses, weights and metrics by the names of the outputs; one output has none."""
    L, R = k.layers, k.regularizers
    a, b = k.Input((4,), name="a"), k.Input((3,), name="b")
    hidden = L.Dense(5, activation="relu", kernel_regularizer=R.L2(0.02), bias_regularizer="l1", activity_regularizer=R.L1(0.03), name="hidden")(a)
    frozen = L.Dense(5, kernel_regularizer=R.L1L2(0.1, 0.2), trainable=False, name="frozen")(b)
    both = L.Concatenate(name="both")([hidden, frozen])
    model = k.Model(
        [a, b],
        [
            L.Dense(3, activation="softmax", kernel_regularizer=R.OrthogonalRegularizer(0.3), name="kind")(both),
            L.Dense(2, kernel_regularizer=R.OrthogonalRegularizer(mode="columns"), name="value")(both),
            L.Dense(1, activation="sigmoid", name="extra")(both),
        ],
    )
    model.compile(
        optimizer=k.optimizers.Adam(0.01),
        loss={"kind": "sparse_categorical_crossentropy", "value": k.losses.LogCosh(), "extra": None},
        loss_weights={"kind": 2.0, "value": 0.5, "extra": 1.0},
        metrics={"kind": ["accuracy"], "value": ["mae", k.metrics.RootMeanSquaredError(name="rmse")]},
        weighted_metrics={"kind": [k.metrics.SparseTopKCategoricalAccuracy(k=2, name="top2")], "value": ["mse"]},
    )
    keys = {
        "before": ["kind_acc", "kind_weighted_top2", "value_mean_absolute_error", "value_rmse", "value_weighted_mean_squared_error"],
        "after": ["kind_accuracy", "kind_weighted_top2", "value_mae", "value_rmse", "value_weighted_mse"],
    }
    return model, {"kind": g.labels, "value": g.numbers}, keys


@mixed
def outputs_in_order(k):
    """Losses, weights and metrics in the order of the outputs; a shared layer, a nested model."""
    L, R = k.layers, k.regularizers
    x = k.Input((4,), name="x")
    inner_x = k.Input((4,), name="inner_x")
    inner = k.Model(inner_x, L.Dense(4, kernel_regularizer=R.L1(0.05), name="inner_dense")(inner_x), name="inner")
    shared = L.Dense(4, kernel_regularizer=R.L2(0.1), activity_regularizer=R.L2(0.02), name="shared")
    y = shared(inner(shared(x)))
    model = k.Model(x, [L.Dense(2, name="first")(y), L.Dense(3, activation="sigmoid", name="second")(y)])
    model.compile(
        optimizer="rmsprop",
        loss=["mse", k.losses.BinaryCrossentropy(label_smoothing=0.2)],
        loss_weights=[0.3, 2.0],
        metrics=[["mae"], [k.metrics.AUC(num_thresholds=11, name="auc"), "accuracy"]],
        weighted_metrics=[[k.metrics.MeanAbsoluteError(name="weighted_mae")], []],
    )
    keys = {
        "before": ["first_mean_absolute_error", "first_weighted_mae", "second_auc", "second_acc"],
        "after": ["first_mae", "first_weighted_mae", "second_auc", "second_accuracy"],
    }
    return model, {"first": g.numbers, "second": g.binary}, keys


@mixed
def one_for_all(k):
    """One loss for every output, without metrics; regularizers by their names."""
    L = k.layers
    x = k.Input((4,), name="x")
    first = L.Dense(2, kernel_regularizer="orthogonal_regularizer", bias_regularizer="l2", name="first")
    second = L.Dense(3, kernel_regularizer="l1" if k.is_3 else "l1_l2", activity_regularizer="l1", name="second")
    model = k.Model(x, [first(x), second(x)])
    model.compile(optimizer="sgd", loss="mse")
    return model, {"first": g.numbers, "second": g.numbers}, {"before": [], "after": []}


@mixed
def activity(k):
    """Ones times ones, four samples: 72 / 4."""
    x = k.Input((3,), name="x")
    layer = k.layers.Dense(2, kernel_initializer="ones", activity_regularizer=k.regularizers.L2(1.0), name="out")
    model = k.Model(x, layer(x))
    model.compile(optimizer="sgd", loss="mse", metrics=["mse"])
    return model, {"out": lambda rng, shape: np.full(shape, 3, "float32")}, {"before": ["mean_squared_error"], "after": ["mse"]}


@mixed
def sequential(k):
    """A chain."""
    L = k.layers
    model = k.Sequential([k.Input((4,), name="x"), L.Dense(3, name="hidden"), L.Dropout(0.5), L.Dense(2, activation="softmax", name="out")])
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["acc", "AUC"], loss_weights=[0.25])
    return model, {"out": g.one_hot}, {"before": ["acc", "auc"], "after": ["acc", "auc"]}


@mixed
def half(k):
    """Mixed precision: Keras 3 computes losses in float32, Keras 2 in float16."""
    policy = (k.DTypePolicy if k.is_3 else k.mixed_precision.Policy)("mixed_float16")
    x = k.Input((4,), name="x")
    y = k.layers.Dense(3, kernel_regularizer=k.regularizers.L2(0.1), dtype=policy, name="hidden")(x)
    model = k.Model(x, k.layers.Dense(3, activation="softmax", dtype=policy, name="out")(y))
    model.compile(optimizer="sgd", loss="categorical_crossentropy", metrics=["categorical_crossentropy", "mae"])
    keys = ["categorical_crossentropy", "mean_absolute_error"]
    return model, {"out": g.one_hot}, {"before": keys, "after": ["categorical_crossentropy", "mae"]}


def mask_zero(k):
    """A layer of its own in either Keras, since nothing else here makes a mask."""

    @k.saving.register_keras_serializable(package="acme")
    class MaskZero(k.layers.Layer):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.supports_masking = True

        def call(self, x):
            return x

        def compute_mask(self, x, previous_mask=None):
            ops = k.ops if k.is_3 else tf
            reduce = k.ops.any if k.is_3 else tf.reduce_any
            return reduce(ops.not_equal(x, 0), axis=-1)

    return MaskZero(name="mask")


@mixed
def masked(k):
    """Masked steps of a sequence, in means over elements and over samples, and in counts."""
    x = k.Input((4, 3), name="x")
    model = k.Model(x, k.layers.Dense(3, activation="sigmoid", name="out")(mask_zero(k)(x)))
    M = k.metrics
    model.compile(
        optimizer="sgd",
        loss="mae",
        metrics=[M.BinaryAccuracy(name="a"), M.RootMeanSquaredError(name="b"), M.AUC(name="c"), M.Precision(name="d"), M.OneHotMeanIoU(3, name="e")],
        weighted_metrics=[M.MeanSquaredError(name="f"), M.BinaryAccuracy(name="g"), M.RootMeanSquaredError(name="h"), M.Recall(name="i")],
    )
    keys = list("abcde") + ["weighted_" + name for name in "fghi"]
    return model, {"out": g.binary}, {"before": keys, "after": keys}


@mixed
def masked_labels(k):
    """Masked labels, of which one class is ignored besides."""
    x = k.Input((4, 3), name="x")
    model = k.Model(x, k.layers.Dense(3, activation="softmax", name="out")(mask_zero(k)(x)))
    model.compile(
        optimizer="sgd",
        loss=k.losses.SparseCategoricalCrossentropy(ignore_class=1),
        metrics=["accuracy", k.metrics.SparseCategoricalCrossentropy(name="ce", ignore_class=2)],
        weighted_metrics=["sparse_categorical_crossentropy"],
    )
    keys = ["ce", "weighted_sparse_categorical_crossentropy"]
    return model, {"out": g.labels}, {"before": ["acc", *keys], "after": ["accuracy", *keys]}


@mixed
def masked_sum(k):
    """A sum does not weigh what is valid more."""
    x = k.Input((4, 3), name="x")
    model = k.Model(x, k.layers.Dense(2, name="out")(mask_zero(k)(x)))
    model.compile(optimizer="sgd", loss=k.losses.MeanSquaredError(reduction="sum"))
    return model, {"out": g.numbers}, {"before": [], "after": []}


@mixed
def own_objects(k):
    """A loss and a metric that are not Keras', registered as files need it."""

    @k.saving.register_keras_serializable(package="acme")
    class Quantile(k.losses.Loss):
        def __init__(self, q=0.5, name="quantile", **kwargs):
            super().__init__(name=name, **kwargs)
            self.q = q

        def call(self, y, p):
            return tf.reduce_mean(tf.maximum(self.q * (y - p), (self.q - 1) * (y - p)), axis=-1)

        def get_config(self):
            return {**super().get_config(), "q": self.q}

    @k.saving.register_keras_serializable(package="acme")
    class LargestError(k.metrics.Metric):
        def __init__(self, name="largest_error", **kwargs):
            super().__init__(name=name, **kwargs)
            self.largest = self.add_weight(name="largest", initializer="zeros")

        def update_state(self, y, p, sample_weight=None):
            self.largest.assign(tf.maximum(tf.convert_to_tensor(self.largest), tf.reduce_max(tf.abs(y - p))))

        def result(self):
            return tf.convert_to_tensor(self.largest)

    x = k.Input((3,), name="x")
    model = k.Model(x, k.layers.Dense(2, name="out")(x))
    model.compile(optimizer="sgd", loss=Quantile(0.3), metrics=[LargestError()])
    return model, {"out": g.numbers}, {"before": ["largest_error"], "after": ["largest_error"]}


TOLERANCE = {"half": 2e-3}


def arrays(k, name, model, targets, rng, size):
    inputs = {i: g.numbers(rng, (size,) + tuple(t.shape[1:])) for i, t in zip(k.input_names(model), model.inputs)}
    if name == "activity":
        inputs = {i: np.ones_like(a) for i, a in inputs.items()}
    if name.startswith("masked"):
        for array in inputs.values():
            array[0, 1:] = 0
            array[-1, 0] = 0
    fed, weights = {}, {}
    for output, tensor in zip(k.output_names(model), model.outputs):
        if output in targets:
            fed[output] = targets[output](rng, (size,) + tuple(tensor.shape[1:]))
            axes = tuple(tensor.shape[1:-1]) if k.is_3 else ()
            weights[output] = np.round(rng.uniform(0, 2, (size, *axes)), 2).astype("float32")
    return inputs, fed, weights


def call(k, model, method, batch, weighted, **options):
    inputs, fed, weights = batch
    names = k.output_names(model)
    if len(names) == 1:
        y, w = fed[names[0]], weights[names[0]]
    else:
        rows = len(next(iter(fed.values())))
        y = [fed.get(n, np.zeros((rows, 1), "float32")) for n in names]
        w = [weights.get(n, np.ones((rows,), "float32")) for n in names]
    x = list(inputs.values()) if len(inputs) > 1 else next(iter(inputs.values()))
    result = getattr(model, method)(x, y, sample_weight=w if weighted else None, return_dict=True, **options)
    return {key: float(value) for key, value in result.items()}


def loss_of(k, model, batch, weighted):
    model.reset_metrics()
    return call(k, model, "test_on_batch", batch, weighted)["loss"]


def metrics_of(k, model, batches):
    """After all batches, the first of which is the largest."""
    joined = tuple({name: np.concatenate([b[i][name] for b in batches]) for name in batches[0][i]} for i in range(3))
    return call(k, model, "evaluate", joined, True, batch_size=BATCHES[0], verbose=0)


def write(k, name):
    seed = zlib.crc32(name.encode())
    k.start(seed)
    rng = np.random.default_rng(seed)
    model, targets, keys = MODELS[name](k)
    if name != "activity":
        for _ in range(2):
            call(k, model, "train_on_batch", arrays(k, name, model, targets, rng, 4), False)
    files = {}
    several = k.output_names(model)[1:]
    for kind in ("keras", "h5") if several or not k.is_3 else ("keras",):
        path = ROOT / k.writer / f"mixed_{name}.{kind}"
        model.save(path)
        files[kind] = str(path.relative_to(ROOT))
    batches = [arrays(k, name, model, targets, rng, size) for size in BATCHES]
    loss = [loss_of(k, model, batch, False) for batch in batches]
    weighted_loss = [loss_of(k, model, batch, True) for batch in batches]
    result = metrics_of(k, model, batches)
    losses = {"loss"} | {f"{n}_loss" for n in k.output_names(model)}
    values = {key: value for key, value in result.items() if key not in losses}
    print(k.writer, name, list(result), file=sys.stderr)
    if k.is_3:
        metrics = {kind: values for kind in files}
    else:
        assert len(values) == len(keys["before"]), list(values)
        metrics = {
            "keras": dict(zip(keys["before"], values.values())),
            "h5": dict(zip(keys["after"], values.values())),
        }
    return {
        "model": name,
        "writer": k.writer,
        "files": files,
        "batches": [
            {
                "inputs": {n: listed(a) for n, a in inputs.items()},
                "targets": {n + "_target": listed(a) for n, a in fed.items()},
                "weights": {n + "_sample_weights": listed(a) for n, a in weights.items()},
            }
            for inputs, fed, weights in batches
        ],
        "loss": loss,
        "weighted_loss": weighted_loss,
        "metrics": metrics,
        "tolerance": TOLERANCE.get(name, 1e-5),
    }


def main():
    names = sys.argv[1:] or list(MODELS)
    path = ROOT / "mixed.json"
    entries = {}
    if sys.argv[1:]:
        entries = {(e["model"], e["writer"]): e for e in json.loads(path.read_text())["models"]}
    for name in names:
        for writer, k in ALL.items():
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                entries[name, writer] = write(k, name)
    order = list(MODELS)
    lines = ",\n".join(json.dumps(e) for _, e in sorted(entries.items(), key=lambda item: (order.index(item[0][0]), item[0][1])))
    versions = {k.writer: k.version for k in ALL.values()}
    head = json.dumps({"generator": "src/test/python/objective/mixed.py", "versions": versions})
    path.write_text(head[:-1] + ', "models": [\n' + lines + "\n]}\n")


if __name__ == "__main__":
    main()
