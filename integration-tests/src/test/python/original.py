"""Runs the original function on small models and keeps the directories that it writes.

    python original.py

TensorFlow 2.21 still carries it under tensorflow.python.keras. Three things around it have moved on
and are put back here, in this process only. TensorFlow 1 itself runs on no Python of today; what is
known of its directories besides is put into copies of one: names in the JSON, and a configuration of
every object in the checkpoint.
"""

import json
import os
import pathlib
import tempfile
import warnings
import zipfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
warnings.simplefilter("ignore")

import numpy as np
import tensorflow as tf
from tensorflow.core.protobuf import trackable_object_graph_pb2
from tensorflow.python import keras, tf2
from tensorflow.python.keras.engine import functional
from tensorflow.python.keras.optimizer_v2 import adam, rmsprop
from tensorflow.python.keras.saving import saved_model_experimental

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "fixtures" / "original"
OBJECTS = "_CHECKPOINTABLE_OBJECT_GRAPH"

tf2.disable()  # metrics are called as in TensorFlow 1
keras.__version__ = "2.6.0"
lookup = functional.Functional._lookup_dependency
functional.Functional._lookup_dependency = lambda self, name, cached=None: lookup(self, name)

L = keras.layers


def small(optimizer):
    """A regularizer, a layer that does nothing when serving, a metric."""
    x = keras.Input((3,), name="x")
    y = L.Dense(4, activation="relu", kernel_regularizer=keras.regularizers.l2(0.01), name="first")(x)
    y = L.Dropout(0.0, name="drop")(y)
    made = keras.Model(x, L.Dense(2, name="y")(y), name="small")
    made.compile(optimizer, "mse", metrics=["mae"])
    return made


def several():
    """Two inputs, two outputs, of which one is not measured; never trained."""
    a, b = keras.Input((4,), name="a"), keras.Input((3,), name="b")
    both = L.Concatenate(name="both")([L.Dense(5, name="of_a")(a), L.Dense(5, name="of_b")(b)])
    outputs = [L.Dense(3, activation="softmax", name="kind")(both), L.Dense(1, name="value")(both)]
    made = keras.Model([a, b], outputs, name="several")
    made.compile(
        tf.compat.v1.train.MomentumOptimizer(0.05, 0.9),
        loss={"kind": "sparse_categorical_crossentropy"},
        metrics={"kind": ["accuracy"]},
    )
    return made


def shared():
    """A model inside the model, and a layer that is called twice."""
    a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
    inner = keras.Sequential([keras.Input((4,)), L.Dense(3, name="deep"), L.PReLU(name="bend")], name="inner")
    made = keras.Model([a, b], L.Add(name="sum")([inner(a), inner(b)]), name="shared")
    made.compile(rmsprop.RMSprop(0.01, momentum=0.5), "mse")
    return made


def sequential():
    layers = [L.Dense(4, activation="tanh", input_shape=(3,), name="first"), L.Dense(2, name="second")]
    return keras.Sequential(layers, name="plain")


def deferred():
    made = keras.Sequential([L.Dense(4, name="first"), L.Dense(2, name="second")], name="late")
    tf2.enable()  # the shape of the first batch becomes that of an input
    made(np.zeros((1, 3), "float32"))
    tf2.disable()
    return made


def flat():
    """No variables at all."""
    x = keras.Input((2, 3), name="x")
    return keras.Model(x, L.Flatten(name="flat")(x), name="flat")


def stateful():
    """A layer that goes on where the batch before it ended."""
    x = keras.Input(batch_shape=(2, 3, 2), name="x")
    y = L.Dense(2, name="y")(L.SimpleRNN(4, stateful=True, name="memory")(x))
    made = keras.Model(x, y, name="stateful")
    made.compile(adam.Adam(0.05), "mse", metrics=["mae"])
    return made


def train_adam():
    return small(tf.compat.v1.train.AdamOptimizer(0.05))


def v2_adam():
    return small(adam.Adam(0.05, beta_1=0.8))


CASES = {
    "train_adam": (train_adam, 2, {}),
    "v2_adam": (v2_adam, 2, {}),
    "several": (several, 0, {}),
    "shared": (shared, 2, {}),
    "sequential": (sequential, 0, {}),
    "deferred": (deferred, 0, {}),
    "flat": (flat, 0, {}),
    "stateful": (stateful, 2, {}),
    "serving_only": (several, 0, {"serving_only": True}),
    "serving_only_trained": (v2_adam, 2, {"serving_only": True}),
    "signature": (sequential, 0, {"input_signature": tf.TensorSpec((5, 3), tf.float32, name="rows")}),
}


def batch(model, random):
    """Arrays for every input."""
    shapes = [i.shape for i in model.inputs]
    return [random.normal(size=[size or 2 for size in shape]).astype("float32") for shape in shapes]


def targets(model, random):
    """One for every output that has a loss; class numbers for the sparse one."""
    wanted = {}
    for name, output in zip(model.output_names, model.outputs):
        if not isinstance(model.loss, dict):
            wanted[name] = random.normal(size=[2, *output.shape[1:]]).astype("float32")
        elif name in model.loss:
            wanted[name] = random.integers(output.shape[-1], size=(2, 1)).astype("float32")
    return wanted


