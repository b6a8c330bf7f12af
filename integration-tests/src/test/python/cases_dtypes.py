"""Every layer in float64, on what comes in float32: its weights, its constants and its output are wide."""

import importlib

from cases import KERAS_2, case

WIDE = {"dtype": "float64"}
POOLS = {"MaxPooling": (2,), "AveragePooling": (2,), "AdaptiveMaxPooling": (2,), "AdaptiveAveragePooling": (2,)}


def named(layer_class, *arguments, **settings):
    """A wide layer called after its class."""
    name = settings.pop("name", layer_class.__name__.lower())
    return layer_class(*arguments, **settings, **WIDE, name=name)


def windows(k, rank):
    """Convolutions, pooling and padding of a rank; what of them there is."""
    L = k.layers
    arguments = {
        "Conv": (2, 2),
        "DepthwiseConv": (2,),
        "SeparableConv": (2, 2),
        "LocallyConnected": (2, 2),
        "GlobalMaxPooling": (),
        "GlobalAveragePooling": (),
        "ZeroPadding": (1,),
        "Cropping": (1,),
        "UpSampling": (2,),
        "SpatialDropout": (0.3,),
    }
    if rank != "3D":  # TensorFlow has none of three axes
        arguments |= POOLS
    layers = [named(getattr(L, name + rank), *given) for name, given in arguments.items() if hasattr(L, name + rank)]
    return layers + [named(getattr(L, f"Conv{rank}Transpose"), 2, 2)]


@case(kinds=("keras",))
def wide_windows(k):
    shapes = {"1D": (4, 2), "2D": (4, 3, 2), "3D": (3, 4, 3, 2)}
    inputs = {rank: k.Input(shape, name="of_" + rank.lower()) for rank, shape in shapes.items()}
    return k.Model(
        list(inputs.values()), [layer(x) for rank, x in inputs.items() for layer in windows(k, rank)]
    )


@case(kinds=("keras",), tolerance=2.0**-7)
def pools_of_few_digits(k):
    volume = k.Input((3, 4, 3, 2), name="volume")
    classes = [(getattr(k.layers, name + "3D", None), given) for name, given in POOLS.items()]
    return k.Model(
        volume, [pool(*given, dtype="bfloat16", name=pool.__name__.lower())(volume) for pool, given in classes if pool]
    )


@case(kinds=("keras",))
def wide_layers(k):
    """Those of any rank, those that merge, and those of images."""
    L = k.layers
    x = k.Input((4, 4), name="x")
    other = k.Input((4, 4), name="other")
    image = k.Input((4, 4, 3), name="image")
    ids = k.Input((3,), dtype="int32", name="ids")
    tenth = L.Rescaling(0.01, name="tenth")(ids)
    alone = [
        named(L.Activation, "gelu"),
        named(L.ActivityRegularization, l2=0.1),
        named(L.AlphaDropout, 0.3),
        named(L.BatchNormalization),
        named(L.Dense, 2, activation="softmax"),
        named(L.Dropout, 0.3),
        named(L.ELU, 0.3),
        named(L.EinsumDense, "abc,cd->abd", (4, 2), bias_axes="d"),
        named(L.Flatten),
        named(L.GaussianDropout, 0.3),
        named(L.GaussianNoise, 0.3),
        named(L.Identity),
        named(L.LeakyReLU),
        named(L.Masking, 0.25),
        named(L.Normalization, mean=0.3, variance=0.7, axis=None),
        named(L.PReLU),
        named(L.Permute, (2, 1)),
        named(L.ReLU, 0.4, negative_slope=0.1, threshold=0.1),
        named(L.Rescaling, 0.1, offset=0.3),
        named(L.Reshape, (2, 8)),
        named(L.Softmax),
        named(L.UnitNormalization),
    ]
    pairs = [
        named(getattr(L, name))
        for name in ("Add", "Average", "Concatenate", "Maximum", "Minimum", "Multiply", "Subtract", "Attention", "AdditiveAttention")
    ]
    pairs.append(named(L.Dot, -1))
    images = [
        named(L.CenterCrop, 2, 2),
        named(L.Resizing, 3, 5),
        named(L.RandomBrightness, 0.2),
        named(L.RandomContrast, 0.2),
        named(L.RandomCrop, 2, 3),
        named(L.RandomFlip),
        named(L.RandomRotation, 0.2),
        named(L.RandomTranslation, 0.2, 0.2),
        named(L.RandomZoom, 0.2),
    ]
    wide = L.Rescaling(1.0, **WIDE, name="wide")(x)  # Keras 3 normalizes float32 in float32
    outputs = [named(L.GroupNormalization, 2)(wide), named(L.LayerNormalization)(wide)]
    outputs += [named(L.MultiHeadAttention, 2, 2)(x, other), named(L.Embedding, 3, 2)(tenth)]
    outputs.append(named(L.RepeatVector, 2)(L.Flatten(name="vector")(x)))
    if k.is_3:
        convnext = importlib.import_module("keras.src.applications.convnext")
        scale = importlib.import_module("keras.src.applications.inception_resnet_v2").CustomScaleLayer
        alone.append(named(L.SpectralNormalization, L.Dense(2, **WIDE)))
        alone += [named(L.RMSNormalization), named(convnext.LayerScale, 0.3, 4), named(convnext.StochasticDepth, 0.2)]
        pairs.append(named(scale, 0.3))
        outputs.append(named(L.GroupQueryAttention, 2, 2, 1)(x, other))
        embedding = named(L.ReversibleEmbedding, 3, 2)
        outputs.append(embedding(embedding(tenth), reverse=True))
    else:
        alone.append(named(L.ThresholdedReLU, 0.1))
    outputs += [layer(x) for layer in alone] + [layer([x, other]) for layer in pairs] + [layer(image) for layer in images]
    return k.Model([x, other, image, ids], outputs)


