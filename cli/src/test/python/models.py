"""Writes the models under src/test/resources/models, each with what Keras says of it.

    pip install -r requirements.txt
    python models.py ../resources/models

<name>.keras or .h5   the model
<name>.summary        a line for each row of model.summary(): name, class, output shape, parameters,
                      connections, with tabs between; then parameters and bytes of trainable and of
                      non-trainable weights
"""

import math
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras  # noqa: E402
import tf_keras  # noqa: E402


def chain(keras):
    return keras.Sequential(
        [
            keras.layers.Input((4,), name="x"),
            keras.layers.Dense(3, activation="relu", name="hidden"),
            keras.layers.BatchNormalization(name="norm"),
            keras.layers.Dense(2, activation="softmax", name="y"),
        ],
        name="chain",
    )


def branches(keras):
    """Two inputs, a shared layer, a frozen layer, a nested model, several outputs."""
    left = keras.layers.Input((6, 6, 2), name="left")
    right = keras.layers.Input((6, 6, 2), name="right")
    shared = keras.layers.Conv2D(3, 3, name="shared")
    a, b = shared(left), shared(right)
    frozen = keras.layers.BatchNormalization(name="frozen", trainable=False)
    joined = keras.layers.Concatenate(name="joined")([frozen(a), b])
    inner = keras.Sequential(
        [
            keras.layers.Input((4, 4, 6)),
            keras.layers.Conv2D(2, 1, name="squeeze"),
            keras.layers.Flatten(name="flat"),
        ],
        name="inner",
    )
    flat = inner(joined)
    y = keras.layers.Dense(2, name="y")(flat)
    return keras.Model([left, right], [y, a], name="branches")


def sequence():
    """An LSTM that one kernel computes, and one that none does."""
    x = keras.layers.Input((4, 3), name="x")
    upper = keras.layers.LSTM(2, activation="relu", name="upper")
    return keras.Model(x, upper(keras.layers.LSTM(2, return_sequences=True, name="lower")(x)), name="sequence")


class Wobble(keras.layers.Layer):
    """A layer that nobody else knows."""

    def build(self, input_shape):
        self.scale = self.add_weight(shape=(input_shape[-1],), initializer="ones", name="scale")

    def call(self, x):
        return x * self.scale


def unknown():
    x = keras.layers.Input((4,), name="x")
    before = keras.layers.Dense(3, name="before")(x)
    wobbly = Wobble(name="wobble")(before)
    inner = keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(5, name="deep")], name="inner")
    beside = keras.layers.Dense(2, name="beside")(before)
    return keras.Model(x, [keras.layers.Dense(2, name="y")(inner(wobbly)), beside], name="unknown")


def shape(value):
    return "(" + ", ".join(str(size) for size in value) + ")"


def outputs(layer):
    value = layer._inbound_nodes[-1].outputs
    value = value if isinstance(value, (list, tuple)) else [value]
    shapes = [shape(tensor.shape) for tensor in value]
    return shapes[0] if len(shapes) == 1 else "[" + ", ".join(shapes) + "]"


def connections(model, layer):
    """As print_summary of the generation shows them."""
    nodes = [n for depth in model._nodes_by_depth.values() for n in depth]
    found = []
    for node in layer._inbound_nodes:
        if node not in nodes:
            continue
        if isinstance(model, tf_keras.Model):
            for inbound, node_index, tensor_index, _ in node.iterate_inbound():
                found.append(f"{inbound.name}[{node_index}][{tensor_index}]")
        else:
            for tensor in node.input_tensors:
                history = tensor._keras_history
                found.append(
                    f"{history.operation.name}[{history.node_index}][{history.tensor_index}]"
                )
    return ", ".join(found) or "-"


def summary(model):
    sequential = isinstance(model, (keras.Sequential, tf_keras.Sequential))
    for layer in model.layers:
        row = [
            layer.name,
            type(layer).__name__,
            outputs(layer),
            str(layer.count_params()),
            "-" if sequential else connections(model, layer),
        ]
        yield "\t".join(row)
    for weights in (model.trainable_weights, model.non_trainable_weights):
        count = sum(math.prod(weight.shape) for weight in weights)
        size = sum(math.prod(w.shape) * w.numpy().dtype.itemsize for w in weights)
        yield f"{count}\t{size}"


def main(directory):
    for build in (chain, branches):
        for generation, ending in ((keras, ".keras"), (tf_keras, ".h5")):
            generation.utils.set_random_seed(1)
            generation.backend.clear_session()
            model = build(generation)
            model.save(directory / (build.__name__ + ending))
            name = build.__name__ + ending + ".summary"
            (directory / name).write_text("\n".join(summary(model)) + "\n")
    keras.utils.set_random_seed(1)
    keras.backend.clear_session()
    unknown().save(directory / "unknown.keras")
    sequence().save(directory / "sequence.keras")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
