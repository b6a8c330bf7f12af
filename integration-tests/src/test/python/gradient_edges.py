"""Writes what TensorFlow's Python gradients are where functions bend, break or tie.

    python gradient_edges.py

Values are float64 unless a case says otherwise. See README.md.
"""

import inspect
import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import numpy as np
import tensorflow as tf

OUT = (
    pathlib.Path(__file__).parent.parent
    / "resources/io/kerasport/integration/gradient/gradient_edges.json"
)
INF = float("inf")
NAN = float("nan")


def i32(*values):
    return np.array(values, dtype=np.int32)


def scalar(value):
    return np.array(value, dtype=np.int32)


CASES = [
    ("Maximum", "equal inputs", [[1.0, 2.0, 3.0], [1.0, 3.0, 2.0]], {}),
    ("Minimum", "equal inputs", [[1.0, 2.0, 3.0], [1.0, 3.0, 2.0]], {}),
    ("Max", "several largest", [[[1.0, 3.0, 3.0], [2.0, 2.0, 2.0]], i32(1)], {}),
    ("Min", "several smallest", [[[1.0, 1.0, 3.0], [2.0, 2.0, 2.0]], i32(1)], {}),
    ("Relu", "at 0", [[-1.0, 0.0, 1.0]], {}),
    ("Relu6", "at 0 and 6", [[-1.0, 0.0, 1.0, 6.0, 7.0]], {}),
    ("LeakyRelu", "at 0", [[-1.0, 0.0, 1.0]], {"alpha": 0.25}),
    ("Elu", "at 0", [[-1.0, 0.0, 1.0]], {}),
    ("Selu", "at 0", [[-1.0, 0.0, 1.0]], {}),
    ("Softplus", "far out", [[-800.0, -40.0, 0.0, 40.0, 800.0]], {}),
    ("Softsign", "at 0", [[-1.0, 0.0, 1.0]], {}),
    ("Sigmoid", "far out", [[-800.0, -40.0, 0.0, 40.0, 800.0]], {}),
    ("Tanh", "far out", [[-800.0, -20.0, 0.0, 20.0, 800.0]], {}),
    ("Abs", "at 0", [[-1.0, 0.0, 1.0]], {}),
    ("Sqrt", "at 0", [[0.0, 4.0]], {}),
    ("Rsqrt", "at 0", [[0.0, 4.0]], {}),
    ("Reciprocal", "at 0", [[0.0, 4.0]], {}),
    ("Log", "at 0", [[0.0, 4.0]], {}),
    ("Asin", "at the ends", [[-1.0, 1.0]], {}),
    ("Acos", "at the ends", [[-1.0, 1.0]], {}),
    ("Atanh", "at the ends", [[-1.0, 1.0]], {}),
    ("Atan2", "at 0", [[0.0, 1.0], [0.0, 0.0]], {}),
    ("Erf", "far out", [[-30.0, 0.0, 30.0]], {}),
    (
        "Pow",
        "of numbers that are not positive",
        [[0.0, 0.0, -2.0, -2.0, 0.0], [2.0, 1.0, 3.0, -1.0, 3.0]],
        {},
    ),
    ("DivNoNan", "by 0", [[1.0, 0.0, 1.0], [0.0, 0.0, 2.0]], {}),
    ("MulNoNan", "by 0", [[1.0, INF, 3.0], [0.0, 0.0, 2.0]], {}),
    ("Xlogy", "at 0", [[0.0, 0.0, 2.0, 0.0], [0.0, 3.0, 3.0, -1.0]], {}),
    ("Xlog1py", "at 0", [[0.0, 0.0, 2.0], [-1.0, 3.0, 3.0]], {}),
    ("Xdivy", "at 0", [[0.0, 0.0, 2.0], [0.0, 3.0, 4.0]], {}),
    ("FloorMod", "of negative numbers", [[-7.0, 7.0, 6.0], [3.0, -3.0, 3.0]], {}),
    ("ClipByValue", "at the bounds", [[-2.0, -1.0, 0.0, 1.0, 2.0], -1.0, 1.0], {}),
    ("EuclideanNorm", "of zeros", [[[0.0, 0.0], [3.0, 4.0]], i32(1)], {}),
    ("Prod", "with zeros", [[[0.0, 2.0, 3.0], [0.0, 0.0, 3.0], [1.0, 2.0, 3.0]], i32(1)], {}),
    ("Cumprod", "with a zero", [[2.0, 0.0, 3.0, 4.0], scalar(0)], {}),
    ("Mean", "of nothing", [np.zeros((2, 0)), i32(1)], {}),
    ("Sum", "of nothing", [np.zeros((2, 0)), i32(1)], {}),
    ("TopKV2", "equal elements", [[[1.0, 3.0, 3.0, 2.0, 3.0]], scalar(2)], {}),
    (
        "MaxPool",
        "equal elements",
        [np.ones((1, 4, 4, 1))],
        {"ksize": [1, 2, 2, 1], "strides": [1, 2, 2, 1], "padding": "VALID"},
    ),
    ("Softmax", "masked", [[[1.0, -1e9, 2.0], [700.0, 1.0, -700.0]]], {}),
    ("LogSoftmax", "masked", [[[1.0, -1e9, 2.0], [700.0, 1.0, -700.0]]], {}),
    (
        "SoftmaxCrossEntropyWithLogits",
        "labels that are no distribution",
        [[[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]], [[0.0, 2.0, 0.0], [0.0, 0.0, 0.0]]],
        {},
    ),
    (
        "SparseSoftmaxCrossEntropyWithLogits",
        "sure and wrong",
        [[[100.0, 0.0, -100.0], [0.0, 0.0, 0.0]], i32(2, 1)],
        {},
    ),
    (
        "CTCLoss",
        "two sequences",
        [
            np.arange(24, dtype=np.float32).reshape(4, 2, 3) % 5,
            np.array([[0, 0], [0, 1], [1, 0]], np.int64),
            i32(1, 0, 1),
            i32(4, 3),
        ],
        {},
    ),
    (
        "SelectV2",
        "what is not chosen is not a number",
        [np.array([True, False]), [1.0, NAN], [INF, 2.0]],
        {},
    ),
    (
        "UnsortedSegmentSum",
        "dropped rows",
        [[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], i32(1, -1, 1), scalar(2)],
        {},
    ),
    (
        "UnsortedSegmentMax",
        "equal elements",
        [[1.0, 3.0, 3.0, 2.0], i32(0, 0, 0, -1), scalar(1)],
        {},
    ),
    ("GatherV2", "one row twice", [[1.0, 2.0, 3.0], i32(1, 1), scalar(0)], {}),
    ("ScatterNd", "one row twice", [np.array([[1], [1]], np.int32), [1.0, 2.0], i32(3)], {}),
    (
        "TensorScatterUpdate",
        "one row twice",
        [[1.0, 2.0, 3.0], np.array([[1], [1]], np.int32), [5.0, 6.0]],
        {},
    ),
    ("Slice", "of nothing", [[1.0, 2.0, 3.0], i32(1), i32(0)], {}),
    ("Tile", "no times", [[1.0, 2.0], i32(0)], {}),
    ("SegmentSum", "an empty segment", [[1.0, 2.0, 3.0], i32(0, 0, 2)], {}),
    ("Digamma", "of negative numbers", [[-0.5, -1.5, 1.0]], {}),
    ("Lgamma", "of negative numbers", [[-0.5, -1.5, 1.0]], {}),
]


