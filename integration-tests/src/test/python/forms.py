"""Models in the less common forms of files, as their writers write them, with predictions.

TensorFlow.js is asked for its own files and for what it makes of its converter's: install what
`tensorflowjs/package.json` names there, and the converter without what it does not need here:

    (cd tensorflowjs && npm install)
    pip install --no-deps tensorflowjs==4.22.0

`forms.json` lists the files: how a caller reads each and which array it must predict.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import types
import warnings

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
warnings.simplefilter("ignore")

import h5py
import keras
import numpy as np
import tf_keras

from split import build

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE.parent / "resources" / "fixtures" / "forms"
SHAPE = [None, 6, 6, 2]
KERAS = {2: tf_keras, 3: keras}

rows = []
arrays = {}
random = np.random.default_rng(23)
image = random.normal(size=(3, 6, 6, 2)).astype("float32")


def add(form, generation, model, expected, output="y", **options):
    rows.append({"form": form, "generation": generation, "model": model, "expected": expected, "output": output, **options})


def give_weights(model):
    model.set_weights([random.uniform(0.2, 1, w.shape) for w in model.get_weights()])
    return model


def predict(name, model):
    arrays[name] = model.predict(image, verbose=0)


def rename(json_text):
    """The architecture as another run wrote it, whose layers were counted on."""
    for name in ("conv", "norm", "head", "flat", "inner", "y"):
        json_text = json_text.replace(f'"{name}"', f'"{name}_7"')
    return json_text


def functional(generation):
    k = KERAS[generation]
    tag = f"keras{generation}"
    model = give_weights(build(k))
    predict(tag, model)
    (OUT / f"{tag}.json").write_text(model.to_json())
    (OUT / f"{tag}.renamed.json").write_text(rename(model.to_json()))
    model.save_weights(OUT / f"{tag}.weights.h5")
    add("JSON and .weights.h5", generation, f"{tag}.json", tag, weights=f"{tag}.weights.h5")
    add("JSON of renamed layers", generation, f"{tag}.renamed.json", tag, "y_7", weights=f"{tag}.weights.h5")
    if generation == 2:
        model.save_weights(OUT / f"{tag}.by_name.h5")
        model.save_weights(OUT / f"{tag}.checkpoint")
        (OUT / "checkpoint").unlink()
        add("JSON and weights in .h5", 2, f"{tag}.json", tag, weights=f"{tag}.by_name.h5")
        add("JSON of renamed layers", 2, f"{tag}.renamed.json", tag, "y_7", weights=f"{tag}.by_name.h5")
        add("JSON and checkpoint", 2, f"{tag}.json", tag, weights=f"{tag}.checkpoint")
        return
    model.save(OUT / f"{tag}.whole.h5")
    add("JSON and whole .h5", 3, f"{tag}.json", tag, weights=f"{tag}.whole.h5")
    model.compile("adam", "mse")
    model.fit(image, arrays[tag], verbose=0, epochs=1)
    predict("keras3.sharded", model)
    model.save_weights(OUT / f"{tag}.weights.json", max_shard_size=1e-6)
    add("JSON and sharded weights", 3, f"{tag}.json", "keras3.sharded", weights=f"{tag}.weights.json")
    keras.saving.save_model(model, OUT / "keras3.directory", zipped=False)
    add("unzipped .keras", 3, "keras3.directory", "keras3.sharded")


def deferred(generation):
    """A Sequential model that is built only when it first sees data."""
    k = KERAS[generation]
    tag = f"keras{generation}.deferred"
    L = k.layers
    model = k.Sequential(
        [L.Conv2D(3, 3, activation="relu", name="conv"), L.Flatten(name="flat"), L.Dense(2, name="y")], name="late"
    )
    (OUT / f"{tag}.json").write_text(model.to_json())
    model(image)
    give_weights(model)
    predict(tag, model)
    model.save_weights(OUT / f"{tag}.weights.h5")
    add("deferred Sequential", generation, f"{tag}.json", tag, weights=f"{tag}.weights.h5", input_shape=SHAPE)
    if generation == 2:
        model.save(OUT / f"{tag}.whole.h5")
        with h5py.File(OUT / f"{tag}.whole.h5", "r+") as h5:  # as tf.keras wrote it up to 2.1
            config = json.loads(h5.attrs["model_config"])
            config["config"].pop("build_input_shape", None)
            config["config"]["layers"] = [
                layer for layer in config["config"]["layers"] if layer["class_name"] != "InputLayer"
            ]
            for layer in config["config"]["layers"]:
                layer["config"].pop("batch_input_shape", None)
            h5.attrs["model_config"] = json.dumps(config)
        add("deferred Sequential", 2, f"{tag}.whole.h5", tag, input_shape=SHAPE)


def plain(value):
    """A configuration without what later versions put into it."""
    if isinstance(value, dict):
        late = {"module", "registered_name", "build_config", "optional", "ragged", "groups", "is_legacy_optimizer"}
        return {key: plain(item) for key, item in value.items() if key not in late}
    return [plain(item) for item in value] if isinstance(value, list) else value


def as_of_old(path, version, config):
    """Rewrites what later versions write otherwise; the list is that of real files of the time."""
    with h5py.File(path, "r+") as h5:
        h5.attrs["model_config"] = json.dumps(config).encode()
        h5.attrs["keras_version"] = version.encode()
        training = {
            "optimizer_config": {
                "class_name": "Adam",
                "config": {"lr": 0.0010000000474974513, "beta_1": 0.8999999761581421, "beta_2": 0.9990000128746033,
                           "decay": 0.0, "epsilon": 1e-07, "amsgrad": False},
            },
            "loss": "categorical_crossentropy", "metrics": ["accuracy"], "sample_weight_mode": None, "loss_weights": None,
        }
        h5.attrs["training_config"] = json.dumps(training).encode()
        weights = h5["model_weights"]
        weights.attrs["keras_version"] = version.encode()
        weights.attrs["layer_names"] = weights.attrs["layer_names"].astype("S")
        for name, group in weights.items():
            names = group.attrs["weight_names"]
            group.attrs["weight_names"] = names.astype("S") if len(names) else names


def old():
    """Whole models as Keras 2.0 to 2.2 wrote them: the configuration of a Sequential model is the list
    of its layers, functional models are called Model, strings have a fixed length."""
    L = tf_keras.layers
    model = tf_keras.Sequential(
        [
            L.Conv2D(3, 3, activation="relu", input_shape=(6, 6, 2), name="conv2d_1"),
            L.Flatten(name="flatten_1"),
            L.Dense(4, activation="hard_sigmoid", name="dense_1"),
            L.Dense(2, activation="softmax", name="dense_2"),
        ]
    )
    give_weights(model)
    predict("keras2.old.sequential", model)
    model.save(OUT / "keras2.old.sequential.h5")
    config = plain(json.loads(model.to_json()))
    layers = [layer for layer in config["config"]["layers"] if layer["class_name"] != "InputLayer"]
    layers[0]["config"]["batch_input_shape"] = SHAPE
    as_of_old(OUT / "keras2.old.sequential.h5", "2.1.3", {"class_name": "Sequential", "config": layers})
    add("whole .h5 of Keras 2.0 to 2.2", 2, "keras2.old.sequential.h5", "keras2.old.sequential", "dense_2")
    model = give_weights(build(tf_keras))
    predict("keras2.old.functional", model)
    model.save(OUT / "keras2.old.functional.h5")
    config = plain(json.loads(model.to_json()))
    config["config"].pop("trainable")
    config["class_name"] = "Model"
    as_of_old(OUT / "keras2.old.functional.h5", "2.0.8", {"class_name": "Model", "config": config["config"]})
    add("whole .h5 of Keras 2.0 to 2.2", 2, "keras2.old.functional.h5", "keras2.old.functional")


def converter():
    """TensorFlow's converter, without the parts that want JAX and TensorFlow Hub."""
    import importlib.util

    base = pathlib.Path(importlib.util.find_spec("tensorflowjs").submodule_search_locations[0])
    for name, path in (("tensorflowjs", base), ("tensorflowjs.converters", base / "converters")):
        module = types.ModuleType(name)
        module.__path__ = [str(path)]
        sys.modules[name] = module
    import tensorflowjs.converters.keras_h5_conversion as conversion

    return conversion


