"""A model of Keras 2 as SavedModel and as checkpoint, with its predictions and its next step."""

import os
import pathlib
import shutil

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tf_keras

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "fixtures" / "saved_model"


def build(k):
    L = k.layers
    image = k.Input((6, 6, 2), name="image")
    x = L.SeparableConv2D(3, 3, activation="relu", name="conv")(image)
    x = L.BatchNormalization(name="norm")(x)
    head = k.Sequential([k.Input((4, 4, 3)), L.Flatten(name="flat"), L.Dense(4, name="inner")], name="head")
    return k.Model(image, L.Dense(2, name="y")(head(x)), name="saved")


def main():
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    random = np.random.default_rng(19)
    x = random.normal(size=(3, 6, 6, 2)).astype("float32")
    y = random.normal(size=(3, 2)).astype("float32")
    tf_keras.utils.set_random_seed(5)
    model = build(tf_keras)
    model.compile(tf_keras.optimizers.Adam(0.05), tf_keras.losses.MeanSquaredError())
    for _ in range(2):
        model.train_on_batch(x, y)
    model.save(OUT / "model", save_format="tf")
    model.save_weights(OUT / "checkpoint")
    (OUT / "architecture.json").write_text(model.to_json())
    arrays = {"image": x, "target": y, "y": model.predict(x, verbose=0)}
    loss = model.train_on_batch(x, y)
    arrays["step/loss"] = np.array(loss, "float32")
    for weight in model.weights:
        arrays["step/" + weight.name.split(":")[0]] = weight.numpy()
    np.savez_compressed(OUT / "saved_model.npz", **arrays)


main()
