"""Asks Keras 3 which of the fixtures it reads, and whether it predicts what their writer predicted.

    python readable.py [group … | --new]

Writes `fixtures/readable.json`: by file `yes`, `no` where it raises an error, or `wrong`. With `--new`, only files that
are not in it are asked for.
"""

import json
import os
import pathlib
import sys
import warnings

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
warnings.simplefilter("ignore")

import keras
import numpy as np
import tensorflow as tf

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "resources" / "fixtures"


def texts_or_numbers(array):
    return tf.constant(array) if array.dtype.kind == "S" else array


def reads(entry, file):
    try:
        model = keras.saving.load_model(FIXTURES / file, compile=False)
    except Exception:
        return "no"
    data = np.load(FIXTURES / entry["data"])
    inputs = [texts_or_numbers(data[f"input_{i}"]) for i in range(len(entry["inputs"]))]
    try:
        structure = model.input if not isinstance(model, keras.Sequential) else model.inputs[0]
        outputs = keras.tree.flatten(model.predict(keras.tree.pack_sequence_as(structure, inputs), verbose=0))
    except Exception:
        return "wrong"
    for i, output in enumerate(outputs):
        if data[f"output_{i}"].dtype.kind == "S":
            if np.asarray(output).astype(bytes).tolist() != data[f"output_{i}"].tolist():
                return "wrong"
            continue
        expected = data[f"output_{i}"].astype("float64")
        error = np.abs(np.asarray(output).astype("float64") - expected).max(initial=0)
        if not error <= max(entry["tolerance"], 1e-5) * np.abs(expected).max(initial=1e-30):
            return "wrong"
    return "yes"


def main(groups):
    only_new = groups == ["--new"]
    manifests = [
        json.loads(path.read_text())
        for path in sorted(FIXTURES.glob("manifest_*.json"))
        if only_new or not groups or path.stem.removeprefix("manifest_") in groups
    ]
    found = json.loads((FIXTURES / "readable.json").read_text())["files"] if groups else {}
    for entry in (entry for manifest in manifests for entry in manifest["cases"]):
        for file in entry["files"].values():
            if only_new and file in found:
                continue
            keras.backend.clear_session()
            found[file] = reads(entry, file)
            print(found[file], file, flush=True)
    (FIXTURES / "readable.json").write_text(
        json.dumps({"reader": f"Keras {keras.__version__}", "files": found}, indent=1) + "\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