def tensorflowjs():
    conversion = converter()
    model = give_weights(build(tf_keras))
    kinds = {"plain": None, "uint8": {"uint8": "*"}, "uint16": {"uint16": "*"}, "float16": {"float16": "*"}}
    with tempfile.TemporaryDirectory() as folder:
        whole = f"{folder}/model.h5"
        model.save(whole)
        for kind, quantization in kinds.items():
            target = OUT / f"tfjs.{kind}"
            shutil.rmtree(target, ignore_errors=True)
            target.mkdir()
            topology, groups = conversion.h5_merged_saved_model_to_tfjs_format(whole)
            conversion.write_artifacts(topology, groups, str(target), quantization, weight_shard_size_bytes=300)
        (pathlib.Path(folder) / "image.json").write_text(json.dumps(image.ravel().tolist()))
        folders = [str(OUT / f"tfjs.{kind}") for kind in kinds]
        own = OUT / "tfjs.own"
        own.mkdir(exist_ok=True)
        done = subprocess.run(
            ["node", "predict.js", f"{folder}/image.json", str(own), *folders],
            cwd=HERE / "tensorflowjs",
            check=True,
            capture_output=True,
            text=True,
        )
    for folder, values in json.loads(done.stdout.strip().splitlines()[-1]).items():
        name = pathlib.Path(folder).name
        arrays[name] = np.array(values, dtype="float32").reshape(3, 2)
        how = {"tfjs.plain": "", "tfjs.own": ", its own"}.get(name, ", " + name.removeprefix("tfjs."))
        add("TensorFlow.js" + how, 2, f"{name}/model.json", name)
    np.testing.assert_allclose(arrays["tfjs.plain"], model.predict(image, verbose=0), atol=1e-6)


def main():
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    for generation in (2, 3):
        functional(generation)
        deferred(generation)
    old()
    tensorflowjs()
    np.savez_compressed(OUT / "forms.npz", image=image, **arrays)
    (OUT / "forms.json").write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()
