"""A step with the radial constraint of Keras 2 on kernels of even and odd sizes.

`radial.h5` is the compiled model, `radial.npz` the batch and the weights after the step.
"""

import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tf_keras as k

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "fixtures" / "training"


def main():
    k.utils.set_random_seed(7)
    x = y = k.Input((9, 9, 2), name="x")
    for size in (2, 3, 4, 5):
        y = k.layers.Conv2D(2, size, padding="same", kernel_constraint="radial_constraint", name=f"size_{size}")(y)
    model = k.Model(x, y, name="radial")
    model.compile(k.optimizers.SGD(0.1), "mse", run_eagerly=True)
    model.save(OUT / "radial.h5")
    random = np.random.default_rng(23)
    batch = [random.normal(size=(2, 9, 9, 2)).astype("float32") for _ in range(2)]
    arrays = {"x": batch[0], "y": batch[1], "loss": np.array(model.train_on_batch(*batch), "float32")}
    arrays.update({f"weights/{v.name.split(':')[0]}": v.numpy() for v in model.weights})
    np.savez_compressed(OUT / "radial.npz", **arrays)


main()
