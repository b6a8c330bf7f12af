"""Loads exports in every way that TensorFlow and Keras have for them, and compares.

    python check.py LIST [--cli] [--contract]

LIST has a line for each export: its directory, the model as .keras, the writer of that file, the .npz with inputs
and predictions, and the tolerance of float32 outputs, separated by tabs. With --cli saved_model_cli runs as a process
on each. With --contract the model is built anew from the JSON of each, and those for serving only become layers of
Keras 3. Every export is checked; the exit code tells whether all were right.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import traceback

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

import keras
import numpy as np
import tensorflow as tf
from tensorflow.python.saved_model.loader_impl import parse_saved_model

from writers import ALL

TAG = "serve"
KEY = "serving_default"


def weights(k, model):
    """The weights by name. Tables of Keras 2 that were adapted count in nameless ones what they saw."""
    tables = [weight for weight in model.weights if not hasattr(weight, "assign")]
    return [(name, np.asarray(v)) for name, v in k.variables(model) if not (tables and name == "Variable")]


class Export:
    def __init__(self, directory, source, writer, data, tolerance):
        self.directory = directory
        self.writer = writer
        self.tolerance = float(tolerance)
        self.k = ALL[writer]
        self.model = self.k.models.load_model(source, compile=False)
        graphs = parse_saved_model(directory).meta_graphs
        self.serving_only = len(graphs) == 1
        self.has_objects = graphs[0].HasField("object_graph_def")
        self.weights = weights(self.k, self.model)
        self.adapted_tables = any(not hasattr(weight, "assign") for weight in self.model.weights)
        arrays = np.load(data)
        self.inputs = {
            name: arrays[f"input_{i}"] for i, name in enumerate(self.k.input_names(self.model))
        }
        self.outputs = {
            name: arrays[f"output_{i}"] for i, name in enumerate(self.k.output_names(self.model))
        }

    def assert_predicts(self, way, predictions):
        assert set(predictions) == set(self.outputs), f"{way}: outputs {sorted(predictions)}"
        for name, expected in self.outputs.items():
            found = np.asarray(predictions[name])
            if expected.dtype.kind == "S":
                assert found.astype(bytes).tolist() == expected.tolist(), f"{way}: {name} has other texts"
                continue
            tolerance = 1e-13 if found.dtype == "float64" else self.tolerance
            assert found.shape == expected.shape, f"{way}: {name} has shape {found.shape}"
            error = np.abs(found.astype("float64") - expected).max(initial=0)
            limit = tolerance * np.abs(expected.astype("float64")).max(initial=0)
            assert error <= limit, f"{way}: {name} differs by {error}, allowed {limit}"

    def check_object_loader(self, **tags):
        loaded = tf.saved_model.load(self.directory, **tags)
        run = loaded.signatures[KEY]
        self.assert_predicts(
            f"tf.saved_model.load {tags}",
            run(**{name: tf.constant(array) for name, array in self.inputs.items()}),
        )

    def check_v1_loader(self):
        with tf.Graph().as_default(), tf.compat.v1.Session() as session:
            meta_graph = tf.compat.v1.saved_model.load(session, [TAG], self.directory)
            signature = meta_graph.signature_def[KEY]
            feed = {
                signature.inputs[name].name: array.astype(object) if array.dtype.kind == "S" else array
                for name, array in self.inputs.items()
            }
            fetch = {name: info.name for name, info in signature.outputs.items()}
            self.assert_predicts("v1 loader", session.run(fetch, feed))

    def check_checkpoint(self):
        """Restores into the model after every weight got another value. A model without weights has none."""
        prefix = os.path.join(self.directory, "variables", "variables")
        if not self.weights:
            if self.has_objects:
                assert os.path.exists(prefix + ".index"), "no checkpoint of the objects"
                return
            # Keras 3 does not count the weights of terms among a model's weights.
            stored = tf.train.list_variables(prefix) if os.path.exists(prefix + ".index") else []
            assert all("idf_weights" in name or name[0] == "_" for name, _ in stored), "checkpoint of nothing"
            return
        for _, variable in self.k.variables(self.model):
            variable.assign(np.full_like(np.asarray(variable), 3))
        status = tf.train.Checkpoint(self.model).read(prefix)
        if not self.adapted_tables:
            status.assert_existing_objects_matched()
            if self.serving_only:  # else it holds an optimizer, which the model was loaded without
                status.assert_consumed()
        for (name, found), (_, expected) in zip(weights(self.k, self.model), self.weights, strict=True):
            assert np.array_equal(found, expected), f"checkpoint: {name} differs"

    def check_json(self):
        """Builds the model anew from the JSON, and gives it the weights of the checkpoint."""
        text = pathlib.Path(self.directory, "assets", "saved_model.json").read_text()
        rebuilt = self.k.models.model_from_json(text)
        if self.weights:
            prefix = os.path.join(self.directory, "variables", "variables")
            of_keras2 = self.writer == "tf_keras"
            status = rebuilt.load_weights(prefix) if of_keras2 else tf.train.Checkpoint(rebuilt).read(prefix)
            if self.serving_only:  # Keras 3 compiles the model, and the checkpoint has no optimizer
                status.expect_partial()
            else:
                status.assert_existing_objects_matched()
        found = weights(self.k, rebuilt)
        if self.adapted_tables:  # those of the model anew were given their terms
            found = [(name, array) for name, array in found if name != "Variable"]
        for (name, found), (_, expected) in zip(found, self.weights, strict=True):
            assert np.array_equal(found, expected), f"rebuilt from JSON: {name} differs"
        arrays = [tf.constant(array) for array in self.inputs.values()]
        found = self.k.flatten(rebuilt(self.k.pack(self.k.input_structure(rebuilt), arrays), training=False))
        self.assert_predicts("rebuilt from JSON", dict(zip(self.outputs, found, strict=True)))

    def check_layer(self):
        """Keras 3 takes the directory for a layer, which passes on one tensor; others go to its function."""
        layer = keras.layers.TFSMLayer(self.directory, call_endpoint=KEY)
        arrays = {name: tf.constant(array) for name, array in self.inputs.items()}
        found = layer(*arrays.values()) if len(arrays) == 1 else layer.call_endpoint_fn(**arrays)
        self.assert_predicts("TFSMLayer", found)

    def check_command_line(self):
        tool = [sys.executable, "-m", "tensorflow.python.tools.saved_model_cli"]
        shown = subprocess.run(
            [*tool, "show", "--dir", self.directory, "--all"], check=True, capture_output=True, text=True
        ).stdout
        for word in [KEY, *self.inputs, *self.outputs]:
            assert f"'{word}'" in shown, f"saved_model_cli show: no {word}"
        with tempfile.TemporaryDirectory() as folder:
            feeds = []
            for i, (name, array) in enumerate(self.inputs.items()):
                path = os.path.join(folder, f"in_{i}.npy")
                np.save(path, array)
                feeds.append(f"{name}={path}")
            subprocess.run(
                [*tool, "run", "--dir", self.directory, "--tag_set", TAG, "--signature_def", KEY]
                + ["--inputs", ";".join(feeds), "--outdir", folder],
                check=True,
                capture_output=True,
            )
            self.assert_predicts(
                "saved_model_cli run",
                {name: np.load(os.path.join(folder, name + ".npy")) for name in self.outputs},
            )


def check(line, command_line, contract):
    """What is wrong with one export, a line for each way of loading that fails."""
    problems = []
    export = Export(*line.split("\t"))
    ways = [
        lambda: export.check_object_loader(tags=[TAG]),
        export.check_v1_loader,
        export.check_checkpoint,
    ]
    if export.serving_only:  # TensorFlow wants tags where there are several
        ways.append(export.check_object_loader)
    if contract:
        ways.append(export.check_json)
        if export.has_objects:
            ways.append(export.check_layer)
    if command_line:
        ways.append(export.check_command_line)
    for way in ways:
        try:
            way()
        except Exception:
            problems.append(traceback.format_exc())
    return problems


def main(list_file, *options):
    failed = 0
    lines = pathlib.Path(list_file).read_text().splitlines()
    for line in lines:
        problems = check(line, "--cli" in options, "--contract" in options)
        if problems:
            failed += 1
            print("\n".join([f"--- {line}", *problems]))
    print(f"{len(lines) - failed} of {len(lines)} exports are right")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
