"""Lets Keras go on with the training that an export began.

    python optimizers.py LIST FIXTURES

LIST has a line for each export: its directory with the checkpoint of its second step, the generation of the model,
the model's file and the name of the case, separated by tabs. FIXTURES is the folder of the cases and the batches.
Keras restores model and optimizer from the checkpoint, does the third step, and must arrive where three steps of its
own lead. Every export is checked; the exit code tells whether all were right.
"""

import copy
import json
import os
import pathlib
import sys
import traceback

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf
import tf_keras

STEPS = 3
TOLERANCE = 2e-5


def inner(optimizer):
    return getattr(optimizer, "inner_optimizer", optimizer)


def compiled(k, source, config):
    if k is keras:
        optimizer = keras.saving.deserialize_keras_object(copy.deepcopy(config))
    else:
        settings = config["config"].get("inner_optimizer", config)["config"]
        legacy = "decay" in settings and "use_ema" not in settings
        optimizer = tf_keras.optimizers.deserialize(copy.deepcopy(config), use_legacy_optimizer=legacy)
    model = k.models.load_model(source, compile=False)
    # tf_keras counts in Python how often Nadam's product was updated, which goes wrong in graphs.
    model.compile(optimizer, "mse", run_eagerly=k is tf_keras and type(inner(optimizer)).__name__ == "Nadam")
    if isinstance(inner(optimizer), tf_keras.optimizers.legacy.Optimizer):
        _ = optimizer.iterations
        inner(optimizer)._create_all_weights(model.trainable_variables)
    else:
        optimizer.build(model.trainable_variables)
    return model


def name_of(variable):
    return getattr(variable, "path", variable.name)


# tf_keras does not find all of its own.
UNREGISTERED = {name: getattr(tf_keras.optimizers, name) for name in ("Adafactor", "AdamW", "Lion")}


def check(directory, generation, source, config, batches):
    k = keras if generation == "keras3" else tf_keras
    whole = compiled(k, source, config)
    for x, y in batches:
        whole.train_on_batch(x, y)
    resumed = compiled(k, source, config)
    status = tf.train.Checkpoint(resumed).read(os.path.join(directory, "variables", "variables"))
    # tf_keras computes the rate of a schedule anew in each step, and keeps it in a variable besides; Adafactor has
    # variables in the place of factors that it does not use. Checkpoints hold neither.
    optimizer = inner(resumed.optimizer)
    if not hasattr(optimizer, "_current_learning_rate") and type(optimizer).__name__ != "Adafactor":
        status.assert_existing_objects_matched()
        status.assert_consumed()
    count = getattr(optimizer, "_iterations", None)
    assert int(optimizer.iterations if count is None else count) == STEPS - 1, "the count of steps"
    if hasattr(optimizer, "_u_product_counter"):
        optimizer._u_product_counter = STEPS
    resumed.train_on_batch(*batches[-1])
    for expected, found in zip(whole.weights, resumed.weights, strict=True):
        error = np.abs(found.numpy() - expected.numpy()).max()
        limit = TOLERANCE * max(np.abs(expected.numpy()).max(), 0.05)
        assert error <= limit, f"{name_of(expected)} differs by {error}, allowed {limit}"


def main(list_file, fixtures):
    folder = pathlib.Path(fixtures)
    arrays = np.load(folder / "training.npz")
    cases = json.loads((folder / "training.json").read_text())
    scaled = json.loads((folder / "loss_scaling.json").read_text())
    cases.update({f"scaled_{name}": case for name, case in scaled.items()})
    batches = [(arrays[f"batch/{i}/x"], arrays[f"batch/{i}/y"]) for i in range(1, STEPS + 1)]
    lines = pathlib.Path(list_file).read_text().splitlines()
    failed = 0
    for line in lines:
        try:
            directory, generation, source, name = line.split("\t")
            with tf_keras.saving.custom_object_scope(UNREGISTERED):
                check(directory, generation, source, cases[name]["optimizer"], batches)
        except Exception:
            failed += 1
            print(f"--- {line}\n{traceback.format_exc()}")
    print(f"{len(lines) - failed} of {len(lines)} optimizers go on")
    sys.exit(1 if failed else 0)


main(*sys.argv[1:])