def trained(name):
    """The model of a case as it is exported, and the source of its next batches."""
    make, steps, _ = CASES[name]
    random = np.random.default_rng(list(name.encode()))
    model = make()
    model.set_weights([random.normal(size=w.shape).astype("float32") / 2 for w in model.weights])
    for _ in range(steps):
        model.train_on_batch(batch(model, random), targets(model, random))
    return model, random


def listed(values):
    return values if isinstance(values, list) else [values]


def expect(name, arrays):
    """What the model predicts, and what its next step does."""
    model, random = trained(name)
    inputs = batch(model, random)
    model.reset_states()
    predictions = listed(model.predict_on_batch(inputs if len(inputs) > 1 else inputs[0]))
    for key, value in zip(model.input_names, inputs):
        arrays[f"{name}/input/{key}"] = value
    for key, value in zip(model.output_names, predictions):
        arrays[f"{name}/output/{key}"] = value
    if model.optimizer:
        wanted = targets(model, random)
        for key, value in wanted.items():
            arrays[f"{name}/target/{key}"] = value
        model.reset_states()
        arrays[f"{name}/loss"] = np.array(listed(model.train_on_batch(inputs, wanted))[0], "float32")
        for weight in model.weights:
            arrays[f"{name}/step/{weight.name.split(':')[0]}"] = weight.numpy()


def export(name, folder):
    path = folder / name
    saved_model_experimental.export_saved_model(trained(name)[0], str(path), **CASES[name][2])
    return path


def without_input_layers(model, late):
    model["class_name"] = model["class_name"].replace("Functional", "Model")
    layers = model["config"]["layers"]
    if model["class_name"] == "Sequential" and layers[0]["class_name"] == "InputLayer":
        shape = layers.pop(0)["config"]["batch_input_shape"]
        (model["config"] if late else layers[0]["config"])["build_input_shape" if late else "batch_input_shape"] = shape
    for layer in layers:
        if "layers" in layer["config"]:
            without_input_layers(layer, late=False)


def as_tensorflow_1(folder, target):
    """What TensorFlow 1.11 to 1.13 wrote, without the graphs: other names in the JSON, no input layers
    in Sequential models, and every object's configuration as an entry of the checkpoint. A model that
    got its shape late tracked `layer-<i>` before `layer_with_weights-<k>`."""
    text = json.loads((folder / "assets" / "saved_model.json").read_text())
    text["keras_version"] = "2.1.6-tf"
    late = folder.name == "deferred"
    without_input_layers(text, late)
    (target / "assets").mkdir(parents=True)
    (target / "assets" / "saved_model.json").write_text(json.dumps(text))
    reader = tf.train.load_checkpoint(str(folder / "variables" / "variables"))
    graph = trackable_object_graph_pb2.TrackableObjectGraph.FromString(reader.get_tensor(OBJECTS))
    entries = {}
    root = graph.nodes[0]
    for child in list(root.children):
        if child.local_name == "root":
            root.children.remove(child)
    if late:
        root.children.sort(key=lambda child: not child.local_name.startswith("layer-"))
    named = {child.node_id: child.local_name for child in reversed(root.children)}
    for number, node in enumerate(graph.nodes):
        node.ClearField("has_checkpoint_values")
        for attribute in node.attributes:
            key = attribute.checkpoint_key
            first, _, rest = key.partition("/")
            of_root = [child.node_id for child in root.children if child.local_name == first]
            attribute.checkpoint_key = f"{named[of_root[0]]}/{rest}"
            entries[attribute.checkpoint_key] = reader.get_tensor(key)
        if number == 0 or named.get(number, "").startswith("layer"):
            own = named.get(number, "")
            key = f"{own}/.ATTRIBUTES/OBJECT_CONFIG_JSON"
            node.attributes.add(name="OBJECT_CONFIG_JSON", checkpoint_key=key)
            entries[key] = json.dumps({"class_name": "Model", "config": {"name": own}})
    entries[OBJECTS] = graph.SerializeToString()
    (target / "variables").mkdir()
    tensors = {key: tf.constant(value) for key, value in sorted(entries.items())}
    prefix = str(target / "variables" / "variables")
    tf.raw_ops.SaveV2(
        prefix=prefix + "_part",
        tensor_names=list(tensors),
        shape_and_slices=[""] * len(tensors),
        tensors=list(tensors.values()),
    )
    tf.raw_ops.MergeV2Checkpoints(checkpoint_prefixes=[prefix + "_part"], destination_prefix=prefix)
    state = 'model_checkpoint_path: "/models/temp-1540000000/variables/variables"\n'
    (target / "variables" / "checkpoint").write_text(state)


def main():
    arrays = {}
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        for name in CASES:
            expect(name, arrays)
            pack(export(name, folder), OUT / f"{name}.zip")
        for name in ("train_adam", "shared", "deferred"):
            as_tensorflow_1(folder / name, folder / "tensorflow_1" / name)
            pack(folder / "tensorflow_1" / name, OUT / f"tensorflow_1_{name}.zip")
    np.savez_compressed(OUT / "original.npz", **arrays)


def pack(folder, archive):
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                entry = zipfile.ZipInfo(str(file.relative_to(folder)))
                entry.compress_type = zipfile.ZIP_DEFLATED
                out.writestr(entry, file.read_bytes())


if __name__ == "__main__":
    main()
