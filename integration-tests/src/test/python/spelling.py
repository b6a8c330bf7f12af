"""Asks Keras 3 how it writes each class with nothing set.

    python spelling.py

writes `keras-formats/src/main/resources/io/kerasport/formats/build/keras3.json`. For each class:

    module     what Keras writes as its module
    name       what objects are called that are given no name
    config     the entries of its configuration, in their order. An entry that must be set has an
               example, which tells a size for each axis from a single size
    required   the entries that must be set
    also       settings that Keras takes and does not write
    follows    entries that take the value of another one unless they are set, as strides do
    float32    entries that Keras rounds to float32
    shapes     of layers that record how they were built: the arguments whose shapes they record
    keywords   of layers: what a call records besides the arguments it is given

Initializers, regularizers and constraints also have `aliases`, the names that stand for a class.
"""

import inspect
import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras  # noqa: E402
import numpy as np  # noqa: E402

TARGET = (
    pathlib.Path(__file__).resolve().parents[4]
    / "keras-formats/src/main/resources/io/kerasport/formats/build/keras3.json"
)
SEQUENCE, IMAGE, VOLUME = (6, 8), (9, 9, 4), (9, 9, 9, 4)
INPUTS = {"1D": SEQUENCE, "2D": IMAGE, "3D": VOLUME}

# What has to be set, and an input that is no sequence.
LAYERS = {
    "Activation": ({"activation": "relu"}, None),
    "ActivityRegularization": ({}, None),
    "Add": ({}, 2),
    "AdditiveAttention": ({}, 2),
    "AlphaDropout": ({"rate": 0.5}, None),
    "Attention": ({}, 2),
    "Average": ({}, 2),
    "BatchNormalization": ({}, None),
    "Bidirectional": (lambda: {"layer": keras.layers.LSTM(2)}, None),
    "CategoryEncoding": ({"num_tokens": 5}, "int32"),
    "CenterCrop": ({"height": 2, "width": 2}, IMAGE),
    "Concatenate": ({}, 2),
    "ConvLSTM1D": ({"filters": 2, "kernel_size": 1}, (3, 9, 4)),
    "ConvLSTM2D": ({"filters": 2, "kernel_size": 1}, (3, 9, 9, 4)),
    "ConvLSTM3D": ({"filters": 2, "kernel_size": 1}, (3, 9, 9, 9, 4)),
    "Cropping1D": ({}, None),
    "Cropping2D": ({}, IMAGE),
    "Cropping3D": ({}, VOLUME),
    "Dense": ({"units": 2}, None),
    "Discretization": ({"num_bins": 2}, None),
    "Dot": ({"axes": -1}, 2),
    "Dropout": ({"rate": 0.5}, None),
    "ELU": ({}, None),
    "EinsumDense": ({"equation": "abc,cd->abd", "output_shape": (None, 3)}, None),
    "Embedding": ({"input_dim": 5, "output_dim": 2}, "int32"),
    "Flatten": ({}, None),
    "GRU": ({"units": 2}, None),
    "GRUCell": ({"units": 2}, "cell"),
    "GaussianDropout": ({"rate": 0.5}, None),
    "GaussianNoise": ({"stddev": 0.5}, None),
    "GroupNormalization": ({"groups": 4}, None),
    "GroupQueryAttention": (
        {"head_dim": 2, "num_query_heads": 2, "num_key_value_heads": 1},
        "query",
    ),
    "Identity": ({}, None),
    "LSTM": ({"units": 2}, None),
    "LSTMCell": ({"units": 2}, "cell"),
    "LayerNormalization": ({}, None),
    "LeakyReLU": ({}, None),
    "Masking": ({}, None),
    "Maximum": ({}, 2),
    "Minimum": ({}, 2),
    "MultiHeadAttention": ({"num_heads": 2, "key_dim": 2}, "query"),
    "Multiply": ({}, 2),
    "Normalization": ({}, None),
    "PReLU": ({}, None),
    "Permute": ({"dims": (2, 1)}, None),
    "RMSNormalization": ({}, None),
    "RNN": (lambda: {"cell": keras.layers.GRUCell(2)}, None),
    "ReLU": ({}, None),
    "RepeatVector": ({"n": 2}, (4,)),
    "Rescaling": ({"scale": 0.5}, None),
    "Reshape": ({"target_shape": (8, 6)}, None),
    "Resizing": ({"height": 2, "width": 2}, IMAGE),
    "ReversibleEmbedding": ({"input_dim": 5, "output_dim": 2}, "int32"),
    "SimpleRNN": ({"units": 2}, None),
    "SimpleRNNCell": ({"units": 2}, "cell"),
    "Softmax": ({}, None),
    "SpectralNormalization": (lambda: {"layer": keras.layers.Dense(2)}, None),
    "StackedRNNCells": (lambda: {"cells": [keras.layers.GRUCell(2)]}, "cell"),
    "Subtract": ({}, 2),
    "TimeDistributed": (lambda: {"layer": keras.layers.Dense(2)}, None),
    "UnitNormalization": ({}, None),
}
LAYERS |= {
    "AugMix": ({}, "uncalled"),
    "AutoContrast": ({}, "uncalled"),
    "HashedCrossing": ({"num_bins": 3}, "uncalled"),
    "Hashing": ({"num_bins": 3}, "uncalled"),
    "IntegerLookup": ({}, "uncalled"),
    "StringLookup": ({}, "uncalled"),
    "TextVectorization": ({}, "uncalled"),
}
LAYERS["RandomCrop"] = ({"height": 2, "width": 2}, "uncalled")
for name in ("RandomFlip", "RandomGrayscale", "RandomErasing", "RandomPerspective", "RandomShear"):
    LAYERS[name] = ({}, "uncalled")
