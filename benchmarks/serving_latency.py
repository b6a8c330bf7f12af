"""Measures how long TensorFlow takes to answer a request: from what Kerasport exports and from what Keras exports.

    python benchmarks/serving_latency.py --models DIR [--seconds 30] [--batch 1] [MODEL …]

Makes the models with Keras where DIR lacks them, exports each with `kerasport export` and with Keras' own load_model
and Model.export, and loads both into sessions of one process, as TensorFlow Serving does. The two answer the same
request in turn, so that both meet the same load; the table has the medians, and the median of the ratios of
neighbours. Predictions must agree. Needs the packages in requirements.txt.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf

ROOT = pathlib.Path(__file__).resolve().parent.parent


def application(name):
    return lambda: getattr(keras.applications, name)(weights=None)


def lstm(units):
    """Two layers over 200 steps; with 64 units they are those of Keras' example of text classification."""

    def build():
        steps = keras.Input((200, 128))
        y = keras.layers.LSTM(units, return_sequences=True)(steps)
        return keras.Model(steps, keras.layers.Dense(1)(keras.layers.LSTM(units)(y)))

    return build


def transformer_encoder():
    """Four layers of 8 heads over 128 tokens of 256 features."""
    tokens = keras.Input((128, 256))
    y = tokens
    for _ in range(4):
        attended = keras.layers.MultiHeadAttention(8, 32)(y, y)
        y = keras.layers.LayerNormalization()(keras.layers.Add()([y, attended]))
        wide = keras.layers.Dense(1024, activation="gelu")(y)
        y = keras.layers.LayerNormalization()(keras.layers.Add()([y, keras.layers.Dense(256)(wide)]))
    return keras.Model(tokens, y)


MODELS = {
    "ResNet50": application("ResNet50"),
    "MobileNetV2": application("MobileNetV2"),
    "EfficientNetB0": application("EfficientNetB0"),
    "LSTM64": lstm(64),
    "LSTM128": lstm(128),
    "TransformerEncoder": transformer_encoder,
}

FUSED = {", `--fused-lstm`": ["--fused-lstm"]}
VARIANTS = {"LSTM64": FUSED, "LSTM128": FUSED}


class Served:
    """A SavedModel in a session, with its only input and output."""

    def __init__(self, directory):
        graph = tf.Graph()
        with graph.as_default():
            self.session = tf.compat.v1.Session()
            signature = tf.compat.v1.saved_model.load(self.session, ["serve"], str(directory)).signature_def[
                "serving_default"
            ]
        (given,) = signature.inputs.values()
        (wanted,) = signature.outputs.values()
        self.run = self.session.make_callable(wanted.name, [given.name])

    def seconds(self, request):
        begin = time.perf_counter()
        self.run(request)
        return time.perf_counter() - begin


def compare(ours, theirs, request, seconds):
    """Seconds of one answer of each, in turn."""
    a, b = ours.run(request), theirs.run(request)
    np.testing.assert_allclose(a, b, rtol=1e-3, atol=1e-4 * np.abs(b).max())
    for _ in range(10):
        ours.seconds(request), theirs.seconds(request)
    pairs = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        if len(pairs) % 2:
            second = theirs.seconds(request)
            pairs.append((ours.seconds(request), second))
        else:
            pairs.append((ours.seconds(request), theirs.seconds(request)))
    return pairs


def kerasport(file, directory, *options):
    subprocess.run(
        [str(ROOT / "kerasport"), "export", str(file), "--output", str(directory), "--exact-path", "--quiet", *options],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return directory


def measure(name, file, batch, seconds):
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        model = keras.models.load_model(file)
        model.export(scratch / "theirs", verbose=False)
        request = np.random.default_rng(1).standard_normal((batch, *model.input.shape[1:])).astype("float32")
        theirs = Served(scratch / "theirs")
        for variant, options in {"": [], **VARIANTS.get(name, {})}.items():
            ours = Served(kerasport(file, scratch / f"ours{variant}", *options))
            row(name + variant, compare(ours, theirs, request, seconds))


def row(name, pairs):
    milliseconds = [statistics.median(side) * 1000 for side in zip(*pairs)]
    ratio = statistics.median(theirs / ours for ours, theirs in pairs)
    print(f"| {name} | {milliseconds[0]:.2f} ms | {milliseconds[1]:.2f} ms | {ratio:.2f}× |", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--models", type=pathlib.Path, required=True)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("names", nargs="*", default=list(MODELS))
    arguments = parser.parse_args()
    arguments.models.mkdir(parents=True, exist_ok=True)
    print("| model | Kerasport's export | Keras' export | faster |")
    print("|---|---|---|---|")
    for name in arguments.names:
        file = arguments.models / f"{name.lower()}.keras"
        if not file.exists():
            MODELS[name]().save(file)
        measure(name, file, arguments.batch, arguments.seconds)


if __name__ == "__main__":
    sys.exit(main())
