"""Writes the Keras files under src/test/resources, and beside each what Keras says is in it.

python -m pip install -r requirements.txt
python generate_fixtures.py ../resources/io/kerasport/formats

Each model is written as <name>.k3.keras and <name>.k3.h5 by Keras 3, as <name>.k2.keras and
<name>.k2.h5 by tf_keras, with <name>.<generation>.json: every layer's weights with shape, type and
CRC-32 of the little-endian values. The files are gzipped, as HDF5 is mostly zeros.
"""

import gzip
import json
import os
import sys
import tempfile
import zipfile
import zlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import h5py
import keras as keras3
import numpy as np
import tensorflow as tf
import tf_keras as keras2


def sequential(k):
    L = k.layers
    return k.Sequential(
        [
            L.Input((6,), name="features"),
            L.Dense(4, activation="relu", name="hidden"),
            L.BatchNormalization(name="norm"),
            L.Dropout(0.5, name="drop"),
            L.Dense(3, activation="softmax", name="probabilities"),
        ],
        name="classifier",
    )


def functional(k):
    """Two inputs, two outputs, a layer called twice, and compiled."""
    L = k.layers
    left = k.Input((5,), name="left")
    right = k.Input((5,), name="right")
    shared = L.Dense(4, name="shared")
    a, b = shared(left), shared(right)
    total = L.Add(name="total")([a, b])
    joined = L.Concatenate(name="joined")([total, a, b])
    outputs = [L.Dense(2, name="first")(joined), L.Dense(1, activation="sigmoid", name="second")(total)]
    model = k.Model([left, right], outputs, name="two_ways")
    model.compile("adam", loss=["mse", "binary_crossentropy"], metrics=[["mae"], ["accuracy"]])
    return model


def dictionaries(k):
    """Inputs and outputs in dicts whose keys are not in alphabetical order."""
    L = k.layers
    inputs = {"zebra": k.Input((3,), name="zebra"), "ant": k.Input((2,), name="ant")}
    joined = L.Concatenate(name="joined")([inputs["zebra"], inputs["ant"]])
    outputs = {"score": L.Dense(1, name="score")(joined), "label": L.Dense(2, name="label")(joined)}
    return k.Model(inputs, outputs, name="dictionaries")


def dict_calls(k):
    """Models called with dicts: one that takes a dict, one that takes a list, by input names."""
    L = k.layers
    inner_inputs = {"right": k.Input((2,), name="inner_right"), "left": k.Input((3,), name="inner_left")}
    x = L.Concatenate(name="inner_joined")([inner_inputs["right"], inner_inputs["left"]])
    by_key = k.Model(inner_inputs, {"z": L.Dense(2, name="z")(x), "a": L.Dense(3, name="a")(x)}, name="by_key")
    listed = [k.Input((3,), name="one"), k.Input((2,), name="another")]
    by_name = k.Model(listed, L.Dense(1, name="made")(L.Concatenate(name="both")(listed)), name="by_name")
    two, three = k.Input((2,), name="two"), k.Input((3,), name="three")
    answer = by_key({"right": two, "left": three})
    return k.Model([two, three], by_name({"another": answer["z"], "one": answer["a"]}), name="dict_calls")


def nested(k):
    """Models in models, called twice, with frozen layers."""
    return nested_with(k, lambda name, model: f"{name}_{model}")


def repeated(k):
    """The same with names that occur at several levels, which neither Keras can save as HDF5."""
    return nested_with(k, lambda name, model: name)