for name in ("Brightness", "Contrast", "Hue", "Posterization", "Rotation", "Saturation", "Sharpness"):
    LAYERS["Random" + name] = ({"factor": 0.5}, "uncalled")
LAYERS["RandomPosterization"] = ({"factor": 4}, "uncalled")
LAYERS["RandomTranslation"] = ({"height_factor": 0.5, "width_factor": 0.5}, "uncalled")
LAYERS["RandomZoom"] = ({"height_factor": 0.5}, "uncalled")
LAYERS["Solarization"] = ({}, "uncalled")
for rank in ("1D", "2D", "3D"):
    for kind in ("Max", "Average"):
        LAYERS[f"{kind}Pooling{rank}"] = ({"pool_size": 2}, INPUTS[rank])
        LAYERS[f"Global{kind}Pooling{rank}"] = ({}, INPUTS[rank])
        LAYERS[f"Adaptive{kind}Pooling{rank}"] = ({"output_size": 3}, INPUTS[rank])
    for kind in ("Conv{}", "Conv{}Transpose", "SeparableConv{}"):
        LAYERS[kind.format(rank)] = ({"filters": 2, "kernel_size": 1}, INPUTS[rank])
    LAYERS[f"DepthwiseConv{rank}"] = ({"kernel_size": 1}, INPUTS[rank])
    for kind in ("UpSampling", "ZeroPadding"):
        LAYERS[f"{kind}{rank}"] = ({}, INPUTS[rank])
    LAYERS[f"SpatialDropout{rank}"] = ({"rate": 0.5}, INPUTS[rank])
for missing in ("SeparableConv3D", "DepthwiseConv3D"):
    del LAYERS[missing]

REQUIRED = {
    "LossScaleOptimizer": lambda: {"inner_optimizer": keras.optimizers.SGD()},
    "CosineDecay": {"initial_learning_rate": 0.5, "decay_steps": 2},
    "CosineDecayRestarts": {"initial_learning_rate": 0.5, "first_decay_steps": 2},
    "ExponentialDecay": {"initial_learning_rate": 0.5, "decay_steps": 2, "decay_rate": 0.5},
    "InverseTimeDecay": {"initial_learning_rate": 0.5, "decay_steps": 2, "decay_rate": 0.5},
    "PiecewiseConstantDecay": {"boundaries": [1, 2], "values": [1.0, 0.5, 0.25]},
    "PolynomialDecay": {"initial_learning_rate": 0.5, "decay_steps": 2},
    "MeanIoU": {"num_classes": 2},
    "IoU": {"num_classes": 2, "target_class_ids": [0]},
    "OneHotIoU": {"num_classes": 2, "target_class_ids": [0]},
    "OneHotMeanIoU": {"num_classes": 2},
    "MeanRelativeError": {"normalizer": [1.0, 2.0]},
    "PrecisionAtRecall": {"recall": 0.5},
    "RecallAtPrecision": {"precision": 0.5},
    "SensitivityAtSpecificity": {"specificity": 0.5},
    "SpecificityAtSensitivity": {"sensitivity": 0.5},
}


def settings(entry):
    return entry() if callable(entry) else dict(entry)


def call(layer, inputs):
    """Calls a layer, so that it is built."""
    if inputs is None or inputs == "query":
        inputs = keras.Input(SEQUENCE), keras.Input(SEQUENCE)
        layer(*inputs) if isinstance(layer, ATTENTIONS) else layer(inputs[0])
    elif inputs == "uncalled":
        pass  # records no shapes, or is called with what has no symbol
    elif inputs == 2:
        layer([keras.Input(SEQUENCE), keras.Input(SEQUENCE)])
    elif inputs == "int32":
        layer(keras.Input((6,), dtype="int32"))
    elif inputs == "cell":
        layer.build((None, 4))
    else:
        layer(keras.Input(inputs))


ATTENTIONS = (keras.layers.MultiHeadAttention, keras.layers.GroupQueryAttention)


def plain(value):
    return json.loads(json.dumps(value))


def config(obj):
    return plain(keras.saving.serialize_keras_object(obj))["config"]


def parameters(cls):
    return [p for p in inspect.signature(cls.__init__).parameters.values() if p.name != "self"]


def required(cls, given):
    names = [
        p.name
        for p in parameters(cls)
        if p.default is p.empty and p.kind == p.POSITIONAL_OR_KEYWORD
    ]
    return [name for name in given if name in names or callable(given)]


