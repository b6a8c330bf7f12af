"""The names by which either Keras finds losses, metrics, optimizers, schedules, regularizers and constraints.

    python objective/names.py

Writes `names.json`: every public class, and every other name that Keras' own `get` turns into an object.
"""

import inspect
import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import tf_keras
from tf_keras.src.mixed_precision import loss_scale_optimizer

OUT = pathlib.Path(__file__).parent.parent.parent / "resources" / "objective" / "names.json"

# What others are made of, which no file names for itself.
FUNCTIONS = {"deserialize", "get", "serialize"}
BASES = {
    "Constraint",
    "LearningRateSchedule",
    "Loss",
    "LossFunctionWrapper",
    "MeanMetricWrapper",
    "Metric",
    "Optimizer",
    "OptimizerMap",
    "Reduction",
    "Regularizer",
}

# Names that Keras takes besides those of its modules.
SHORT = {
    "losses": ["bce", "BCE", "kld", "KLD", "crossentropy", "ce", "huber_loss", "cosine_proximity", "cosine"],
    "metrics": ["acc", "accuracy", "ce", "crossentropy", "cosine_proximity", "cosine"],
    "constraints": ["maxnorm", "nonneg", "unitnorm"],
    "regularizers": ["l1l2"],
}


def resolves(get, name):
    try:
        return get(name) is not None
    except Exception:
        return False


def names(module, kind):
    registry = {}
    for found in (module, getattr(inspect.getmodule(module.get), "ALL_OBJECTS_DICT", {}) if hasattr(module, "get") else {}):
        members = found.items() if isinstance(found, dict) else inspect.getmembers(found)
        registry.update({n: v for n, v in members if not n.startswith("_") and n not in FUNCTIONS and callable(v)})
    classes = {n for n, v in registry.items() if inspect.isclass(v) and n == v.__name__} - BASES
    others = set(registry) - classes - BASES | set(SHORT.get(kind, []))
    get = getattr(module, "get", None)
    return sorted(classes | {n for n in others if get and resolves(get, n) and not n.lower() in {b.lower() for b in BASES}})


def main():
    found = {}
    for k, writer in ((keras, "keras"), (tf_keras, "tf_keras")):
        kinds = {kind: names(getattr(k, kind), kind) for kind in ("losses", "metrics", "regularizers", "constraints")}
        modules = [k.optimizers] + ([k.optimizers.legacy, k.optimizers.experimental] if k is tf_keras else [])
        optimizers = {name for module in modules for name in names(module, "optimizers")}
        if k is tf_keras:
            optimizers |= {n for n, v in vars(loss_scale_optimizer).items() if inspect.isclass(v) and n.startswith("LossScaleOptimizer") and "Meta" not in n}
        kinds["optimizers"] = sorted(optimizers)
        kinds["schedules"] = names(k.optimizers.schedules, "schedules")
        found[writer] = kinds
    versions = {"keras": keras.__version__, "tf_keras": tf_keras.__version__}
    OUT.write_text(json.dumps({"versions": versions, "names": found}, indent=1) + "\n")


main()
