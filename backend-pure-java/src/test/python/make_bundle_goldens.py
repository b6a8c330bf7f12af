"""Writes the golden bundles of BundleWriterTest and BundleReaderTest with TensorFlow's SaveV2.

    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python make_bundle_goldens.py ../resources/io/kerasport/purejava/bundle

The Java side (GoldenBundles.java) makes the same tensors by the same rules, so the files hold no
more than what TensorFlow made of them. They are kept gzipped, as one index has thousands of keys; of
the bundle of more than 2 GiB only the index is kept. That one needs 8 GB of memory.
"""

import gzip
import os
import sys
import tempfile

import numpy as np
import tensorflow as tf

# One row for each element type: name, bytes of one element.
NUMERIC = [
    ("float32", 4), ("float64", 8), ("int32", 4), ("uint8", 1), ("int16", 2), ("int8", 1),
    ("complex64", 8), ("int64", 8), ("bool", 1), ("bfloat16", 2), ("uint16", 2),
    ("complex128", 16), ("float16", 2), ("uint32", 4), ("uint64", 8),
]
SHAPES = [(), (1,), (0,), (3,), (2, 3), (2, 0, 3), (1, 1, 1, 1), (2, 1, 3, 1, 2)]


def numbers(dtype, width, shape):
    """Bytes that count up in steps of seven; truth values alternate."""
    count = int(np.prod(shape)) * width
    step = np.arange(count, dtype=np.uint32)
    data = (step % 2 if dtype == "bool" else step * 7 + 3).astype(np.uint8).tobytes()
    elements = np.frombuffer(data, tf.dtypes.as_dtype(dtype).as_numpy_dtype)
    return tf.constant(elements.reshape(shape))


def single():
    return {"a": tf.constant([1.0, 2.0])}


def mixed():
    tensors = {}
    for dtype, width in NUMERIC:
        for i, shape in enumerate(SHAPES):
            tensors[f"{dtype}/{i}"] = numbers(dtype, width, shape)
    tensors["text/empty"] = tf.constant("")
    tensors["text/short"] = tf.constant("hi")
    tensors["text/long"] = tf.constant("ä" * 100)
    tensors["text/\U0001f600"] = tf.constant("after the letters of the basic plane")
    tensors["text/\uffee"] = tf.constant("before it in bytes, behind it in UTF-16")
    return tensors


def many():
    """Enough keys for several data blocks."""
    return {f"layer-{i}/" + "w" * 90: numbers("float32", 4, (i % 4,)) for i in range(8000)}


def large_keys():
    """Keys that alone fill a block and more than two, and neighbours that differ by 0xff."""
    keys = ["a", "b" * 300_000, "b" * 600_000, "c", "c\u00ff", "d"]
    return {key: numbers("float32", 4, (2,)) for key in keys}


def huge():
    """One tensor of more than 2 GiB, and another behind it."""
    period = (np.arange(256, dtype=np.uint32) * 7 + 3).astype(np.uint8)
    return {"a": tf.constant(np.tile(period, 9_000_000)), "b": numbers("float32", 4, (1,))}


def write(directory, name, tensors):
    keys = sorted(tensors, key=lambda key: key.encode())
    with tempfile.TemporaryDirectory() as scratch:
        prefix = os.path.join(scratch, name)
        tf.raw_ops.SaveV2(
            prefix=prefix, tensor_names=keys, shape_and_slices=[""] * len(keys),
            tensors=[tensors[key] for key in keys])
        pack(prefix + ".index", os.path.join(directory, name + ".index.gz"))
        if name != "huge":
            pack(prefix + ".data-00000-of-00001", os.path.join(directory, name + ".data.gz"))


def pack(source, target):
    with open(source, "rb") as data, open(target, "wb") as out, \
            gzip.GzipFile(filename="", mode="wb", fileobj=out, mtime=0) as packed:
        packed.write(data.read())


if __name__ == "__main__":
    for case in (single, mixed, many, large_keys, huge):
        write(sys.argv[1], case.__name__, case())
    with open(os.path.join(sys.argv[1], "VERSIONS"), "w") as out:
        out.write(f"make_bundle_goldens.py, tensorflow-cpu {tf.__version__}\n")
