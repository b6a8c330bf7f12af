"""Calls of layers that Keras refuses: with tensors of wrong shapes, too many, too few, or masks of other shapes.

    python bad_calls.py

Takes models of a layer each, changes what the layer is called with in their JSON, and keeps what Keras does not read.
Writes `fixtures/refused/calls.json.gz`: by writer the class, what was changed, and the changed model.
"""

import copy
import json

import bad_settings
from bad_settings import IMAGE, SEQUENCE, VECTOR, VOLUME
from writers import ALL

SHAPES = [(), VECTOR, SEQUENCE, IMAGE, VOLUME, (None,), (7, None), (None, None, None), (7, 5), (3, 4)]
MERGES = ["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate"]
LISTED = [*MERGES, "Dot", "Attention", "AdditiveAttention", "HashedCrossing"]
MORE = [
    *((name, [SEQUENCE, SEQUENCE], {}) for name in MERGES),
    ("Concatenate", [SEQUENCE, SEQUENCE], {"axis": 1}),
    ("Dot", [SEQUENCE, SEQUENCE], {"axes": 1}),
    ("Dot", [SEQUENCE, SEQUENCE], {"axes": 2, "normalize": True}),
    ("AdditiveAttention", [SEQUENCE, SEQUENCE], {}),
    ("Masking", [SEQUENCE], {}),
    ("SpatialDropout3D", [VOLUME], {"rate": 0.3}),
    ("ELU", [VECTOR], {}),
    ("ActivityRegularization", [VECTOR], {}),
    ("Rescaling", [VECTOR], {"scale": 2.0}),
    ("HashedCrossing", [(1,), (1,)], {"num_bins": 5}),
    ("UpSampling3D", [VOLUME], {}),
    ("ZeroPadding3D", [VOLUME], {}),
    ("Cropping3D", [VOLUME], {"cropping": 1}),
]
WRAPPED = {
    "Bidirectional": (SEQUENCE, lambda L: L.Bidirectional(L.LSTM(3), name="spoiled")),
    "TimeDistributed": (SEQUENCE, lambda L: L.TimeDistributed(L.Dense(3), name="spoiled")),
    "RNN": (SEQUENCE, lambda L: L.RNN(L.GRUCell(3), name="spoiled")),
    "StackedRNNCells": (SEQUENCE, lambda L: L.RNN([L.LSTMCell(3), L.SimpleRNNCell(2)], name="spoiled")),
}
SPOILED_INSIDE = {
    "Bidirectional": [
        (("merge_mode",), "nonsense"),
        (("layer", "config", "units"), -1),
        (("layer", "config", "activation"), "nonsense"),
        (("layer", "class_name"), "Dense"),
        (("layer",), None),
        (("backward_layer", "config", "go_backwards"), False),
        (("backward_layer", "config", "return_sequences"), True),
        (("backward_layer", "config", "units"), 0),
    ],
    "TimeDistributed": [
        (("layer", "config", "units"), 0),
        (("layer", "config", "activation"), "nonsense"),
        (("layer",), None),
        (("layer",), 3),
    ],
    "RNN": [
        (("cell", "config", "units"), -1),
        (("cell", "config", "recurrent_activation"), "nonsense"),
        (("cell", "class_name"), "Dense"),
        (("cell",), None),
    ],
    "StackedRNNCells": [
        (("cell", "config", "cells"), []),
        (("cell", "config", "cells", 0, "config", "units"), 0),
        (("cell", "config", "cells", 1, "config", "activation"), "nonsense"),
        (("cell", "config", "cells", 1, "class_name"), "Dense"),
        (("cell", "config", "cells"), None),
    ],
}
MASKED = {  # a mask by keyword, of the shape behind the batch
    "LSTM": lambda L, x, mask: L.LSTM(3, name="spoiled")(x, mask=mask),
    "GRU": lambda L, x, mask: L.GRU(3, name="spoiled")(x, mask=mask),
    "Softmax": lambda L, x, mask: L.Softmax(name="spoiled")(x, mask=mask),
    "GlobalAveragePooling1D": lambda L, x, mask: L.GlobalAveragePooling1D(name="spoiled")(x, mask=mask),
    "MultiHeadAttention": lambda L, x, mask: L.MultiHeadAttention(2, 3, name="spoiled")(x, x, attention_mask=mask),
    "GroupQueryAttention": lambda L, x, mask: L.GroupQueryAttention(3, 2, 1, name="spoiled")(x, x, attention_mask=mask),
    "BatchNormalization": lambda L, x, mask: L.BatchNormalization(name="spoiled")(x, mask=mask),
}
RIGHT_MASKS = {"MultiHeadAttention": (7, 7), "GroupQueryAttention": (7, 7), "Softmax": SEQUENCE}


