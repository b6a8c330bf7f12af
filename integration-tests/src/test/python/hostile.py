"""Files that do what Keras' own loaders were attacked with since 2024: see HostileFilesTest.

    python hostile.py

`secret.h5` beside them holds what their links lead to, so that a reader that follows one succeeds.
"""

import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import h5py
import numpy as np

from refused import edit_h5, edit_keras

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "resources" / "fixtures"
OUT = FIXTURES / "hostile"
IN_H5 = "model_weights/first/first/kernel"
IN_KERAS = "layers/dense/vars/0"


def external_link(h5, path):
    del h5[path]
    h5[path] = h5py.ExternalLink("secret.h5", "/kernel")


def soft_link(h5, path):
    group, name = path.rsplit("/", 1)
    h5["elsewhere"] = h5[path]
    del h5[path]
    h5[path] = h5py.SoftLink("/elsewhere")


def external_storage(h5, path):
    shape = h5[path].shape
    del h5[path]
    h5.create_dataset(path, shape, "f4", external=[("secret.h5", 0, 4 * int(np.prod(shape)))])


def virtual(h5, path):
    shape = h5[path].shape
    del h5[path]
    layout = h5py.VirtualLayout(shape=shape, dtype="f4")
    layout[:] = h5py.VirtualSource("secret.h5", "kernel", shape=shape)
    h5.create_virtual_dataset(path, layout)


def shape_bomb(h5, path):
    del h5[path]
    h5.create_dataset(path, (4, 1 << 40), "f4", chunks=(4, 1024), compression="gzip")


def circle(h5, path):
    group = h5[path].parent.parent
    group["again"] = group
    group["and_again"] = group


EDITS = (external_link, soft_link, external_storage, virtual, shape_bomb, circle)


def main():
    OUT.mkdir(exist_ok=True)
    with h5py.File(OUT / "secret.h5", "w") as h5:
        h5["kernel"] = np.ones((4, 3), "f4")
    for edit in EDITS:
        edit_h5(FIXTURES / "refused/sound.h5", OUT / f"{edit.__name__}.h5", lambda h5: edit(h5, IN_H5))
        edit_keras(FIXTURES / "refused/sound.keras", OUT / f"{edit.__name__}.keras", lambda h5: edit(h5, IN_KERAS))


if __name__ == "__main__":
    main()
