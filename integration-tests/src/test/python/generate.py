"""Writes the fixtures that the Java tests read: models, inputs and Keras' own predictions.

    python generate.py [case or group …]

Without names every case is written anew and files of cases that are gone are removed. Values are
seeded by the case's name. See README.md for the layout.
"""

import json
import os
import pathlib
import sys
import warnings
import zlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("TF_USE_LEGACY_KERAS", "1")  # tf_keras finds a class of its own by way of tf.keras

import h5py
import numpy as np
import tensorflow as tf

import case_groups
import refused
from packing import pack
from writers import ALL

ROOT = pathlib.Path(__file__).parent.parent / "resources" / "fixtures"


def randomize(k, model, rng):
    """Gives every weight a value that is not its initial one, at a scale that keeps outputs tame."""
    for name, variable in k.variables(model):
        shape = tuple(variable.shape)
        if not np.issubdtype(np.dtype(variable.dtype if k.is_3 else variable.dtype.name), np.floating):
            continue
        if None in shape:
            continue  # what a preprocessing layer learned
        if "variance" in name:
            value = rng.uniform(0.3, 2.0, shape)
        elif "gamma" in name:
            value = 1 + 0.3 * rng.standard_normal(shape)
        elif len(shape) > 1:
            value = rng.standard_normal(shape) * np.sqrt(2.0 / np.prod(shape[:-1]))
        else:
            value = 0.3 * rng.standard_normal(shape)
        variable.assign(value.astype("float64"))
    for layer in model.layers:
        if isinstance(layer, k.layers.Normalization):
            layer.finalize_state()  # computes with copies of its weights


def example(tensor, unknown, rng):
    """An input for one input tensor."""
    dims = list(tensor.shape)
    if dims and dims[0] is None:
        dims[0] = 2
    for i, dim in enumerate(dims):
        if dim is None:
            dims[i] = unknown - i + 1
    if tensor.dtype == "string":
        return rng.choice(np.array(["a", "b", "c", "", "a b"], dtype=object), dims)
    dtype = dtype_of(tensor)
    if np.issubdtype(dtype, np.floating):
        # predict() rounds whatever it gets to float32
        return rng.standard_normal(dims).astype("float32").astype(dtype)
    return rng.integers(0, min(np.iinfo(dtype).max, 255), dims, endpoint=True).astype(dtype)


def dtype_of(tensor):
    return np.dtype(tensor.dtype if isinstance(tensor.dtype, str) else tensor.dtype.name)


def given(case, names, tensors):
    """The inputs that a case has itself, in the order of the model."""
    by_name = case.examples()
    return [
        np.asarray(by_name[name], dtype=object if tensor.dtype == "string" else dtype_of(tensor))
        for name, tensor in zip(names, tensors, strict=True)
    ]


def fit(k, model, inputs, rng):
    targets = []
    for tensor in model.outputs:
        shape = (2,) + tuple(tensor.shape[1:])
        values = rng.random(shape).astype("float32")
        targets.append((values == values.max(axis=-1, keepdims=True)).astype("float32"))
    for _ in range(2):
        model.train_on_batch(k.pack(k.input_structure(model), inputs), targets if len(targets) > 1 else targets[0])


def edit_configuration(path, edit):
    with h5py.File(path, "r+") as h5:
        h5.attrs["model_config"] = json.dumps(edit(json.loads(h5.attrs["model_config"])))
        h5.attrs["keras_version"] = h5["model_weights"].attrs["keras_version"] = "2.2.4"


def predict(k, model, inputs):
    tensors = [tf.constant(array) if array.dtype == object else array for array in inputs]
    batch = max(2, len(inputs[0])) if any(array.dtype == object for array in inputs) else 2
    return k.flatten(model.predict(k.pack(k.input_structure(model), tensors), batch_size=batch, verbose=0))


def assert_same(outputs, reloaded):
    """The file must hold what made the predictions."""
    for output, again in zip(outputs, reloaded, strict=True):
        if output.dtype == object:
            np.testing.assert_array_equal(again, output)
            continue
        np.testing.assert_allclose(widen(again), widen(output), rtol=1e-12, atol=1e-12 * np.abs(output).max())


