"""Reads models that Java built: their JSON, their checkpoint, and what they predict.

    python built.py DIRECTORY...

Each directory is an export. Keras makes the model of `assets/saved_model.json`, writes the same configuration of it
again, restores the checkpoint, and predicts what the exported graph predicts.
"""

import json
import os
import pathlib
import sys
import traceback

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras
import numpy as np
import tensorflow as tf

TOLERANCE = 1e-5


def random_input(rng, tensor):
    shape = [2 if size is None else size for size in tensor.shape]
    if tensor.dtype.startswith("int"):
        return rng.integers(0, 5, shape).astype(tensor.dtype)
    return rng.standard_normal(shape).astype(tensor.dtype)


def restore(model, prefix):
    """Restores the weights; gives the layers whose weights Keras does not hold where TensorFlow's checkpoints look:
    its list of stacked cells is such a place."""
    if not model.weights:
        return set()
    for variable in model.variables:
        variable.assign(np.full(variable.shape, 3, variable.dtype))
    tf.train.Checkpoint(model).read(prefix).assert_existing_objects_matched()
    left = {
        layer.name for layer in model.layers if any(np.all(np.asarray(v) == 3) for v in layer.weights)
    }
    stacked = {
        layer.name
        for layer in model.layers
        if isinstance(getattr(layer, "cell", None), keras.layers.StackedRNNCells)
    }
    assert left <= stacked, f"not restored: {left - stacked}"
    return left


def check(directory):
    text = pathlib.Path(directory, "assets", "saved_model.json").read_text()
    keras.utils.clear_session()
    model = keras.models.model_from_json(text)
    again, stated = json.loads(model.to_json()), json.loads(text)
    assert again == stated, f"{directory}: Keras writes another configuration"
    out_of_reach = restore(model, os.path.join(directory, "variables", "variables"))
    rng = np.random.default_rng(1)
    inputs = {tensor._keras_history.operation.name: random_input(rng, tensor) for tensor in model.inputs}
    expected = tf.nest.flatten(model(list(inputs.values()) if len(inputs) > 1 else next(iter(inputs.values()))))
    run = tf.saved_model.load(directory, tags=["serve"]).signatures["serving_default"]
    found = run(**{name: tf.constant(value) for name, value in inputs.items()})
    names = [tensor._keras_history.operation.name for tensor in tf.nest.flatten(model.outputs)]
    counts = {}
    for name, value in zip(names, expected, strict=True):
        key = name if name not in counts else f"{name}_{counts[name]}"
        counts[name] = counts.get(name, 0) + 1
        if name in out_of_reach:
            continue
        limit = TOLERANCE * np.abs(value).max(initial=0)
        error = np.abs(np.asarray(found[key]) - np.asarray(value)).max(initial=0)
        assert error <= limit, f"{directory}: {key} differs by {error}, allowed {limit}"
    print("as Keras:", directory, len(names), "outputs")


def main(directories):
    failed = 0
    for directory in directories:
        try:
            check(directory)
        except Exception:
            failed += 1
            traceback.print_exc()
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