@case(kinds=("keras",))
def wide_recurrences(k):
    L = k.layers
    x = k.Input((3, 2), name="x")
    rows = k.Input((2, 4, 1), name="rows")
    images = k.Input((2, 3, 2, 1), name="images")
    volumes = k.Input((2, 2, 2, 3, 1), name="volumes")
    cells = [named(L.SimpleRNNCell, 2), named(L.GRUCell, 2), named(L.LSTMCell, 2)]
    return k.Model(
        [x, rows, images, volumes],
        [
            named(L.SimpleRNN, 2)(x),
            named(L.GRU, 2)(x),
            named(L.LSTM, 2)(x),
            named(L.RNN, named(L.StackedRNNCells, cells))(x),
            named(L.Bidirectional, named(L.GRU, 2, name="there"))(x),
            named(L.TimeDistributed, named(L.Dense, 2))(x),
            named(L.ConvLSTM1D, 1, 2)(rows),
            named(L.ConvLSTM2D, 1, 2)(images),
            named(L.ConvLSTM3D, 1, 2)(volumes),
        ],
    )


def categories():
    return {
        "numbers": [[3, 5], [7, 4]],
        "words": [["a", "b"], ["c", "a"]],
        "values": [[0.1, 2.5], [-1.0, 1.0]],
    }


@case(kinds=("keras",), examples=categories)
def wide_categories(k):
    """Encodings, counted in float64."""
    L = k.layers
    numbers = k.Input((2,), dtype="int64", name="numbers")
    words = k.Input((2,), dtype="string", name="words")
    values = k.Input((2,), name="values")
    hot = {"output_mode": "multi_hot"}
    return k.Model(
        [numbers, words, values],
        [
            named(L.CategoryEncoding, 9)(numbers),
            named(L.Discretization, [0.0, 1.0], **hot)(values),
            named(L.Hashing, 4, **hot)(numbers),
            named(L.IntegerLookup, vocabulary=[3, 7], **hot)(numbers),
            named(L.StringLookup, vocabulary=["a", "b"], **hot)(words),
        ],
    )


@case(writers=(KERAS_2,), kinds=("keras",), reloads=False)
def wide_kernel(k):
    """Keras 2 cannot read what it writes of this layer."""
    x = k.Input((3,), name="x")
    return k.Model(x, named(k.layers.SpectralNormalization, named(k.layers.Dense, 2))(x))