def describe(cls, make, given, built=None):
    """What Keras writes for a class."""
    keras.utils.clear_session()
    obj = make(**settings(given))
    if built is not None:
        built(obj)
    serialized = plain(keras.saving.serialize_keras_object(obj))
    entries = serialized["config"]
    found = {"module": serialized["module"], "class_name": serialized["class_name"]}
    if "name" in entries:
        found["name"] = entries["name"]
    found["config"] = entries
    must = required(cls, settings(given))
    if must:
        found["required"] = must
    follows = followers(make, given, entries)
    if follows:
        found["follows"] = follows
    rounded = rounds(cls, make, given, entries)
    if rounded:
        found["float32"] = rounded
    also = [
        p.name
        for p in parameters(cls)
        if p.name not in entries and p.kind == p.POSITIONAL_OR_KEYWORD
    ]
    if also:
        found["also"] = also
    nodes = getattr(obj, "_inbound_nodes", [])
    if nodes and nodes[0].arguments.kwargs:
        found["keywords"] = plain(nodes[0].arguments.kwargs)
    build = serialized.get("build_config")
    if build is not None:
        found["shapes"] = list(build.get("shapes_dict", {"input": None}))
    return found


def followers(make, given, entries):
    """Entries that change with the size of the pool."""
    if "pool_size" not in entries:
        return {}
    changed = config(make(**{**settings(given), "pool_size": 3}))
    return {
        key: "pool_size"
        for key in entries
        if key not in ("pool_size", "name") and changed[key] != entries[key]
    }


def rounds(cls, make, given, entries):
    """Entries that come back as float32."""
    known = {p.name for p in parameters(cls)}
    rounded = []
    for key in entries:
        if key not in known or key in ("name", "dtype", "trainable"):
            continue
        try:
            value = config(make(**{**settings(given), key: 0.3}))[key]
        except Exception:  # not a number
            continue
        if value == float(np.float32(0.3)):
            rounded.append(key)
    return rounded


def layers():
    found = {}
    for name, (given, inputs) in sorted(LAYERS.items()):
        cls = getattr(keras.layers, name)
        entry = describe(cls, cls, given, lambda layer: call(layer, inputs))
        for key in ("layer", "backward_layer", "cell", "cells"):
            if key in entry["config"]:
                entry["config"][key] = None
        assert entry.pop("class_name") == name, name
        if "seed" in entry["config"]:
            entry["config"]["seed"] = None  # some draw one
        if name == "MultiHeadAttention":
            entry["config"]["attention_axes"] = None
        entry["aliases"] = sorted(
            alias for alias in dir(keras.layers) if getattr(keras.layers, alias) is cls and alias != name
        )
        found[name] = entry
    return found


def classes(module, base):
    found = {}
    for name in sorted(dir(module)):
        cls = getattr(module, name)
        if not inspect.isclass(cls) or not issubclass(cls, base) or cls is base:
            continue
        found[name] = cls
    return found


def objects(module, base):
    found = {}
    for name, cls in classes(module, base).items():
        try:
            found[name] = describe(cls, cls, REQUIRED.get(name, {}))
        except (TypeError, ValueError, NotImplementedError, ImportError) as e:
            print("left out:", name, e)
            continue
        if found[name].pop("class_name") != name:  # an alias
            del found[name]
        elif "inner_optimizer" in found[name]["config"]:
            found[name]["config"]["inner_optimizer"] = None
    return found


def with_aliases(entries, module):
    """Adds the names by which the module finds each class."""
    for name, entry in entries.items():
        entry["aliases"] = []
    for alias in sorted(dir(module)):
        if alias.startswith("_") or alias in ("get", "serialize", "deserialize"):
            continue
        try:
            found = type(module.get(alias)).__name__
        except Exception:
            continue
        target = entries.get(found)
        if target is not None and alias != found:
            target["aliases"].append(alias)
    return entries


def main():
    table = {
        "keras": keras.__version__,
        "layers": layers(),
        "initializers": with_aliases(
            objects(keras.initializers, keras.initializers.Initializer), keras.initializers
        ),
        "regularizers": with_aliases(
            objects(keras.regularizers, keras.regularizers.Regularizer), keras.regularizers
        ),
        "constraints": with_aliases(
            objects(keras.constraints, keras.constraints.Constraint), keras.constraints
        ),
        "optimizers": objects(keras.optimizers, keras.optimizers.Optimizer),
        "schedules": objects(
            keras.optimizers.schedules, keras.optimizers.schedules.LearningRateSchedule
        ),
        "losses": objects(keras.losses, keras.losses.Loss),
        "metrics": objects(keras.metrics, keras.metrics.Metric),
    }
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(lines(table))


def lines(table):
    """JSON with a line for each class."""
    parts = []
    for kind, entries in table.items():
        if isinstance(entries, str):
            parts.append(f' {json.dumps(kind)}: {json.dumps(entries)}')
            continue
        rows = [f"  {json.dumps(name)}: {json.dumps(entry)}" for name, entry in entries.items()]
        parts.append(f" {json.dumps(kind)}: {{\n" + ",\n".join(rows) + "\n }")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    main()
