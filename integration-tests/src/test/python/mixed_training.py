"""Three steps of a model that mixes what training has to keep apart, with either generation of Keras.

Two outputs with weighted losses and sample weights, one output without a loss, masked steps, moving
averages, L2 and activity regularization, frozen layers with and without moving averages, a layer that
is called twice, and one that the loss does not reach. `mixed_<writer>.keras` is the compiled model,
`mixed_<writer>.npz` the batches, the losses and the weights after each step.
"""

import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import numpy as np

from packing import pack
from writers import ALL

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "fixtures" / "training"
STEPS = 3
SAMPLES = 6


def build(k):
    L, R = k.layers, k.regularizers
    words = k.Input((5, 4), name="words")
    numbers = k.Input((4,), name="numbers")
    # not an Embedding: Keras 3 squares the gradients of a repeated token before it adds them up
    masked = L.Masking(name="masked")(words)
    shared = L.Dense(4, activation="tanh", kernel_regularizer=R.L2(0.05), name="shared")
    steps = shared(masked)
    pooled = L.GlobalAveragePooling1D(name="pooled")(steps)
    normalized = L.BatchNormalization(momentum=0.7, name="normalized")(shared(numbers))
    frozen = L.Dense(4, trainable=False, name="frozen")(normalized)
    still = L.BatchNormalization(trainable=False, name="still")(frozen)
    both = L.Concatenate(name="both")([pooled, still])
    active = L.Dense(3, activity_regularizer=R.L1(0.02), name="active")(both)
    return k.Model(
        [words, numbers],
        [
            L.Dense(3, activation="softmax", name="kind")(active),
            L.Dense(2, name="value")(active),
            L.Dense(1, name="unmeasured")(active),
            L.Dense(2, activation="sigmoid", name="steps")(steps),
        ],
        name="mixed_training",
    )


def batch(random):
    words = random.normal(size=(SAMPLES, 5, 4)).astype("float32")
    words[1, 3:] = words[4, 1:] = 0
    return {
        "words": words,
        "numbers": random.normal(size=(SAMPLES, 4)).astype("float32"),
        "kind_target": random.integers(0, 3, (SAMPLES, 1)).astype("float32"),
        "value_target": random.normal(size=(SAMPLES, 2)).astype("float32"),
        "steps_target": random.integers(0, 2, (SAMPLES, 5, 2)).astype("float32"),
        "kind_sample_weights": random.uniform(0.5, 2, SAMPLES).astype("float32"),
    }


def train(k, model, data):
    targets = {name: data[f"{name}_target"] for name in ("kind", "value", "steps")}
    weights = {"kind": data["kind_sample_weights"]}
    if k.is_3:  # takes one entry for each output, in their order
        ones = np.ones(SAMPLES, "float32")
        targets = [*targets.values()][:2] + [np.zeros((SAMPLES, 1), "float32"), targets["steps"]]
        weights = [weights["kind"], ones, ones, np.ones((SAMPLES, 5), "float32")]
    model.reset_metrics()
    return model.train_on_batch([data["words"], data["numbers"]], targets, sample_weight=weights)


def main():
    for writer, k in ALL.items():
        k.start(17)
        model = build(k)
        model.compile(
            k.optimizers.Adam(0.05),
            loss={"kind": "sparse_categorical_crossentropy", "value": "mse", "unmeasured": None, "steps": "binary_crossentropy"},
            loss_weights={"kind": 0.7, "value": 1.3, "unmeasured": 1.0, "steps": 0.5},
        )
        model.save(OUT / f"mixed_{writer}.keras")
        pack(OUT / f"mixed_{writer}.keras")
        random = np.random.default_rng(31)
        arrays = {}
        for step in range(STEPS):
            data = batch(random)
            loss = train(k, model, data)
            arrays |= {f"{step}/{name}": array for name, array in data.items()}
            arrays[f"{step}/loss"] = np.array(loss[0] if isinstance(loss, list) else loss, "float32")
            for variable in model.weights:
                name = variable.path if k.is_3 else variable.name.split(":")[0]
                arrays[f"{step}/weights/{name}"] = np.asarray(variable)
        np.savez_compressed(OUT / f"mixed_{writer}.npz", **arrays)
        print(writer, [float(arrays[f"{step}/loss"]) for step in range(STEPS)])


main()
