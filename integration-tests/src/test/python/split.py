"""A model in two files, architecture and weights, as each Keras writes them, with its predictions."""

import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tf_keras

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "fixtures" / "split"


def build(k):
    L = k.layers
    image = k.Input((6, 6, 2), name="image")
    x = L.Conv2D(3, 3, activation="relu", name="conv")(image)
    x = L.BatchNormalization(name="norm")(x)
    head = k.Sequential([k.Input((4, 4, 3), name="features"), L.Flatten(name="flat"), L.Dense(4, name="inner")], name="head")
    return k.Model(image, L.Dense(2, activation="softmax", name="y")(head(x)), name="split")


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(17)
    x = random.normal(size=(3, 6, 6, 2)).astype("float32")
    arrays = {"image": x}
    for k, tag in ((keras, "keras3"), (tf_keras, "keras2")):
        model = build(k)
        model.set_weights([random.uniform(0.2, 1, w.shape) for w in model.get_weights()])
        (OUT / f"{tag}.json").write_text(model.to_json())
        model.save_weights(OUT / f"{tag}.weights.h5")
        model.save(OUT / f"{tag}.whole.h5")
        if k is tf_keras:
            model.save_weights(OUT / f"{tag}.by_name.h5")
        arrays[tag] = model.predict(x, verbose=0)
    np.savez_compressed(OUT / "split.npz", **arrays)


if __name__ == "__main__":
    main()
