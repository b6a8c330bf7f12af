"""Settings of layers that Keras refuses.

    python bad_settings.py

Takes a layer of each class in a model, spoils one entry of its configuration at a time, and keeps what Keras
does not take. Writes `fixtures/refused/settings.json.gz`: by writer and class the serialized model and the
spoiled entries.
"""

import gzip
import json
import os
import pathlib
import warnings

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("TF_USE_LEGACY_KERAS", "1")  # tf_keras finds a class of its own by way of tf.keras
warnings.simplefilter("ignore")

from writers import ALL

ROOT = pathlib.Path(__file__).parent.parent / "resources" / "fixtures" / "refused"

VECTOR, SEQUENCE, IMAGE, VOLUME = (6,), (7, 4), (8, 8, 3), (5, 5, 5, 2)
ANY = ["nonsense", -1, 0, [1, 2, 3, 4, 5], {"a": 1}]
COUNT = ["nonsense", -1, 0, 1.5, [-1], None]
TEXT = ["nonsense", 3]

# class, input shapes, arguments, what to try for which entries
LAYERS = [
    ("Dense", [VECTOR], {"units": 4}, {"units": COUNT, "activation": TEXT}),
    ("EinsumDense", [VECTOR], {"equation": "ab,bc->ac", "output_shape": 3}, {"equation": ["nonsense", "ab,bc", 3], "bias_axes": ["z"]}),
    ("Embedding", [VECTOR], {"input_dim": 9, "output_dim": 3}, {"input_dim": COUNT, "output_dim": COUNT}),
    ("Permute", [SEQUENCE], {"dims": (2, 1)}, {"dims": [[1, 1], [0, 1], [1, 3], [1]]}),
    ("Reshape", [VECTOR], {"target_shape": (2, 3)}, {"target_shape": [[4, 4], [-1, -1], [-1, 4]]}),
    ("RepeatVector", [VECTOR], {"n": 2}, {"n": ["nonsense", 1.5]}),
    ("Flatten", [IMAGE], {}, {"data_format": TEXT}),
    ("Activation", [VECTOR], {"activation": "relu"}, {"activation": ["nonsense", 3]}),
    ("LeakyReLU", [VECTOR], {}, {"negative_slope": [-1.0, None], "alpha": [None]}),
    ("ReLU", [VECTOR], {}, {"max_value": [-1.0], "negative_slope": [-1.0], "threshold": [-1.0, None]}),
    ("PReLU", [SEQUENCE], {}, {"alpha_initializer": ["nonsense"], "alpha_regularizer": ["nonsense"], "alpha_constraint": ["nonsense"]}),
    ("Add", [VECTOR, (5,)], {}, {}),
    ("Subtract", [VECTOR, VECTOR, VECTOR], {}, {}),
    ("Concatenate", [SEQUENCE, (6, 4)], {"axis": 1}, {"axis": [-1, 2, 5]}),
    ("Dot", [SEQUENCE, (7, 5)], {"axes": 1}, {"axes": [2, [1, 2], "nonsense", [1, 2, 3]]}),
    ("BatchNormalization", [IMAGE], {}, {"axis": [7, -7], "gamma_initializer": ["nonsense"], "beta_regularizer": ["nonsense"]}),
    ("BatchNormalization", [VECTOR], {"renorm": True}, {"renorm_clipping": [{"a": 1.0}, {"dmax": -1.0}, {"rmin": 2.0, "rmax": 1.0}, 3]}),
    ("SpectralNormalization", [VECTOR], {"layer": lambda k: k.layers.Dense(2)}, {"power_iterations": COUNT, "layer": [{"class_name": "ReLU", "config": {"name": "relu"}}, {"class_name": "LSTM", "config": {"name": "lstm", "units": 2}}, {"class_name": "Nonsense", "config": {}}, "nonsense", None]}),
    ("LayerNormalization", [IMAGE], {}, {"axis": [7, -7], "gamma_constraint": ["nonsense"]}),
    ("GroupNormalization", [IMAGE], {"groups": 3}, {"groups": [2, 5], "axis": [7, -7]}),
    ("Dropout", [VECTOR], {"rate": 0.3}, {"rate": [-0.1, 1.1, "nonsense", None]}),
    ("SpatialDropout1D", [SEQUENCE], {"rate": 0.3}, {"rate": [-0.1, 1.1]}),
    ("SpatialDropout2D", [IMAGE], {"rate": 0.3}, {"rate": [-0.1, 1.1], "data_format": ["nonsense"]}),
    ("GaussianDropout", [VECTOR], {"rate": 0.3}, {"rate": [-0.1, 1.1]}),
    ("GaussianNoise", [VECTOR], {"stddev": 0.3}, {"stddev": [-0.1]}),
    ("AlphaDropout", [VECTOR], {"rate": 0.3}, {"rate": [-0.1, 1.1]}),
    ("Attention", [SEQUENCE, SEQUENCE], {}, {"score_mode": ["nonsense"], "dropout": [-0.1, 1.1]}),
    ("GroupQueryAttention", [SEQUENCE, SEQUENCE], {"head_dim": 3, "num_query_heads": 4, "num_key_value_heads": 2}, {"head_dim": COUNT, "num_query_heads": [*COUNT, 3], "num_key_value_heads": [*COUNT, 3], "dropout": [-0.1, 1.1], "sliding_window": [-1, 0, 1.5, "nonsense"], "kernel_initializer": ["nonsense"], "bias_constraint": ["nonsense"]}),
    ("ReversibleEmbedding", [VECTOR], {"input_dim": 9, "output_dim": 3}, {"input_dim": COUNT, "output_dim": COUNT, "embeddings_initializer": ["nonsense"]}),
    ("RMSNormalization", [IMAGE], {}, {"axis": [7, -7, "nonsense"]}),
    ("UnitNormalization", [IMAGE], {}, {"axis": [7, -7, "nonsense"]}),
    ("Softmax", [SEQUENCE], {}, {"axis": [7, -7, "nonsense"]}),
    ("LocallyConnected1D", [SEQUENCE], {"filters": 4, "kernel_size": 2}, {"filters": COUNT, "kernel_size": ["nonsense", -1, 0, [2, 2], 99], "strides": ["nonsense", -1, 0], "padding": TEXT, "data_format": ["nonsense"], "implementation": [4, "nonsense"], "activation": TEXT}),
    ("LocallyConnected2D", [IMAGE], {"filters": 4, "kernel_size": 2}, {"filters": COUNT, "kernel_size": ["nonsense", -1, 0, [2, 2, 2], 99], "strides": ["nonsense", -1, 0], "padding": TEXT, "data_format": ["nonsense"], "implementation": [4, "nonsense"], "bias_initializer": ["nonsense"]}),
    ("ZeroPadding1D", [SEQUENCE], {"padding": 1}, {"padding": [[1, 2, 3], "nonsense", [-1, 1]]}),
    ("ZeroPadding2D", [IMAGE], {"padding": 1}, {"padding": [[1, 2, 3], "nonsense"], "data_format": ["nonsense"]}),
    ("Cropping1D", [SEQUENCE], {"cropping": 1}, {"cropping": [[1, 2, 3], [4, 4], "nonsense"]}),
    ("Cropping2D", [IMAGE], {"cropping": 1}, {"cropping": [[1, 2, 3], [[4, 4], [0, 0]], "nonsense"], "data_format": ["nonsense"]}),
    ("UpSampling1D", [SEQUENCE], {"size": 2}, {"size": ["nonsense"]}),
    ("UpSampling2D", [IMAGE], {"size": 2}, {"size": ["nonsense", [1, 2, 3]], "interpolation": ["nonsense"], "data_format": ["nonsense"]}),
    ("LSTM", [SEQUENCE], {"units": 3}, {"units": COUNT, "activation": TEXT, "recurrent_activation": TEXT, "kernel_initializer": ["nonsense"]}),
    ("GRU", [SEQUENCE], {"units": 3}, {"units": COUNT, "activation": TEXT, "bias_initializer": ["nonsense"]}),
    ("SimpleRNN", [SEQUENCE], {"units": 3}, {"units": COUNT, "activation": TEXT, "recurrent_initializer": ["nonsense"]}),
    ("MultiHeadAttention", [SEQUENCE, SEQUENCE], {"num_heads": 2, "key_dim": 3}, {"num_heads": [-1, 0, "nonsense", None], "key_dim": [-1, "nonsense", None], "value_dim": [-1, "nonsense"], "attention_axes": [9, [1, 9]]}),
    ("Discretization", [VECTOR], {"bin_boundaries": [0.0, 1.0]}, {"bin_boundaries": [None], "num_bins": [-1], "output_mode": TEXT, "sparse": [True]}),
    ("Hashing", [VECTOR], {"num_bins": 3}, {"num_bins": [-1, 0, None], "salt": ["nonsense", [1, 2, 3]], "output_mode": TEXT, "sparse": [True]}),
    ("CategoryEncoding", [VECTOR], {"num_tokens": 3}, {"num_tokens": [-1, 0, None], "output_mode": TEXT}),
    ("StringLookup", [VECTOR], {"vocabulary": ["a", "b"]}, {"vocabulary": [["a", "a"], []], "max_tokens": [1, 0, -1, 2], "num_oov_indices": [-1], "output_mode": TEXT, "sparse": [True], "pad_to_max_tokens": [True], "idf_weights": [[1.0, 2.0]], "mask_token": ["a"]}),
    ("IntegerLookup", [VECTOR], {"vocabulary": [3, 5]}, {"vocabulary": [[3, 3], []], "max_tokens": [1, 0, -1, 2], "num_oov_indices": [-1], "output_mode": TEXT, "sparse": [True], "pad_to_max_tokens": [True], "idf_weights": [[1.0, 2.0]], "mask_token": [3], "oov_method": ["nonsense"], "salt": [3], "vocabulary_dtype": ["nonsense", "int8"]}),
    ("TextVectorization", [(1,)], {"vocabulary": ["a", "b"]}, {"vocabulary": [["a", "a"], [], ["a", ""]], "standardize": ["nonsense"], "split": ["nonsense"], "ngrams": ["nonsense"], "output_mode": TEXT, "output_sequence_length": ["nonsense", 1.5], "max_tokens": [1, 2], "pad_to_max_tokens": [True]}),
    ("Resizing", [IMAGE], {"height": 4, "width": 5}, {"height": ["nonsense", None], "interpolation": ["nonsense"], "fill_mode": ["nonsense"], "data_format": ["nonsense"]}),
    ("CenterCrop", [IMAGE], {"height": 4, "width": 5}, {"height": ["nonsense", None], "data_format": ["nonsense"]}),
    ("Normalization", [VECTOR], {"mean": 1.0, "variance": 2.0}, {"mean": [None], "variance": [None], "axis": [7]}),
    ("RandomFlip", [IMAGE], {}, {"mode": TEXT, "data_format": ["nonsense"]}),
    ("RandomContrast", [IMAGE], {"factor": 0.3}, {"factor": ["nonsense", -0.5, 1.5, None]}),
    ("RandomBrightness", [IMAGE], {"factor": 0.3}, {"factor": ["nonsense", 1.5, [0.1, 0.2, 0.3]], "value_range": [[1], 3, "nonsense"]}),
    ("RandomRotation", [IMAGE], {"factor": 0.3}, {"factor": ["nonsense", [0.1, 0.2, 0.3]], "fill_mode": TEXT, "interpolation": TEXT}),
    ("RandomZoom", [IMAGE], {"height_factor": 0.3}, {"height_factor": ["nonsense", 1.5, -1.5], "width_factor": ["nonsense", -1.5], "fill_mode": TEXT, "interpolation": TEXT}),
    ("RandomTranslation", [IMAGE], {"height_factor": 0.3, "width_factor": 0.2}, {"height_factor": ["nonsense", 1.5], "width_factor": ["nonsense", -1.5], "fill_mode": TEXT, "interpolation": TEXT}),
]
for rank, shape in ((1, SEQUENCE), (2, IMAGE), (3, VOLUME)):
    WINDOW = ["nonsense", -1, 0, [2] * (rank + 1), 99]
    KERNEL = {"kernel_size": WINDOW, "strides": WINDOW[:4], "padding": TEXT, "data_format": ["nonsense"], "dilation_rate": WINDOW[:4]}
    ENTRIES = {"activation": TEXT, "bias_initializer": ["nonsense"], "bias_regularizer": ["nonsense"], "bias_constraint": ["nonsense"]}
    LAYERS += [
        (f"Conv{rank}D", [shape], {"filters": 4, "kernel_size": 2}, {"filters": COUNT, "groups": [-1, 0, 3, 5], "kernel_initializer": ["nonsense"], **KERNEL, **ENTRIES}),
        (f"Conv{rank}DTranspose", [shape], {"filters": 4, "kernel_size": 2}, {"filters": COUNT, **KERNEL, "output_padding": [5], **ENTRIES}),
        (f"MaxPooling{rank}D", [shape], {"pool_size": 2}, {"pool_size": WINDOW, "strides": WINDOW[:4], "padding": TEXT, "data_format": ["nonsense"]}),
        (f"AveragePooling{rank}D", [shape], {"pool_size": 2}, {"pool_size": WINDOW, "strides": WINDOW[:4], "padding": TEXT, "data_format": ["nonsense"]}),
        (f"AdaptiveMaxPooling{rank}D", [shape], {"output_size": 2}, {"output_size": ["nonsense", -1, 0, 1.5, None, [2] * (rank + 1)], "data_format": ["nonsense"]}),
        (f"AdaptiveAveragePooling{rank}D", [shape], {"output_size": 2}, {"output_size": ["nonsense", -1, 0, 1.5, None, [2] * (rank + 1)], "data_format": ["nonsense"]}),
        (f"GlobalMaxPooling{rank}D", [shape], {}, {"data_format": ["nonsense"]}),
        (f"GlobalAveragePooling{rank}D", [shape], {}, {"data_format": ["nonsense"]}),
    ]
    if rank < 3:
        LAYERS += [
            (f"DepthwiseConv{rank}D", [shape], {"kernel_size": 2}, {"depth_multiplier": [-1, 0, "nonsense"], **KERNEL, "depthwise_initializer": ["nonsense"]}),
            (f"SeparableConv{rank}D", [shape], {"filters": 4, "kernel_size": 2}, {"filters": COUNT, **KERNEL, "pointwise_initializer": ["nonsense"]}),
            (f"ConvLSTM{rank}D", [(3,) + shape], {"filters": 2, "kernel_size": 2}, {"filters": COUNT, **KERNEL, "activation": TEXT, "recurrent_activation": TEXT, "unroll": [True]}),
            (f"LocallyConnected{rank}D", [shape], {"filters": 2, "kernel_size": 2}, {"filters": COUNT, **KERNEL, "padding": TEXT + ["same"], "implementation": [0, 4, "nonsense"], **ENTRIES}),
        ]


