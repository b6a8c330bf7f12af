"""Asks both generations of Keras for the settings of their layers, and what they are when nobody sets them.

    python layer_settings.py

writes `fixtures/layer_settings.json`: by writer and class the entries that `get_config()` writes,

    default    those that need not be set, with what they are then
    required   those that have to be given
    unwritten  those that Keras writes only when they are set, with the value that stands for nothing
    follows    of the ones with a default, those that take it from another entry, as strides do

Of objects there is their class and their configuration, of those the entries that are set; the name of
a layer is none of its settings.
"""

import importlib
import inspect
import json
import os
import pathlib
import warnings

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
warnings.simplefilter("ignore")

from writers import ALL

TARGET = pathlib.Path(__file__).resolve().parent.parent / "resources" / "fixtures" / "layer_settings.json"

# Classes that layers are made from, and what only one version of TensorFlow can be built with.
ABSTRACT = {"AbstractRNNCell", "DenseFeatures", "Layer", "Wrapper"}
# Refused: programs of other libraries and of Python, and transforms of sounds.
REFUSED = {"MelSpectrogram", "STFTSpectrogram"} | {"FlaxLayer", "JaxLayer", "Lambda", "TFSMLayer", "TorchModuleWrapper"}
# Files have the name under which a class is published.
PUBLIC = {"GroupedQueryAttention": "GroupQueryAttention"}
MORE = {
    "keras": [
        ("keras.src.applications.convnext", "LayerScale"),
        ("keras.src.applications.convnext", "StochasticDepth"),
        ("keras.src.applications.inception_resnet_v2", "CustomScaleLayer"),
    ],
    "tf_keras": [
        ("tf_keras.src.layers.rnn.cudnn_gru", "CuDNNGRU"),
        ("tf_keras.src.layers.rnn.cudnn_lstm", "CuDNNLSTM"),
    ],
}
GIVEN = {
    "activation": "relu",
    "axes": -1,
    "dims": (2, 1),
    "equation": "abc,cd->abd",
    "factor": 0.5,
    "factor RandomPosterization": 4,
    "filters": 2,
    "groups": 4,
    "head_dim": 2,
    "height": 2,
    "height_factor": 0.5,
    "init_values": 0.1,
    "input_dim": 5,
    "kernel_size": 1,
    "key_dim": 2,
    "max_number": 2,
    "n": 2,
    "num_bins": 3,
    "num_heads": 2,
    "num_key_value_heads": 1,
    "num_query_heads": 2,
    "output_dim": 2,
    "output_shape": (None, 3),
    "output_size": 3,
    "pool_size": 2,
    "projection_dim": 2,
    "drop_path_rate": 0.1,
    "rate": 0.5,
    "scale": 0.5,
    "stddev": 0.5,
    "target_shape": (8, 6),
    "units": 2,
    "width": 2,
    "width_factor": 0.5,
}
WRAPPED = {
    "cell": lambda L: L.GRUCell(2),
    "cells": lambda L: [L.GRUCell(2)],
    "layer": lambda L: L.Dense(2),
    "layer Bidirectional": lambda L: L.GRU(2),
    "layers": lambda L: [L.Dense(2)],
}
NEITHER = {  # what the signature gives a default that is refused
    "CategoryEncoding": {"num_tokens": 5},
    "Discretization": {"num_bins": 3},
    "InputLayer keras": {"batch_shape": (None, 4)},
    "InputLayer tf_keras": {"batch_input_shape": (None, 4)},
}
UNSAID = {"name", "trainable", "dtype"}
# Handed on without being named.
UNNAMED = {"zero_output_for_mask": False}
TRIED = (True, 2, "l2", 0.5, "zeros")


def given(k, cls, name):
    for key in (f"{name} {cls.__name__}", name):
        if key in GIVEN:
            return GIVEN[key]
        if key in WRAPPED:
            return WRAPPED[key](k.layers)
    raise KeyError(f"{cls.__name__}.{name}")


def classes(k):
    """The layers of a generation by name, each once."""
    found = {}
    for name in dir(k.layers):
        cls = getattr(k.layers, name)
        if inspect.isclass(cls) and issubclass(cls, k.layers.Layer):
            found[cls.__name__] = cls
    for module, name in MORE[k.writer]:
        found[name] = getattr(importlib.import_module(module), name)
    found |= {PUBLIC[name]: found.pop(name) for name in set(PUBLIC) & set(found)}
    return {name: found[name] for name in sorted(set(found) - ABSTRACT - REFUSED)}


def parameters(cls):
    named = {}
    for base in inspect.getmro(cls):  # what a class hands on to the one above
        init = vars(base).get("__init__")
        if init is None or base.__name__ == "Layer":
            continue
        init = inspect.unwrap(init)
        mine = [p for p in inspect.signature(init).parameters.values() if p.name != "self"]
        for p in mine:
            if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY):
                named.setdefault(p.name, p)
        if not any(p.kind == p.VAR_KEYWORD for p in mine):
            break
    return named


def serialized(k, cls, arguments):
    found = k.saving.serialize_keras_object(cls(**arguments))
    return json.loads(json.dumps(found, default=lambda value: value.tolist()))


def config(k, cls, arguments):
    return {key: short(value) for key, value in serialized(k, cls, arguments)["config"].items()}


def short(value):
    if isinstance(value, dict) and value.get("class_name") == "DTypePolicy":
        return value["config"]["name"]
    if isinstance(value, dict) and "class_name" in value:
        return {"class_name": value["class_name"], "config": set_entries(value["config"])}
    return value


def set_entries(config):
    return {key: short(value) for key, value in config.items() if value is not None and key not in UNSAID}


def describe(k, cls):
    named = parameters(cls)
    own = inspect.signature(cls.__init__).parameters
    required = [n for n, p in own.items() if n != "self" and p.default is p.empty and n in named]
    arguments = {n: given(k, cls, n) for n in required}
    for owner in (cls.__name__, f"{cls.__name__} {k.writer}"):
        arguments |= NEITHER.get(owner, {})
    entries = config(k, cls, arguments)
    entries.pop("name", None)
    entry = {"default": {key: value for key, value in entries.items() if key not in arguments}}
    if arguments:
        entry["required"] = [key for key in entries if key in arguments]
    others = UNNAMED | {name: None if p.default is p.empty else p.default for name, p in named.items()}
    unwritten = {
        name: default
        for name, default in others.items()
        if name not in entries and name not in UNSAID and written(k, cls, arguments, name)
    }
    if unwritten:
        entry["unwritten"] = unwritten
    if "backward_layer" in entries:
        entry["follows"] = {"backward_layer": "layer"}
    if "pool_size" in entries and "strides" in entries:
        entry["follows"] = {"strides": "pool_size"}
    return entry


def written(k, cls, arguments, name):
    for value in TRIED:
        try:
            if name in config(k, cls, arguments | {name: value}):
                return True
        except Exception:  # not a value for this one
            continue
    return False


def main():
    table = {}
    for writer, k in ALL.items():
        k.start(1)
        table[writer] = {name: describe(k, cls) for name, cls in classes(k).items()}
    parts = []
    for writer, entries in table.items():
        rows = [f"  {json.dumps(name)}: {json.dumps(entry, sort_keys=True)}" for name, entry in entries.items()]
        parts.append(f" {json.dumps(writer)}: {{\n" + ",\n".join(rows) + "\n }")
    TARGET.write_text("{\n" + ",\n".join(parts) + "\n}\n")


if __name__ == "__main__":
    main()
