"""Writes models with trained optimizers, and beside each what Keras says of the optimizer.

python generate_optimizers.py ../resources/io/kerasport/formats/optimizers

Each optimizer is written as <name>.<generation>.<kind>, with its variables in <name>.<generation>.json:
type, shape and CRC-32 in the order of the optimizer, and for HDF5 files the stored names.
"""

import json
import os
import sys
import tempfile

from generate_fixtures import crc, h5py, keras2, keras3, np, pack, raw


def model(k):
    return k.Sequential([k.Input((3,), name="x"), k.layers.Dense(2, name="y")], name="trained")


def optimizers(o):
    return {
        "sgd": o.SGD(0.1),
        "momentum": o.SGD(0.1, momentum=0.9),
        "adam": o.Adam(0.1, amsgrad=True),
        "rmsprop": o.RMSprop(0.1, momentum=0.9, centered=True),
        "nadam": o.Nadam(0.1),
    }


def cases():
    for k, tag in ((keras3, "k3"), (keras2, "k2")):
        for name, optimizer in optimizers(k.optimizers).items():
            yield k, f"{name}.{tag}", optimizer, ("keras", "h5")
        yield k, f"schedule.{tag}", k.optimizers.SGD(
            k.optimizers.schedules.ExponentialDecay(0.1, 2, 0.5)
        ), ("keras", "h5")
    for name, optimizer in optimizers(keras2.optimizers.legacy).items():
        yield keras2, f"legacy_{name}.k2", optimizer, ("h5",)


def stored_names(file):
    with h5py.File(file) as h5:
        return [str(name).split(":")[0] for name in h5["optimizer_weights"].attrs["weight_names"]]


def main(target):
    os.makedirs(target, exist_ok=True)
    random = np.random.default_rng(3)
    for k, name, optimizer, kinds in cases():
        k.utils.set_random_seed(7)
        trained = model(k)
        trained.compile(optimizer, "mse")
        for _ in range(2):
            trained.train_on_batch(random.normal(size=(4, 3)), random.normal(size=(4, 2)))
        values = optimizer.variables
        found = [raw(v) for v in (values() if callable(values) else values)]
        if k is keras2 and "legacy" not in name and "schedule" not in name:
            # the last one is the learning rate, which Keras 2 reads from the configuration
            found = [value for value, v in zip(found, values) if "learning_rate" not in v.name]
        described = {
            "variables": [
                {"dtype": v.dtype.name, "shape": list(v.shape), "crc": crc(v)} for v in found
            ]
        }
        with tempfile.TemporaryDirectory() as work:
            for kind in kinds:
                saved = os.path.join(work, f"{name}.{kind}")
                trained.save(saved)
                pack(saved, os.path.join(target, f"{name}.{kind}"))
                if kind == "h5":
                    described["names"] = stored_names(saved)
        with open(os.path.join(target, name + ".json"), "w") as file:
            json.dump(described, file, indent=1)
            file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