def tensor(value):
    array = np.asarray(value)
    return tf.constant(array, tf.float64) if array.dtype == np.float64 else tf.constant(array)


def described(value):
    array = np.asarray(value)
    return {
        "dtype": array.dtype.name,
        "shape": list(array.shape),
        "values": [str(float(v)) for v in array.reshape(-1)],
    }


def case(op, note, values, attrs):
    function = getattr(tf.raw_ops, op)
    inputs = [tensor(value) for value in values]
    with tf.GradientTape() as tape:
        floats = [x for x in inputs if x.dtype.is_floating]
        tape.watch(floats)
        outputs = function(**dict(zip(inspect.signature(function).parameters, inputs)), **attrs)
        y = outputs[0] if isinstance(outputs, (list, tuple)) else outputs
        weights = tf.reshape(tf.range(1, tf.size(y) + 1), tf.shape(y))
        dy = tf.cast(weights, y.dtype)
    gradients = tape.gradient(y, floats, output_gradients=dy)
    return {
        "op": op,
        "note": note,
        "inputs": [described(value.numpy()) for value in inputs],
        "attrs": attrs,
        "dy": described(dy.numpy()),
        "gradients": [
            None if gradient is None else described(tf.convert_to_tensor(gradient).numpy())
            for gradient in gradients
        ],
    }


def main():
    OUT.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(case(*entry)) for entry in CASES)
    OUT.write_text(f'{{"writer": "tensorflow {tf.__version__}", "cases": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