def nested_with(k, level):
    L = k.layers
    core_in = k.Input((4,), name="core_in")
    x = L.Dense(4, name=level("dense", "core"))(core_in)
    x = L.BatchNormalization(name=level("norm", "core"))(x)
    frozen_out = L.Dense(4, name=level("out", "core"), trainable=False)
    core = k.Model(core_in, [frozen_out(x), x], name="core")
    middle_in = k.Input((4,), name="middle_in")
    one, two = core(middle_in)
    frozen = L.Dense(4, name=level("dense", "middle"), trainable=False)
    x = L.Add(name="add")([frozen(one), two])
    x = L.BatchNormalization(name=level("norm", "middle"), trainable=False)(x)
    middle = k.Model(middle_in, L.Dense(4, name=level("out", "middle"))(x), name="middle")
    tower = k.Sequential(
        [
            k.Input((4,), name="tower_in"),
            L.Dense(4, name=level("dense", "tower")),
            L.BatchNormalization(name=level("norm", "tower")),
        ],
        name="tower",
    )
    source = k.Input((4,), name="source")
    x = middle(source)
    x = tower(x)
    x = middle(x)
    y = tower(source)
    return k.Model(source, [L.Add(name="sum")([x, y]), x], name="outer")


def tied(k):
    """A layer in two nested models, and one in two wrappers: an archive stores each once."""
    L = k.layers
    one = L.Dense(4, name="one")
    first = k.Sequential([k.Input((4,), name="first_in"), one], name="first")
    second = k.Sequential(
        [k.Input((4,), name="second_in"), one, L.Dense(2, name="own")], name="second"
    )
    source = k.Input((4,), name="source")
    step = L.Dense(4, name="step")
    y = L.Reshape((1, 4), name="steps")(source)
    y = L.TimeDistributed(step, name="wrapper")(y)
    y = L.TimeDistributed(step, name="other_wrapper")(y)
    return k.Model(source, [first(source), second(source), y], name="tied")


def images(k):
    L = k.layers
    image = k.Input((8, 8, 3), name="image")
    x = L.Conv2D(4, 3, name="conv", use_bias=False)(image)
    x = L.BatchNormalization(name="norm", scale=False)(x)
    x = L.ReLU(name="relu")(x)
    x = L.DepthwiseConv2D(3, name="depthwise")(x)
    x = L.SeparableConv2D(5, 3, name="separable")(x)
    x = L.GlobalAveragePooling2D(name="pool")(x)
    return k.Model(image, x, name="images")


def sequences(k):
    """Masks, sublayers, calls with keyword arguments."""
    L = k.layers
    tokens = k.Input((7,), dtype="int32", name="tokens")
    x = L.Embedding(10, 4, mask_zero=True, name="embedding")(tokens)
    x = L.Bidirectional(L.LSTM(3, return_sequences=True, name="lstm"), name="both_ways")(x)
    x = L.MultiHeadAttention(2, 3, name="attention")(x, value=x)
    x = L.TimeDistributed(L.Dense(4, name="inner"), name="each")(x)
    x = L.Dropout(0.5, name="always")(x, training=True)
    x = L.GRU(3, name="gru")(x)
    return k.Model(tokens, x, name="sequences")


def operations(k):
    x = k.Input((4,), name="x")
    y = k.layers.Dense(4, name="dense")(x)
    if k is keras3:
        z = k.ops.relu(x * 2.0 + y)
        z = k.ops.concatenate([z[:, 1:3], y], axis=-1)
    else:
        z = tf.nn.relu(x * 2.0 + y)
        z = tf.concat([z[:, 1:3], y], axis=-1)
    return k.Model(x, z, name="operations")


def precisions(k):
    L = k.layers
    x = k.Input((4,), name="x")
    y = L.Dense(3, dtype="float16", name="half")(x)
    y = L.Dense(3, dtype="bfloat16", name="brain")(y)
    y = L.Dense(3, dtype="float64", name="double")(y)
    y = L.Dense(3, dtype="mixed_float16", name="mixed")(y)
    n = L.Normalization(name="adapted")
    n.adapt(np.arange(12, dtype="float32").reshape(3, 4))
    return k.Model(x, [y, n(x)], name="precisions")


def names(k):
    """Layer names with slashes, dots, spaces and letters beyond ASCII."""
    if k is keras3:
        slash = "block.one"
    else:
        slash = "block/one"
    L = k.layers
    x = k.Input((4,), name="x")
    y = L.Dense(3, name=slash)(x)
    y = L.Dense(3, name="größe" if k is keras3 else "groesse")(y)
    return k.Model(x, L.Dense(2, name="a b" if k is keras3 else "a.b")(y), name="names")


