"""Images changed at random in training, by both generations of Keras.

    python random_images.py

Writes to `fixtures/training`: `random_<writer>.keras`, a model whose layers change an image at random, and
`random_<writer>.npz` with the image, and by output the mean and the deviation of every pixel over many
trainings' forward passes; `certain_<writer>.keras` and `.npz`, a model whose layers draw from ranges of one
number, so that Keras' images are the only right ones; `certain_first_keras` has images with channels first.
"""

import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import numpy as np
import tensorflow as tf

from packing import pack
from writers import ALL

ROOT = pathlib.Path(__file__).parent.parent / "resources" / "fixtures" / "training"
RUNS = 4000
BATCH = 4


def certain(k):
    """Layers without a choice."""
    L = k.layers
    layers = []
    for fill in ["constant", "nearest", "wrap", "reflect"]:
        for method in ["nearest", "bilinear"]:
            end = f"_{fill}_{method}"
            how = {"fill_mode": fill, "interpolation": method, "fill_value": 7.0}
            layers += [
                L.RandomRotation((0.1, 0.1), name="rotation" + end, **how),
                L.RandomZoom((0.3, 0.3), (-0.2, -0.2), name="zoom" + end, **how),
                L.RandomTranslation((0.3, 0.3), (-0.2, -0.2), name="move" + end, **how),
            ]
    layers += [
        L.RandomZoom((-0.4, -0.4), name="zoom_both"),
        L.RandomBrightness((0.3, 0.3), name="brighter"),
        L.RandomBrightness((-0.6, -0.6), value_range=(0, 100), name="darker"),
        L.RandomCrop(6, 5, name="crop_all_rows"),
        L.RandomCrop(9, 12, name="crop_larger"),
    ]
    if k.is_3:
        layers.append(L.RandomContrast((-0.4, 0.4), value_range=(0, 200), name="contrast"))
    return layers


def certain_of_channels_first(k):
    """The same with channels first, which Keras 3 knows alone."""
    L = k.layers
    how = {"data_format": "channels_first"}
    return [
        L.RandomRotation((0.1, 0.1), fill_mode="constant", fill_value=7.0, name="rotation", **how),
        L.RandomZoom((0.3, 0.3), (-0.2, -0.2), name="zoom", **how),
        L.RandomTranslation((0.3, 0.3), (-0.2, -0.2), name="move", **how),
        L.RandomBrightness((0.3, 0.3), name="brighter", **how),
        L.RandomContrast((-0.4, 0.4), value_range=(0, 200), name="contrast", **how),
        L.RandomCrop(6, 5, name="crop_all_rows", **how),
    ]


def uncertain(k):
    L = k.layers
    return [
        L.RandomFlip("horizontal", name="flip_horizontal"),
        L.RandomFlip("vertical", name="flip_vertical"),
        L.RandomFlip(name="flip_both"),
        L.RandomRotation(0.1, name="rotation"),
        L.RandomZoom(0.3, name="zoom"),
        L.RandomZoom(0.3, (-0.5, 0.0), name="zoom_apart"),
        L.RandomTranslation(0.3, (0.0, 0.4), name="move"),
        L.RandomContrast(0.8, name="contrast"),
        L.RandomBrightness(0.4, name="brightness"),
        L.RandomCrop(4, 3, name="crop"),
    ]


def model(k, layers, shape=(6, 5, 2)):
    image = k.Input(shape, name="image")
    outputs = [layer(image) for layer in layers]
    outputs.append(k.layers.Dense(1, name="trained")(k.layers.Flatten(name="flat")(image)))
    built = k.Model(image, outputs)
    built.compile(optimizer="sgd", loss=["mse"] * len(outputs))
    return built


def save(k, built, name):
    path = ROOT / f"{name}_{k.writer}.keras"
    built.save(path)
    pack(path)


def write_certain(k, built, name, image):
    save(k, built, name)
    outputs = built(image[None], training=True)
    np.savez_compressed(
        ROOT / f"{name}_{k.writer}.npz",
        image=image[None],
        **{layer: np.asarray(y) for layer, y in zip(k.output_names(built), outputs) if layer != "trained"},
    )


def write_uncertain(k, built, name, image, runs=RUNS, size=BATCH, eagerly=False):
    """The mean and the deviation of every output but that of the layer `trained`."""
    save(k, built, name)
    batch = tf.constant(np.repeat(image[None], size, 0))

    def call(x):
        return built(x, training=True)

    run = call if eagerly else tf.function(call)
    names = [name for name in k.output_names(built) if name != "trained"]
    sums = squares = 0
    for _ in range(runs):
        flat = np.concatenate([np.asarray(y).reshape(size, -1) for y in run(batch)[: len(names)]], axis=1)
        sums, squares = sums + flat.sum(0, dtype="float64"), squares + (flat.astype("float64") ** 2).sum(0)
    mean = sums / (runs * size)
    deviation = np.sqrt(np.maximum(squares / (runs * size) - mean**2, 0))
    arrays = {"image": np.repeat(image[None], BATCH, 0)}
    at = 0
    for output, y in zip(names, run(batch)):
        width = int(np.prod(y.shape[1:]))
        arrays["mean/" + output] = mean[at : at + width].astype("float32")
        arrays["deviation/" + output] = deviation[at : at + width].astype("float32")
        at += width
    np.savez_compressed(ROOT / f"{name}_{k.writer}.npz", **arrays)


def write_channels_first(k, image):
    k.start(3)
    turned = np.transpose(image, (2, 0, 1))
    write_certain(k, model(k, certain_of_channels_first(k), turned.shape), "certain_first", turned)


def main():
    rng = np.random.default_rng(7)
    image = rng.uniform(0, 255, (6, 5, 2)).astype("float32")
    write_channels_first(ALL["keras"], image)
    for writer, k in ALL.items():
        k.start(3)
        write_certain(k, model(k, certain(k)), "certain", image)
        write_uncertain(k, model(k, uncertain(k)), "random", image)


if __name__ == "__main__":
    main()
