"""Three steps of transformers made of Keras' layers, with either generation of Keras.

The encoder puts numbers of positions to its words, attends to what is no padding, and tells a kind from the first word
and the mean of all. The decoder reads what an encoder found, and predicts the next word behind each. Keras 3 makes it
of RMSNormalization, GroupQueryAttention and a ReversibleEmbedding that turns back into words, Keras 2 of what it has.

`<encoder|decoder>_<writer>.keras` is the compiled model, `<encoder|decoder>_<writer>.npz` the batches, the
predictions, losses and accuracies before the first step and after the last one, the losses of the steps and the
weights after all.
"""

import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import numpy as np
import tensorflow as tf

from packing import pack
from writers import ALL

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "fixtures" / "training"
STEPS = 3
WORDS, LONGEST, SIZE, KINDS = 11, 8, 4, 3


def embedded(k, ids, name):
    """Words and their positions; padding is 0."""
    L = k.layers
    if k.is_3:
        positions = k.ops.cumsum(k.ops.ones_like(ids), axis=1) - 1
    else:
        positions = tf.cumsum(tf.ones_like(ids), axis=1, exclusive=True)
    return L.Add(name=f"{name}_embedded")(
        [
            L.Embedding(WORDS, SIZE, mask_zero=True, name=f"{name}_words")(ids),
            L.Embedding(LONGEST, SIZE, name=f"{name}_positions")(positions),
        ]
    )


def encoded(k, x, name):
    """A block that normalizes what it has added up."""
    L = k.layers
    y = L.MultiHeadAttention(2, 3, name=f"{name}_attention")(x, x)
    y = L.Add(name=f"{name}_seen")([x, L.Dropout(0.0, name=f"{name}_drop")(y)])
    x = L.LayerNormalization(epsilon=1e-5, name=f"{name}_seen_norm")(y)
    y = L.Dense(6, activation="gelu", name=f"{name}_wide")(x)
    y = L.Add(name=f"{name}_thought")([x, L.Dense(SIZE, name=f"{name}_narrow")(y)])
    return L.LayerNormalization(epsilon=1e-5, name=f"{name}_norm")(y)


def encoder(k):
    L = k.layers
    ids = k.Input((None,), dtype="int32", name="ids")
    x = embedded(k, ids, "first")
    for i in range(2):
        x = encoded(k, x, f"block_{i}")
    pooled = L.Concatenate(name="pooled")([L.GlobalAveragePooling1D(name="mean")(x), x[:, 0]])
    y = L.Dense(KINDS, activation="softmax", name="y")(L.Dense(SIZE, activation="tanh", name="pooler")(pooled))
    return k.Model(ids, y, name="encoder")


def decoder(k):
    """A block that normalizes before it attends, to its own words and to another's."""
    L = k.layers
    source = k.Input((5,), dtype="int32", name="source")
    ids = k.Input((None,), dtype="int32", name="ids")
    memory = encoded(k, embedded(k, source, "source"), "source_block")
    if k.is_3:
        words = L.ReversibleEmbedding(
            WORDS, SIZE, mask_zero=True, embeddings_initializer="glorot_uniform", logit_soft_cap=5.0, name="words"
        )
        x = words(ids)
        normalization = L.RMSNormalization
    else:
        x = embedded(k, ids, "target")
        normalization = L.LayerNormalization
    y = normalization(name="own_norm")(x)
    own = L.GroupQueryAttention(2, 4, 2, name="own") if k.is_3 else L.MultiHeadAttention(2, 2, name="own")
    x = L.Add(name="own_added")([x, own(y, y, use_causal_mask=True)])
    y = normalization(name="cross_norm")(x)
    x = L.Add(name="cross_added")([x, L.MultiHeadAttention(2, 3, name="cross")(y, memory)])
    y = normalization(name="dense_norm")(x)
    gate = L.Dense(5, activation="silu", use_bias=False, name="gate")(y)
    y = L.Multiply(name="gated")([gate, L.Dense(5, use_bias=False, name="up")(y)])
    x = L.Add(name="dense_added")([x, L.Dense(SIZE, use_bias=False, name="down")(y)])
    x = normalization(name="last_norm")(x)
    logits = words(x, reverse=True) if k.is_3 else L.Dense(WORDS, name="logits")(x)
    return k.Model([source, ids], L.Activation("linear", dtype="float32", name="y")(logits), name="decoder")


def sentences(random, length):
    """Words of four sentences, three of which end before the others."""
    ids = random.integers(1, WORDS, (4, length)).astype("int32")
    for row in range(3):
        ids[row, random.integers(1, length) :] = 0
    return ids


def batch(random, model, step):
    length = 6 + step % 2
    ids = sentences(random, length)
    if model == "encoder":
        return {"ids": ids, "y": random.integers(0, KINDS, (4, 1)).astype("float32")}
    return {
        "source": sentences(random, 5),
        "ids": ids,
        "y": np.concatenate([ids[:, 1:], np.zeros((4, 1), "int32")], axis=1)[:, :, None].astype("float32"),
    }


def main():
    for writer, k in ALL.items():
        for build in encoder, decoder:
            k.start(23)
            random = np.random.default_rng(41)
            model = build(k)
            for variable in model.trainable_weights:  # no weight keeps the value that layers begin with
                value = np.asarray(variable)
                variable.assign(value + 0.2 * random.normal(size=value.shape).astype("float32"))
            model.compile(
                # rounding is all the gradient that the biases of keys have
                k.optimizers.SGD(0.1, momentum=0.9, nesterov=True) if k.is_3 else k.optimizers.Adam(0.02, epsilon=1e-3),
                k.losses.SparseCategoricalCrossentropy(from_logits=model.name == "decoder"),
                metrics=[k.metrics.SparseCategoricalAccuracy(name="accuracy")],
            )
            file = OUT / f"{model.name}_{writer}.keras"
            model.save(file)
            pack(file)
            names = k.input_names(model)
            arrays = {}

            def measure(moment):
                x, y = [arrays[f"{name}/0"] for name in names], arrays["y/0"]
                arrays[f"predicted/{moment}"] = model.predict_on_batch(x if len(x) > 1 else x[0])
                model.reset_metrics()
                loss, accuracy = model.test_on_batch(x if len(x) > 1 else x[0], y)
                arrays[f"loss/{moment}"], arrays[f"accuracy/{moment}"] = np.float32(loss), np.float32(accuracy)

            for step in range(STEPS):
                arrays |= {f"{name}/{step}": array for name, array in batch(random, model.name, step).items()}
                if step == 0:
                    measure("before")
                x = [arrays[f"{name}/{step}"] for name in names]
                model.reset_metrics()
                arrays[f"loss/{step}"] = np.float32(
                    model.train_on_batch(x if len(x) > 1 else x[0], arrays[f"y/{step}"])[0]
                )
            measure("after")
            for variable in model.weights:
                if "seed_generator" not in getattr(variable, "path", variable.name):
                    arrays["weights/" + (variable.path if k.is_3 else variable.name.split(":")[0])] = np.asarray(variable)
            np.savez_compressed(OUT / f"{model.name}_{writer}.npz", **arrays)
            print(writer, model.name, {name: float(a) for name, a in arrays.items() if a.shape == ()})


main()