def randomize(model, seed):
    random = np.random.default_rng(seed)
    values = []
    for weight in model.get_weights():
        noise = random.uniform(0.1, 1, weight.shape)
        values.append((noise * 100 if weight.dtype.kind == "i" else noise).astype(weight.dtype))
    model.set_weights(values)


def crc(value):
    array = np.ascontiguousarray(value)
    if array.dtype.byteorder == ">":
        array = array.byteswap()
    return zlib.crc32(array.tobytes())


def raw(variable):
    value = np.asarray(variable.numpy())
    return value


def relative(variable, layer, k):
    path = variable.path if k is keras3 else variable.name.split(":")[0]
    if layer.name + "/" in path:
        return path[path.index(layer.name + "/") + len(layer.name) + 1:]
    # a layer that was built inside another one has the other's name in front, some have none
    return path.split("/", 1)[-1]


def describe_layers(model, k, prefix=""):
    found = {}
    for layer in model.layers:
        path = prefix + layer.name
        if is_model(layer):
            found.update(describe_layers(layer, k, path + "/"))
        else:
            found[path] = [
                {
                    "name": relative(v, layer, k),
                    "dtype": raw(v).dtype.name,
                    "shape": list(v.shape),
                    "crc": crc(raw(v)),
                }
                for v in layer.trainable_variables + layer.non_trainable_variables
                if "seed_generator" not in getattr(v, "path", v.name)
            ]
    return found


def is_model(layer):
    return hasattr(layer, "layers") and hasattr(layer, "inputs")


def describe_calls(model, k, prefix=""):
    """Every call as "<layer>[call] <- <layer>[call][output], ...", calls counted inside the model."""
    if isinstance(model, k.Sequential):
        names = [layer.name for layer in model.layers]
        before = [model.inputs[0].name.split(":")[0]] + names[:-1]
        lines = [f"{prefix}{n}[0] <- {b}[0][0]" for n, b in zip(names, before)]
        layers = model.layers
    else:
        if k is keras3:
            layers = model.operations
            inside = lambda layer, i: f"{id(layer)}_ib-{i}" in model._nodes
            tensors = lambda node: node.input_tensors
        else:
            layers = model.layers
            inside = lambda layer, i: f"{layer.name}_ib-{i}" in model._network_nodes
            tensors = lambda node: node.keras_inputs
        index = {}
        for layer in layers:
            kept = [i for i in range(len(layer._inbound_nodes)) if inside(layer, i)]
            index.update({(layer.name, i): n for n, i in enumerate(kept)})
        lines = []
        for layer in layers:
            for i, node in enumerate(layer._inbound_nodes):
                if (layer.name, i) in index and not node.is_input:
                    needed = []
                    for tensor in tensors(node):
                        source, node_index, output = tensor._keras_history
                        needed.append(f"{source.name}[{index[source.name, node_index]}][{output}]")
                    call = f"{prefix}{layer.name}[{index[layer.name, i]}]"
                    lines.append(f"{call} <- {', '.join(sorted(needed))}")
    for layer in layers:
        if is_model(layer):
            lines += describe_calls(layer, k, prefix + layer.name + "/")
    return lines


def describe_outputs(model, k):
    names = []
    for tensor in model.outputs:
        layer, node_index, output = tensor._keras_history
        if k is keras3:
            inside = lambda i: f"{id(layer)}_ib-{i}" in getattr(model, "_nodes", ())
        else:
            inside = lambda i: f"{layer.name}_ib-{i}" in model._network_nodes
        call = sum(inside(i) for i in range(node_index))
        names.append(f"{layer.name}[{call}][{output}]")
    return names


def describe(model, k):
    return {
        "keras": k.__version__,
        "name": model.name,
        "inputs": [t.name.split(":")[0] for t in model.inputs],
        "outputs": describe_outputs(model, k),
        "calls": describe_calls(model, k),
        "weights": describe_layers(model, k),
    }


MODELS = [sequential, functional, dictionaries, dict_calls, nested, images, sequences, operations, precisions, names, tied, repeated]