def write(case, k, adjust=None):
    """Writes one case with one generation and returns its entry in the manifest."""
    seed = zlib.crc32(case.name.encode())
    k.start(seed)
    rng = np.random.default_rng(seed)
    model = case.build(k)
    randomize(k, model, rng)
    if case.examples:
        inputs = given(case, k.input_names(model), model.inputs)
    else:
        inputs = [example(tensor, case.unknown, rng) for tensor in model.inputs]
    if adjust:
        adjust(k, model, inputs)
    if case.fit:
        fit(k, model, inputs, rng)
    folder = ROOT / k.writer
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for kind in case.kinds:  # .keras first: Keras 3 forgets the optimizer when it writes .h5
        path = folder / f"{case.name}.{kind}"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model.save(path)
        if case.edit:
            edit_configuration(path, case.edit)
        if kind == "keras":
            pack(path)
        files[kind] = str(path.relative_to(ROOT))
    names = {"inputs": k.input_names(model), "outputs": k.output_names(model)}
    if case.odd_scopes and k.is_3:
        k.give_plain_names(model)
    if case.twin:
        model = case.twin(k)
        model.load_weights(folder / f"{case.name}.h5")
    outputs = predict(k, model, inputs)
    for output in outputs:
        assert output.dtype == object or np.all(np.isfinite(output)), "an output is not finite"
    if case.reloads and not case.odd_scopes:
        assert_same(outputs, predict(k, k.models.load_model(folder / f"{case.name}.{case.kinds[0]}"), inputs))
    arrays = {f"input_{i}": widen(a) for i, a in enumerate(inputs)}
    arrays |= {f"output_{i}": widen(np.asarray(a)) for i, a in enumerate(outputs)}
    data = folder / f"{case.name}.npz"
    np.savez_compressed(data, **arrays)
    return {
        "case": case.name,
        "writer": f"{k.writer} {k.version}",
        "files": files,
        "data": str(data.relative_to(ROOT)),
        **names,
        "tolerance": case.tolerance,
        "reloads": case.reloads,
        "output_dtypes": [name_of(np.asarray(output).dtype) for output in outputs],
    }


def widen(array):
    """NumPy's file format has no bfloat16, and texts only as bytes of one length."""
    if array.dtype == object:
        flat = [text if isinstance(text, bytes) else text.encode() for text in array.flat]
        return np.array(flat, dtype=bytes).reshape(array.shape)
    return array.astype("float32") if array.dtype.name == "bfloat16" else array


def name_of(dtype):
    return "string" if dtype == object else str(dtype)


def versions():
    return {
        "tensorflow": tf.__version__,
        "h5py": h5py.__version__,
        "numpy": np.__version__,
        **{k.writer: k.version for k in ALL.values()},
    }


def manifest_of(group):
    return ROOT / f"manifest_{group}.json"


def main(names):
    groups = case_groups.all_groups()
    unknown = set(names) - {case.name for cases in groups.values() for case in cases} - {"refused"} - set(groups)
    if unknown:
        sys.exit(f"no such case or group: {', '.join(sorted(unknown))}")
    wanted = set()
    for group, cases in groups.items():
        wanted |= write_group(group, cases, None if not names or group in names else names)
    if not names or "refused" in names:
        refused.write_all(ROOT / "refused")
    if not names:
        for writer in ALL:
            for path in (ROOT / writer).iterdir():
                if str(path.relative_to(ROOT)) not in wanted:
                    path.unlink()


def write_group(group, cases, names):
    """Writes the named cases of a group, or all without names; returns the files of the group."""
    entries = {}
    manifest_file = manifest_of(group)
    if names and manifest_file.exists():
        entries = {(e["case"], e["writer"]): e for e in json.loads(manifest_file.read_text())["cases"]}
    for case in cases:
        for writer in case.writers:
            if not names or case.name in names:
                print(f"{writer} {case.name}", file=sys.stderr)
                entry = write(case, ALL[writer])
                entries[entry["case"], entry["writer"]] = entry
    order = {case.name: i for i, case in enumerate(cases)}
    manifest = {
        "generator": "src/test/python/generate.py",
        "versions": versions(),
        "cases": sorted(entries.values(), key=lambda e: (order[e["case"]], e["writer"])),
    }
    manifest_file.write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")
    return {e["data"] for e in manifest["cases"]} | {f for e in manifest["cases"] for f in e["files"].values()}


if __name__ == "__main__":
    main(sys.argv[1:])
