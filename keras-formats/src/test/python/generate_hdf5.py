"""Writes HDF5 files with every kind of dataset that is read, and with those that are refused.

python generate_hdf5.py ../resources/io/kerasport/formats/hdf5

earliest.h5 is in the format Keras writes, latest.h5 in the newest one; a JSON beside each tells the
datasets' types, shapes and the CRC-32 of the little-endian values. links.h5 leads out of the file.
"""

import gzip
import json
import os
import sys
import tempfile
import zlib

import h5py
import numpy as np

NUMBERS = ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]


def datasets(file):
    random = np.random.default_rng(11)
    for code in NUMBERS:
        values = random.uniform(0, 100, (3, 5)).astype("<" + code)
        file["little/" + code] = values
        file["big/" + code] = values.astype(">" + code)
    file["bool"] = np.array([True, False, True])
    file["scalar"] = np.float32(2.5)
    file["empty"] = np.zeros((0, 3), "f4")
    cube = random.uniform(0, 1, (7, 5, 9)).astype("f4")
    file.create_dataset("chunked/plain", data=cube, chunks=(3, 2, 4))
    file.create_dataset("chunked/deflated", data=cube, chunks=(3, 2, 4), compression="gzip")
    file.create_dataset(
        "chunked/shuffled", data=cube, chunks=(2, 5, 3), compression="gzip", shuffle=True, fletcher32=True
    )
    file.create_dataset("chunked/one", data=cube, chunks=cube.shape)
    file.create_dataset("chunked/one_deflated", data=cube, chunks=cube.shape, compression="gzip")
    file.create_dataset("chunked/vector", data=cube.ravel(), chunks=(50,))
    file.create_dataset("chunked/big", data=cube.astype(">f8"), chunks=(4, 5, 6), compression="gzip")
    file.create_dataset("chunked/many", data=random.uniform(0, 1, (97, 31)).astype("f4"), chunks=(2, 2))
    compact = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    compact.set_layout(h5py.h5d.COMPACT)
    small = np.arange(6, dtype="f4")
    h5py.h5d.create(
        file.id, b"compact", h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple((6,)), compact
    ).write(h5py.h5s.ALL, h5py.h5s.ALL, small)
    early = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    early.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
    early.set_chunk((2, 2))
    h5py.h5d.create(
        file.id, b"chunked/implicit", h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple((5, 3)), early
    ).write(h5py.h5s.ALL, h5py.h5s.ALL, np.arange(15, dtype="f4").reshape(5, 3))


def attributes(file):
    group = file.create_group("attributes")
    group.attrs["text"] = "größe"
    group.attrs["bytes"] = np.bytes_(b"abc")
    group.attrs["list"] = ["one", "two", "größe"]
    group.attrs["fixed"] = np.array([b"a", b"bcd", b""])
    group.attrs["none"] = []
    group.attrs["no_text"] = ""
    group.attrs["number"] = 3.5
    group.attrs["parts0"] = np.array([b"a", b"bb"])
    group.attrs["parts1"] = ["ccc"]
    many = file.create_group("many_attributes")
    for i in range(20):
        many.attrs[f"key{i}"] = f"value{i}"
    members = file.create_group("many_members")
    for i in range(300):
        members.create_group(f"member{i}")
    names = file.create_group("names with/slashes and größe")
    names["x"] = np.arange(3, dtype="f4")


def describe(file):
    found = {}

    def visit(path, node):
        if isinstance(node, h5py.Dataset):
            values = node[()]
            little = values.astype(values.dtype.newbyteorder("<"))
            found[path] = {
                "dtype": values.dtype.newbyteorder("=").name,
                "shape": list(node.shape),
                "crc": zlib.crc32(np.ascontiguousarray(little).tobytes()),
            }

    file.visititems(visit)
    return found


def links(file):
    file["real/x"] = np.arange(3, dtype="f4")
    file["soft"] = h5py.SoftLink("/real")
    file["outside"] = h5py.ExternalLink("elsewhere.h5", "/x")
    file["loop/self"] = file["/"]
    file.create_dataset("stored_elsewhere", (4,), "u1", external=[("elsewhere.h5", 0, 4)])
    layout = h5py.VirtualLayout(shape=(3,), dtype="f4")
    layout[:] = h5py.VirtualSource(".", "real/x", shape=(3,))
    file.create_virtual_dataset("virtual", layout)
    file.create_dataset("never_written", (1000, 1000), "f4")
    file.create_dataset("partly_written", (100, 100), "f4", chunks=(10, 10))[:10, :10] = 1
    file.create_dataset("lzf", data=np.zeros((8, 8), "f4"), compression="lzf")
    file["complex"] = np.zeros(3, "c8")
    file["strings"] = ["a", "b"]
    file.create_dataset("growing", data=np.zeros((8, 8), "f4"), maxshape=(None, None), chunks=(2, 2))


def pack(source, target):
    with open(source, "rb") as file, open(target + ".gz", "wb") as packed:
        with gzip.GzipFile("", "wb", 9, packed, mtime=0) as zipped:
            zipped.write(file.read())


def main(target):
    with tempfile.TemporaryDirectory() as work:
        for name in ("earliest", "latest"):
            path = os.path.join(work, name + ".h5")
            with h5py.File(path, "w", libver=name) as file:
                datasets(file)
                attributes(file)
                described = describe(file)
            with open(os.path.join(target, name + ".json"), "w") as out:
                json.dump(described, out, indent=1)
                out.write("\n")
            pack(path, os.path.join(target, name + ".h5"))
        for name in ("earliest", "latest"):
            path = os.path.join(work, f"links_{name}.h5")
            with h5py.File(path, "w", libver=name) as file:
                links(file)
            pack(path, os.path.join(target, f"links_{name}.h5"))


if __name__ == "__main__":
    main(sys.argv[1])
