"""Models of Keras 2 with tables before dense layers, in the forms that Keras 2 keeps their vocabularies in.

`given` knows its terms from its configuration: `given.keras`, `given.h5`, and `given.json` with `given.weights.h5` or
the checkpoint `given`. `adapted` learned them: `adapted.zip` is its SavedModel. `tables.npz` has inputs and
predictions, `keys.json` the keys of the checkpoints that Keras writes.
"""

import json
import os
import pathlib
import shutil
import tempfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import numpy as np
import tensorflow as tf
import tf_keras

from packing import pack

L = tf_keras.layers
OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "fixtures" / "tables"
DATA = {
    "words": np.array([["a", "b", "z"], ["c", "c", "b"], ["b", "a", "d"]]),
    "text": np.array([["a b"], ["b, d!"], ["c  c A"]]),
    "numbers": np.array([[3, 5], [8, 9], [5, 5]]),
    "x": np.array([[0.5, 2.0], [3.0, 4.5], [9.0, -1.0]], "float32"),
}


def inputs():
    return {
        "words": tf_keras.Input((3,), dtype="string", name="words"),
        "text": tf_keras.Input((1,), dtype="string", name="text"),
        "numbers": tf_keras.Input((2,), dtype="int64", name="numbers"),
        "x": tf_keras.Input((2,), name="x"),
    }


def predicting(given, *encoded):
    y = L.Dense(2, name="behind")(L.Concatenate(name="all")(encoded))
    return tf_keras.Model(given, L.Dense(1, name="y")(y))


def given():
    at = inputs()
    return predicting(
        at,
        L.StringLookup(vocabulary=["a", "b", "c"], output_mode="multi_hot", name="known")(at["words"]),
        L.StringLookup(
            vocabulary=["b", "c", "a"],
            idf_weights=[0.5, 1.5, 2.0],
            output_mode="tf_idf",
            max_tokens=6,
            pad_to_max_tokens=True,
            name="weighted",
        )(at["words"]),
        L.TextVectorization(vocabulary=["a", "b"], idf_weights=[2.0, 3.0], output_mode="tf_idf", name="vectors")(at["text"]),
        L.IntegerLookup(vocabulary=[5, 3], output_mode="count", name="counted")(at["numbers"]),
        at["x"],
    )


def adapted():
    at = inputs()

    def learned(layer, data):
        layer.adapt(np.array(data))
        return layer

    inside = tf_keras.Input((3,), dtype="string", name="inside")
    weighted = learned(L.StringLookup(output_mode="tf_idf", name="weighted"), [["a", "b"], ["b", "c"]])
    nested = tf_keras.Model(inside, weighted(inside), name="nested")
    names = L.IntegerLookup(vocabulary=[5, 3, 8], invert=True, name="names")(at["numbers"])
    return predicting(
        at,
        nested(at["words"]),
        learned(L.StringLookup(num_oov_indices=2, output_mode="count", name="known"), ["d", "a", "d", "b"])(at["words"]),
        learned(L.TextVectorization(output_mode="tf_idf", name="vectors"), ["a b c", "b d. E"])(at["text"]),
        L.Rescaling(0.1, name="tenth")(names),
        learned(L.Normalization(name="norm"), [[1.0, 2.0], [3.0, 7.0]])(at["x"]),
        learned(L.Discretization(num_bins=3, output_mode="count", name="bins"), [[1.0, 2.0], [3.0, 7.0], [4.0, 5.0]])(at["x"]),
    )


def keys(checkpoint):
    return [name for name, _ in tf.train.list_variables(str(checkpoint))]


def main():
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    arrays = {name: array.astype("S") if array.dtype.kind == "U" else array for name, array in DATA.items()}
    found = {}
    for build in given, adapted:
        tf_keras.backend.clear_session()
        tf_keras.utils.set_random_seed(13)
        model = build()
        name = build.__name__
        arrays[f"y/{name}"] = model({name: tf.constant(array) for name, array in DATA.items()}).numpy()
        with tempfile.TemporaryDirectory() as folder:
            saved = pathlib.Path(folder, "saved")
            model.save(saved, save_format="tf")
            if build is adapted:
                shutil.make_archive(str(OUT / name), "zip", saved)
                continue
            found["saved_model"] = keys(saved / "variables" / "variables")
        model.save(OUT / "given.keras")
        pack(OUT / "given.keras")
        model.save(OUT / "given.h5")
        model.save_weights(OUT / "given.weights.h5")
        model.save_weights(OUT / "given")
        (OUT / "checkpoint").unlink()
        (OUT / "given.json").write_text(model.to_json() + "\n")
        found["weights"] = keys(OUT / "given")
    np.savez_compressed(OUT / "tables.npz", **arrays)
    (OUT / "keys.json").write_text(json.dumps(found, indent=1) + "\n")


main()
