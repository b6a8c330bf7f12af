"""Writes what Keras makes of every loss and metric: objective/cases.json.gz and the models beside it.

    python objective/generate.py [case …]

Numbers are seeded by the case's name. See ../README.md.
"""

import gzip
import json
import os
import pathlib
import sys
import warnings
import zlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

HERE = pathlib.Path(__file__).parent
sys.path.insert(1, str(HERE.parent))

import numpy as np
import tensorflow as tf
from tf_keras.src.saving.legacy import saving_utils
from tf_keras.src.saving.legacy.saved_model import json_utils

from generators import NUMBERS
from objective_cases import CASES, KERAS_3, Metric
from writers import ALL

ROOT = HERE.parent.parent / "resources" / "objective"
SHAPES = {"width1": (1,), "vector": (3,), "sequence": (2, 3), "image": (2, 2, 3), "frames": (6, 4)}
BATCHES = (4, 3)


def build(k, name):
    """A model whose prediction is its input, or an activation of it."""
    if name == "softmax_layer":
        made = (3,), k.layers.Softmax(name="out")
    elif name == "softmax_sequence":
        made = (2, 3), k.layers.Activation("softmax", name="out")
    elif name in ("softmax", "sigmoid"):
        made = (3,), k.layers.Activation(name, name="out")
    else:
        made = SHAPES[name], k.layers.Activation("linear", name="out")
    shape, layer = made
    p = k.Input(shape, name="p")
    return k.Model(p, layer(p), name=name)


def main(names):
    ROOT.mkdir(parents=True, exist_ok=True)
    path = ROOT / "cases.json.gz"
    entries = {}
    if names:
        entries = {(e["case"], e["writer"]): e for e in json.loads(gzip.decompress(path.read_bytes()))["cases"]}
    for writer, k in ALL.items():
        folder = ROOT / writer
        folder.mkdir(exist_ok=True)
        for name in sorted({case.model for case in CASES if writer in case.writers}):
            if not names or not (folder / f"{name}.keras").exists():
                k.start(0)
                build(k, name).save(folder / f"{name}.keras")
    for case in CASES:
        for writer in case.writers:
            if not names or case.name in names:
                print(writer, case.name, file=sys.stderr)
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    entries[case.name, writer] = entry(ALL[writer], case)
    wanted = [(case.name, writer) for case in CASES for writer in case.writers]
    versions = {"tensorflow": tf.__version__, **{k.writer: k.version for k in ALL.values()}}
    head = json.dumps({"generator": "src/test/python/objective/generate.py", "versions": versions})
    lines = ",\n".join(json.dumps(entries[key], separators=(",", ":")) for key in wanted if key in entries)
    text = head[:-1] + ', "cases": [\n' + lines + "\n]}\n"
    path.write_bytes(gzip.compress(text.encode(), mtime=0))