def rewritten(source, target, edit_config=lambda text: text, names=lambda group, name, value: None, **options):
    """Copies a whole-model file, with other encodings of names or other storage of datasets."""
    with h5py.File(source) as old, h5py.File(target, "w", libver=options.pop("libver", None)) as new:

        def attributes(node, copy):
            for name, value in node.attrs.items():
                if name == "model_config":
                    value = edit_config(value)
                elif name in ("layer_names", "weight_names") and len(value):
                    if names(copy, name, list(value)) is not None:
                        continue
                copy.attrs[name] = value

        def visit(path, node):
            if isinstance(node, h5py.Dataset):
                attributes(node, new.create_dataset(path, data=node[()], **(options if node.shape else {})))
            else:
                attributes(node, new.require_group(path))

        attributes(old, new)
        old.visititems(visit)


def fixed_names(group, name, value):
    group.attrs[name] = np.array([text.encode() for text in value])
    return True


def split_names(group, name, value):
    for i, part in enumerate(np.array_split(np.array([text.encode() for text in value]), 2)):
        if len(part):
            group.attrs[f"{name}{i}"] = part
    return True


def variants(work, target):
    """The nested model as other versions and tools write it."""
    for tag in ("k2", "k3"):
        source = os.path.join(work, f"nested.{tag}.h5")
        kinds = {
            "old": dict(
                names=fixed_names,
                edit_config=lambda text: text.replace('"class_name": "Functional"', '"class_name": "Model"'),
            ),
            "split": dict(names=split_names),
            "repacked": dict(
                libver="latest", chunks=True, compression="gzip", shuffle=True, fletcher32=True
            ),
        }
        for kind, options in kinds.items():
            path = os.path.join(work, kind)
            rewritten(source, path, **options)
            pack(path, os.path.join(target, f"nested_{kind}.{tag}.h5"))
            with open(os.path.join(target, f"nested.{tag}.json")) as described:
                with open(os.path.join(target, f"nested_{kind}.{tag}.json"), "w") as copy:
                    copy.write(described.read())


def without_names(work, target):
    """Archives of Keras before 3.6: weights without the names of their layers; here compressed."""
    for name in ("nested", "repeated", "operations", "sequences"):
        path = os.path.join(work, "unnamed.keras")
        weights = os.path.join(work, "unnamed.h5")
        with zipfile.ZipFile(os.path.join(work, f"{name}.k3.keras")) as old:
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
                for entry in old.namelist():
                    content = old.read(entry)
                    if entry == "model.weights.h5":
                        with open(weights, "wb") as file:
                            file.write(content)
                        with h5py.File(weights, "a") as file:
                            file.visititems(lambda path, node: node.attrs.pop("name", None) and None)
                        with open(weights, "rb") as file:
                            content = file.read()
                    new.writestr(entry, content)
        pack(path, os.path.join(target, f"{name}_unnamed.k3.keras"))
        with open(os.path.join(target, f"{name}.k3.json")) as described:
            with open(os.path.join(target, f"{name}_unnamed.k3.json"), "w") as copy:
                copy.write(described.read())


def pack(source, target):
    with open(source, "rb") as file, open(target + ".gz", "wb") as packed:
        with gzip.GzipFile("", "wb", 9, packed, mtime=0) as zipped:
            zipped.write(file.read())


def main(target):
    with tempfile.TemporaryDirectory() as work:
        for build in MODELS:
            for k, tag in ((keras3, "k3"), (keras2, "k2")):
                k.utils.set_random_seed(7)
                k.backend.clear_session()
                model = build(k)
                randomize(model, 7)
                base = f"{build.__name__}.{tag}"
                with open(os.path.join(target, base + ".json"), "w") as file:
                    json.dump(describe(model, k), file, indent=1)
                    file.write("\n")
                for kind in ("keras",) if build is repeated else ("keras", "h5"):
                    saved = os.path.join(work, f"{base}.{kind}")
                    model.save(saved)
                    pack(saved, os.path.join(target, f"{base}.{kind}"))
        variants(work, target)
        without_names(work, target)


if __name__ == "__main__":
    main(sys.argv[1])