def dtype(name):
    if name in ("StringLookup", "TextVectorization"):
        return "string"
    return "int64" if name in ("Embedding", "ReversibleEmbedding", "IntegerLookup", "Hashing", "CategoryEncoding") else "float32"


def model(k, name, shapes, layer):
    inputs = [k.Input(shape, dtype=dtype(name), name=f"input_{i}") for i, shape in enumerate(shapes)]
    if name in ("MultiHeadAttention", "GroupQueryAttention"):
        return k.Model(inputs, layer(*inputs))
    return k.Model(inputs, layer(inputs if len(inputs) > 1 else inputs[0]))


def refuses(k, name, shapes, config):
    try:
        model(k, name, shapes, getattr(k.layers, name).from_config(json.loads(json.dumps(config))))
    except Exception:
        return True
    return False


def write(name, found):
    text = json.dumps(found, separators=(",", ":")) + "\n"
    (ROOT / name).write_bytes(gzip.compress(text.encode(), mtime=0))


def main():
    found = {}
    for writer, k in ALL.items():
        cases = found.setdefault(writer, [])
        for name, shapes, arguments, entries in LAYERS:
            if not hasattr(k.layers, name):
                continue
            k.start(1)
            cls = getattr(k.layers, name)
            arguments = {key: value(k) if callable(value) else value for key, value in arguments.items()}
            try:
                built = json.loads(model(k, name, shapes, cls(name="spoiled", **arguments)).to_json())
                layers = built["config"]["layers"]
                serialized = next(layer["config"] for layer in layers if layer["config"]["name"] == "spoiled")
                spoiled = [
                    {"key": key, "value": value}
                    for key, values in entries.items()
                    if key in serialized
                    for value in values
                    if value != serialized[key] and refuses(k, name, shapes, {**serialized, key: value})
                ]
            except Exception as e:
                print(writer, name, "not built:", str(e)[:100].replace("\n", " "))
                continue
            if spoiled:
                cases.append({"class": name, "model": built, "spoiled": spoiled})
        print(writer, sum(len(case["spoiled"]) for case in cases), "of", len(cases), "classes")
    write("settings.json.gz", found)


if __name__ == "__main__":
    main()