def entry(k, case):
    seed = zlib.crc32(case.name.encode())
    k.start(seed)
    rng = np.random.default_rng(seed)
    model = build(k, case.model)
    shape = tuple(model.inputs[0].shape[1:])
    loss = case.loss(k) if callable(case.loss) else case.loss
    batches = []
    for size in BATCHES:
        prediction = NUMBERS[case.prediction](rng, (size,) + shape)
        target = NUMBERS[case.target](rng, (size,) + shape)
        axes = shape[:1] if case.steps else axes_of_losses(k, loss, target, prediction)
        weight = np.round(rng.uniform(0, 2, (size,) + axes), 2)
        weight.flat[0] = 0
        batches.append((prediction, target, weight.astype("float32")))
    metrics = [made(k, m) for m in case.metrics]
    weighted = [made(k, m) for m in case.weighted]
    model.compile(optimizer="sgd", loss=loss, metrics=metrics or None, weighted_metrics=weighted or None, run_eagerly=case.eager)
    spelled = {"compile_config": brief(model.get_compile_config())}
    objects = callable(case.loss) or not all(isinstance(m, Metric) for m in case.metrics + case.weighted)
    if not k.is_3 and objects:
        spelled["training_config"] = training_config(model)
    if case.steps:  # as files of TensorFlow 1 have it
        spelled = {form: {**config, "sample_weight_mode": "temporal"} for form, config in spelled.items()}
    plain = [loss_of(model, batch, False) for batch in batches]
    result = {
        "case": case.name,
        "writer": k.writer,
        "model": f"{k.writer}/{case.model}.keras",
        **spelled,
        "batches": [
            {"prediction": listed(p), "target": listed(y[..., None] if y.ndim < p.ndim else y), "weight": listed(w)}
            for p, y, w in batches
        ],
        "loss": plain,
        "tolerance": case.tolerance,
    }
    if case.weights:
        result["weighted_loss"] = [loss_of(model, batch, True) for batch in batches]
    if metrics or weighted:
        keys = [key(k, m, False) for m in case.metrics]
        keys += [f"weighted_{name}" if name in keys else name for name in (key(k, m, True) for m in case.weighted)]
        result["metrics"] = metrics_of(k, model, batches, case.weights, keys)
    if not k.is_3 and not case.steps and metrics + weighted and not any(isinstance(m, Metric) for m in case.metrics + case.weighted):
        result["trained_config"] = training_config(model)  # names no string any more
    return result


def axes_of_losses(k, loss, target, prediction):
    """Keras 3 wants as many weights as there are losses; Keras 2 is given one for each sample."""
    if not k.is_3 or loss == "crossentropy":
        return ()
    made = k.losses.get(loss)
    losses = made.call(target, prediction) if isinstance(made, k.losses.Loss) else made(target, prediction)
    return tuple(losses.shape[1:])


def made(k, metric):
    return metric.name if isinstance(metric, Metric) else metric(k)


def key(k, metric, weighted):
    if isinstance(metric, Metric):
        return metric.key(k, weighted)
    made = metric(k)
    name = getattr(made, "name", None) or made.__name__
    return ("weighted_" if weighted and not k.is_3 else "") + name


def loss_of(model, batch, weighted):
    prediction, target, weight = batch
    model.reset_metrics()
    result = model.test_on_batch(prediction, target, sample_weight=weight if weighted else None)
    return brief(float(result[0] if isinstance(result, list) else result))


def metrics_of(k, model, batches, weighted, keys):
    """After all batches, the first of which is the largest."""
    prediction, target, weight = (np.concatenate(arrays) for arrays in zip(*batches))
    result = model.evaluate(prediction, target, sample_weight=weight if weighted else None, batch_size=BATCHES[0], verbose=0, return_dict=True)
    values = [result[key] for key in keys] if k.is_3 else list(result.values())[1:]
    assert len(values) == len(keys), (result, keys)
    return dict(zip(keys, map(brief, values)))


def brief(value):
    """Without what an evaluation does not need, and with the digits that float32 has."""
    if isinstance(value, dict):
        brief_optimizer = {"optimizer": "sgd"} if "optimizer" in value else {}
        return {k: brief(v) for k, v in value.items() if k not in ("run_eagerly", "steps_per_execution", "jit_compile")} | brief_optimizer
    if isinstance(value, (list, tuple)):
        return [brief(v) for v in value]
    if isinstance(value, (float, np.floating)):
        return float(f"{value:.9g}")
    if isinstance(value, (np.ndarray, tf.Tensor)):
        return brief(np.asarray(value, "float64").tolist())
    return value


def training_config(model):
    """As Keras 2 writes it into .h5."""
    metadata = saving_utils.model_metadata(model, include_optimizer=True)
    config = json.loads(json.dumps(metadata["training_config"], default=json_utils.get_json_type))
    del config["optimizer_config"]
    return brief({"optimizer": "sgd", **config})


def listed(array):
    return {"shape": list(array.shape), "values": [round(float(x), 6) for x in array.ravel()]}


if __name__ == "__main__":
    main(sys.argv[1:])
