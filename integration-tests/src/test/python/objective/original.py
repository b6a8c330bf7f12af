"""Runs the original function on a model of two inputs and two outputs, and writes down every name.
The same model, written by tf_keras, is saved beside.

    python objective/original.py

TensorFlow 2.21 still carries it under tensorflow.python.keras. Three things around it have moved on
and are put back here, in this process only.
"""

import json
import os
import pathlib
import sys
import tempfile
import warnings

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
warnings.simplefilter("ignore")

import tensorflow as tf
import tf_keras
from tensorflow.core.framework import variable_pb2
from tensorflow.core.protobuf import saved_model_pb2
from tensorflow.python import keras, tf2
from tensorflow.python.keras import metrics
from tensorflow.python.keras.engine import functional
from tensorflow.python.keras.saving import saved_model_experimental

ROOT = pathlib.Path(__file__).parent.parent.parent / "resources" / "objective"

tf2.disable()  # metrics are called as in TensorFlow 1
keras.__version__ = "2.6.0"
lookup = functional.Functional._lookup_dependency
functional.Functional._lookup_dependency = lambda self, name, cached=None: lookup(self, name)


def model(k):
    L = k.layers
    a, b = k.Input((4,), name="a"), k.Input((3,), name="b")
    y = L.Concatenate(name="both")([L.Dense(5, name="of_a")(a), L.Dense(5, name="of_b")(b)])
    return k.Model([a, b], [L.Dense(3, activation="softmax", name="kind")(y), L.Dense(1, name="value")(y)], name="two")


def compiled():
    made = model(keras)
    made.compile(
        optimizer=tf.compat.v1.train.AdamOptimizer(0.01),
        loss={"kind": "sparse_categorical_crossentropy", "value": "mse"},
        loss_weights={"kind": 2.0, "value": 0.5},
        metrics={"kind": ["accuracy"], "value": ["mae", metrics.RootMeanSquaredError(name="rmse")]},
        weighted_metrics={"kind": ["ce"], "value": ["mae", "cosine_similarity", "kullback_leibler_divergence"]},
    )
    return made


def tensor(info):
    unknown = info.tensor_shape.unknown_rank
    return {
        "tensor": info.name,
        "type": info.dtype,
        "shape": None if unknown else [dim.size for dim in info.tensor_shape.dim],
    }


def collection(definition):
    if definition.WhichOneof("kind") == "bytes_list":
        values = definition.bytes_list.value
        return sorted(variable_pb2.VariableDef.FromString(value).variable_name for value in values)
    return list(definition.node_list.value)


def names(meta_graph):
    return {
        "tags": list(meta_graph.meta_info_def.tags),
        "signatures": {
            key: {
                "method": signature.method_name,
                "inputs": {name: tensor(info) for name, info in sorted(signature.inputs.items())},
                "outputs": {name: tensor(info) for name, info in sorted(signature.outputs.items())},
            }
            for key, signature in sorted(meta_graph.signature_def.items())
        },
        "collections": {key: collection(value) for key, value in sorted(meta_graph.collection_def.items())},
    }


def main():
    model(tf_keras).save(ROOT / "tf_keras" / "two_inputs_two_outputs.keras")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "export")
        saved_model_experimental.export_saved_model(compiled(), path)
        saved = saved_model_pb2.SavedModel()
        saved.ParseFromString(pathlib.Path(path, "saved_model.pb").read_bytes())
        keys = sorted(name for name, _ in tf.train.list_variables(os.path.join(path, "variables", "variables")))
    result = {
        "generator": "src/test/python/objective/original.py",
        "tensorflow": tf.__version__,
        "meta_graphs": [names(meta_graph) for meta_graph in saved.meta_graphs],
        "checkpoint": keys,
    }
    (ROOT / "original.json").write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