def read(built):
    """The JSON of a model, without what Keras 3 notes of the shapes that its layers were built for."""
    serialized = json.loads(built.to_json())
    for entry in serialized["config"]["layers"]:
        entry.pop("build_config", None)
    return serialized


def refuses(k, serialized):
    k.start(1)
    try:
        k.models.model_from_json(json.dumps(serialized))
    except Exception:
        return True
    return False


def layer(serialized, name):
    return next(layer for layer in serialized["config"]["layers"] if layer["config"]["name"] == name)


def reshaped(serialized, i, shape):
    changed = copy.deepcopy(serialized)
    config = layer(changed, f"input_{i}")["config"]
    config["batch_shape" if "batch_shape" in config else "batch_input_shape"] = [None, *shape]
    return changed


def counted(serialized, count):
    """Calls the layer with so many of its tensors, the first ones repeated."""
    changed = copy.deepcopy(serialized)
    nodes = layer(changed, "spoiled")["inbound_nodes"]
    tensors = nodes[0]["args"][0] if isinstance(nodes[0], dict) else nodes[0]
    if isinstance(tensors, dict):
        return None
    all_of_them = [tensors[i % len(tensors)] for i in range(count)]
    if isinstance(nodes[0], dict):
        nodes[0]["args"][0] = all_of_them
    else:
        nodes[0] = all_of_them
    return changed


def spoiled_inside(serialized, path, value):
    changed = copy.deepcopy(serialized)
    at = layer(changed, "spoiled")["config"]
    if path[0] == "backward_layer" and not at.get("backward_layer"):
        at["backward_layer"] = copy.deepcopy(at["layer"])
        at["backward_layer"]["config"].update(name="backward", go_backwards=True)
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return changed


def single_calls(k):
    tables = [(name, shapes, arguments) for name, shapes, arguments, _ in bad_settings.LAYERS] + MORE
    for name, shapes, arguments in tables:
        if not hasattr(k.layers, name):
            continue
        k.start(1)
        try:
            built = bad_settings.model(k, name, shapes, getattr(k.layers, name)(name="spoiled", **arguments))
        except Exception:
            continue  # a call that is wrong already
        serialized = read(built)
        for i, right in enumerate(shapes):
            for shape in SHAPES:
                if shape != right:
                    yield name, f"input {i} of shape {shape}", reshaped(serialized, i, shape)
        # Keras 2 writes a list of one tensor as that tensor, which it does not concatenate when it reads it.
        for count in {1, 2, 3} - {len(shapes)} if name in LISTED else ():
            yield name, f"{count} inputs", name != "Concatenate" and counted(serialized, count)


def wrapped_calls(k):
    for name, (right, build) in WRAPPED.items():
        k.start(1)
        x = k.Input(right, name="input_0")
        serialized = read(k.Model(x, build(k.layers)(x)))
        for shape in SHAPES:
            if shape != right:
                yield name, f"input 0 of shape {shape}", reshaped(serialized, 0, shape)
        for path, value in SPOILED_INSIDE[name]:
            yield name, f"{path} is {value}", spoiled_inside(serialized, path, value)


def masked_calls(k):
    for name, call in MASKED.items():
        if not hasattr(k.layers, name):
            continue
        k.start(1)
        right = RIGHT_MASKS.get(name, (7,))
        x, mask = k.Input(SEQUENCE, name="input_0"), k.Input(right, dtype="bool", name="input_1")
        try:
            serialized = read(k.Model([x, mask], call(k.layers, x, mask)))
        except Exception as e:
            print(k.writer, name, "takes no mask:", str(e)[:80].replace("\n", " "))
            continue
        for shape in [(), (6,), (7, 4), (6, 7), (7, 7, 7)]:
            if shape != right:
                yield name, f"mask of shape {shape}", reshaped(serialized, 1, shape)


def main():
    found = {}
    for writer, k in ALL.items():
        cases = found.setdefault(writer, [])
        tried = 0
        for calls in single_calls, wrapped_calls, masked_calls:
            for name, what, serialized in list(calls(k)):
                if serialized:
                    tried += 1
                    if refuses(k, serialized):
                        cases.append({"class": name, "what": what, "model": serialized})
        print(writer, len(cases), "of", tried)
    bad_settings.write("calls.json.gz", found)


if __name__ == "__main__":
    main()
