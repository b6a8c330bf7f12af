"""The table of cases: each a small model, built alike with Keras 3 and with tf_keras.

A case is a function that takes a `Keras` (see writers.py) and returns a model. It says nothing of
weights or data: generate.py gives every weight a random value and makes an input for every input.
Many settings share one model, each an output of its own named after what it tries, so that the
files stay few and a difference names its cause.
"""

import dataclasses
import importlib
from collections.abc import Callable

KERAS_2 = "tf_keras"
KERAS_3 = "keras"


@dataclasses.dataclass(frozen=True)
class Case:
    name: str
    build: Callable
    writers: tuple = (KERAS_2, KERAS_3)
    kinds: tuple = ("keras", "h5")
    unknown: int = 7  # the first unknown dimension after the batch; the next ones are one smaller each
    tolerance: float = 1e-5  # of float32 outputs, relative to the largest magnitude
    reloads: bool = True  # Keras can read the .keras file that it wrote
    odd_scopes: bool = False  # has layer names that TensorFlow takes for no scope
    edit: Callable | None = None  # changes the configuration in the .h5 after Keras wrote it
    twin: Callable | None = None  # builds a model that takes the same weights, where Keras runs this one on GPUs only
    examples: Callable | None = None  # gives inputs by name where random ones would show nothing
    fit: bool = False  # train for two steps, so that optimizer slots and moving statistics are real


CASES = []


def case(**options):
    def register(build):
        CASES.append(Case(name=build.__name__, build=build, **options))
        return build

    return register


def each(x, layers):
    return [layer(x) for layer in layers]


# ---------------------------------------------------------------------------------------- core


@case()
def dense(k):
    L = k.layers
    vector = k.Input((6,), name="vector")
    sequence = k.Input((5, 4), name="sequence")
    grid = k.Input((3, 2, 4), name="grid")
    return k.Model(
        [vector, sequence, grid],
        [
            L.Dense(3, name="plain")(vector),
            L.Dense(3, use_bias=False, activation="tanh", name="no_bias")(vector),
            L.Dense(
                4,
                activation="softmax",
                kernel_initializer="he_normal",
                bias_initializer="ones",
                kernel_regularizer=k.regularizers.L2(0.01),
                bias_constraint=k.constraints.NonNeg(),
                name="regularized",
            )(vector),
            L.Dense(3, activation="relu", name="rank3")(sequence),
            L.Dense(2, activation="softmax", name="rank3_softmax")(sequence),
            L.Dense(3, use_bias=False, name="rank4_no_bias")(grid),
        ],
    )


@case()
def unknown_dense(k):
    """Dense, Softmax and Activation where neither the batch nor the other dimensions are known."""
    L = k.layers
    sequence = k.Input((None, 4), name="sequence")
    hidden = L.Dense(5, activation="gelu", name="hidden")(sequence)
    grid = k.Input((None, None, 3), name="grid")
    return k.Model(
        [sequence, grid],
        [
            L.Dense(2, activation="softmax", name="scores")(hidden),
            L.Softmax(axis=1, name="over_time")(hidden),
            L.Dense(4, name="rank4")(grid),
            L.Reshape((-1, 3), name="collapsed")(grid),
            L.Permute((3, 1, 2), name="turned")(grid),
        ],
    )


ACTIVATIONS_OF_BOTH = (
    "elu exponential gelu hard_sigmoid leaky_relu linear log_softmax mish relu relu6 selu sigmoid"
    " silu softmax softplus softsign swish tanh"
).split()
ACTIVATIONS_OF_KERAS_3 = (
    "celu glu hard_shrink hard_silu hard_swish hard_tanh log_sigmoid soft_shrink sparse_plus"
    " sparse_sigmoid sparsemax squareplus tanh_shrink"
).split()


@case()
def activations(k):
    """Every activation function of the writer, by name, on values that reach all of its branches."""
    names = ACTIVATIONS_OF_BOTH + (ACTIVATIONS_OF_KERAS_3 if k.is_3 else [])
    k.assert_all_activations(names)
    x = k.Input((10,), name="x")
    wide = k.layers.Rescaling(3.0, name="wide")(x)
    return k.Model(x, [k.layers.Activation(name, name="act_" + name)(wide) for name in names])


FUNCTIONS_OF_UNIT_INTERVAL = (
    "abs absolute arccos arcsin arcsinh arctan arctanh ceil cos cosh erf exp expm1 floor log"
    " log1p negative reciprocal round rsqrt sign sin sinh sqrt square tan"
).split()


@case(writers=(KERAS_3,), reloads=False)
def function_activations(k):
    """Functions that are no activations of Keras by name: a file names the bare function. Keras
    writes that and wants them as custom objects when it reads."""
    L = k.layers
    x = k.Input((6,), name="x")
    unit = L.Activation("sigmoid", name="unit")(x)
    outputs = [L.Activation(getattr(k.ops, f), name="f_" + f)(unit) for f in FUNCTIONS_OF_UNIT_INTERVAL]
    above_one = L.Rescaling(3.0, offset=1.5, name="above_one")(unit)
    outputs.append(L.Activation(k.ops.arccosh, name="f_arccosh")(above_one))
    return k.Model(x, outputs + [L.Dense(3, activation=k.ops.sin, name="dense_sin")(unit)])


@case()
def activation_settings(k):
    """Activations inside layers, over several axes, given as function and as layer."""
    L = k.layers
    image = k.Input((4, 3, 6), name="image")
    outputs = [
        L.Conv2D(2, 2, activation="hard_sigmoid", name="conv_hard_sigmoid")(image),
        L.Conv2D(2, 2, activation="softmax", name="conv_softmax")(image),
        L.DepthwiseConv2D(2, activation="relu6", name="depthwise_relu6")(image),
        L.SeparableConv2D(3, 2, activation="selu", name="separable_selu")(image),
        L.Dense(3, activation=k.activations.swish, name="dense_swish_function")(image),
        L.Activation(k.activations.softplus, name="softplus_function")(image),
        L.Activation("log_softmax", name="log_softmax_rank4")(image),
    ]
    if k.is_3:
        outputs += [
            L.Dense(3, activation=L.LeakyReLU(negative_slope=0.07), name="dense_leaky_layer")(image),
            L.Conv2D(2, 1, activation=L.ReLU(max_value=0.5), name="conv_relu_layer")(image),
            L.Activation(L.Softmax(axis=1), name="softmax_layer")(image),
            L.Activation("sparsemax", name="sparsemax_rank4")(L.Rescaling(0.2, name="near")(image)),
            L.Activation("glu", name="glu_rank4")(image),
        ]
    return k.Model(image, outputs)


@case()
def activation_layers(k):
    L = k.layers
    slope = "negative_slope" if k.is_3 else "alpha"
    x = k.Input((4, 6), name="x")
    return k.Model(
        x,
        each(
            x,
            [
                L.ReLU(name="relu_plain"),
                L.ReLU(max_value=0.8, name="relu_max"),
                L.ReLU(negative_slope=0.1, name="relu_slope"),
                L.ReLU(threshold=0.3, name="relu_threshold"),
                L.ReLU(max_value=1.0, negative_slope=0.2, threshold=0.25, name="relu_all"),
                L.ReLU(max_value=6.0, name="relu_six"),
                L.LeakyReLU(name="leaky_default"),
                L.LeakyReLU(**{slope: 0.05}, name="leaky_own"),
                L.Softmax(name="softmax_last"),
                L.Softmax(axis=1, name="softmax_first"),
                L.Softmax(axis=[1, 2], name="softmax_joint"),
                L.Activation("relu", name="activation_relu"),
            ],
        ),
    )


@case()
def shapes(k):
    L = k.layers
    scalar = k.Input((), name="scalar")
    vector = k.Input((12,), name="vector")
    image = k.Input((3, 4, 2), name="image")
    return k.Model(
        [scalar, vector, image],
        [
            L.Flatten(name="flatten_rank1")(scalar),
            L.Flatten(name="flatten_rank2")(vector),
            L.Flatten(name="flatten_rank4")(image),
            L.Flatten(data_format="channels_first", name="flatten_channels_first")(image),
            L.Reshape((3, 4), name="reshape")(vector),
            L.Reshape((2, -1, 3), name="reshape_guess")(vector),
            L.Reshape((), name="reshape_scalar")(L.Dense(1, name="one")(vector)),
            L.Reshape((-1,), name="reshape_flat")(image),
            L.Permute((2, 1, 3), name="permute")(image),
            L.Permute((3, 1, 2), name="permute_channels")(image),
            L.Dropout(0.4, name="dropout")(image),
            L.Dropout(0.3, noise_shape=(None, 1, 1, 2), seed=7, name="dropout_noise_shape")(image),
        ],
    )


@case()
def fixed_batch(k):
    """Every dimension known, the batch included."""
    L = k.layers
    x = k.Input(**k.batch_shape((2, 6, 5, 3)), name="x")
    y = L.Conv2D(4, 3, strides=2, padding="same", activation="relu", name="conv")(x)
    flat = L.Flatten(name="flat")(y)
    return k.Model(x, [L.Dense(3, name="out")(flat), L.UpSampling2D(2, name="up")(y)])


# --------------------------------------------------------------------------------- convolution


@case()
def conv2d(k):
    C = k.layers.Conv2D
    image = k.Input((9, 8, 3), name="image")
    return k.Model(
        image,
        each(
            image,
            [
                C(4, 3, name="valid"),
                C(4, (3, 2), padding="same", activation="relu", name="same"),
                C(4, 2, padding="same", name="same_even"),
                C(3, 3, strides=2, padding="same", use_bias=False, name="same_strides"),
                C(3, (2, 3), strides=(2, 1), name="valid_unequal_strides"),
                C(2, 3, strides=3, padding="same", name="same_strides3"),
                C(2, 3, dilation_rate=2, name="valid_dilation"),
                C(2, (3, 2), dilation_rate=(2, 3), padding="same", name="same_unequal_dilation"),
                C(5, 1, activation="sigmoid", name="pointwise"),
                C(2, 1, strides=2, name="pointwise_strides"),
                C(2, (9, 8), name="whole_image"),
            ],
        ),
    )


@case()
def conv2d_groups(k):
    C = k.layers.Conv2D
    image = k.Input((7, 6, 4), name="image")
    return k.Model(
        image,
        each(
            image,
            [
                C(6, 3, groups=2, name="groups"),
                C(4, 3, groups=4, padding="same", name="groups_as_channels"),
                C(8, 2, groups=4, strides=2, padding="same", activation="relu", name="groups_strides"),
                C(4, 3, groups=2, dilation_rate=2, use_bias=False, name="groups_dilation"),
            ],
        ),
    )


@case()
def depthwise_conv2d(k):
    D = k.layers.DepthwiseConv2D
    image = k.Input((9, 8, 3), name="image")
    return k.Model(
        image,
        each(
            image,
            [
                D(3, name="valid"),
                D((2, 3), padding="same", activation="relu", name="same"),
                D(3, depth_multiplier=3, use_bias=False, name="multiplier"),
                D(3, strides=2, padding="same", depth_multiplier=2, name="same_strides"),
                D(2, strides=3, name="valid_strides"),
                D(3, dilation_rate=2, padding="same", name="same_dilation"),
                D(3, dilation_rate=(2, 3), depth_multiplier=2, name="valid_unequal_dilation"),
            ],
        ),
    )


@case()
def separable_conv2d(k):
    S = k.layers.SeparableConv2D
    image = k.Input((9, 8, 3), name="image")
    return k.Model(
        image,
        each(
            image,
            [
                S(4, 3, name="valid"),
                S(4, (2, 3), padding="same", activation="relu", name="same"),
                S(5, 3, depth_multiplier=2, use_bias=False, name="multiplier"),
                S(2, 3, strides=2, padding="same", name="same_strides"),
                S(3, 2, strides=2, depth_multiplier=2, name="valid_strides"),
                S(3, 3, dilation_rate=2, padding="same", name="same_dilation"),
            ],
        ),
    )


@case()
def channels_first(k):
    """channels_first through every layer that has a data format."""
    L = k.layers
    first = {"data_format": "channels_first"}
    image = k.Input((4, 8, 6), name="image")
    return k.Model(
        image,
        each(
            image,
            [
                L.Conv2D(3, 3, padding="same", activation="relu", **first, name="conv"),
                L.Conv2D(3, (3, 2), strides=2, padding="same", **first, name="conv_strides"),
                L.Conv2D(3, 3, use_bias=False, **first, name="conv_no_bias"),
                L.DepthwiseConv2D(3, depth_multiplier=2, **first, name="depthwise"),
                L.DepthwiseConv2D(3, strides=2, padding="same", **first, name="depthwise_strides"),
                L.SeparableConv2D(3, 3, padding="same", **first, name="separable"),
                L.MaxPooling2D((2, 3), **first, name="max_pool"),
                L.AveragePooling2D(3, strides=2, padding="same", **first, name="average_pool"),
                L.GlobalAveragePooling2D(**first, name="global_average"),
                L.GlobalMaxPooling2D(keepdims=True, **first, name="global_max"),
                L.ZeroPadding2D(((1, 0), (2, 1)), **first, name="pad"),
                L.Cropping2D(((1, 2), (0, 1)), **first, name="crop"),
                L.UpSampling2D((2, 3), **first, name="up"),
                L.UpSampling2D(2, interpolation="bilinear", **first, name="up_bilinear"),
                L.BatchNormalization(axis=1, name="norm"),
                L.Flatten(**first, name="flat"),
            ],
        ),
    )


@case()
def unknown_image(k):
    """Every image layer where height and width are known only when the model runs."""
    L = k.layers
    image = k.Input((None, None, 4), name="image")
    return k.Model(
        image,
        each(
            image,
            [
                L.Conv2D(3, 3, strides=2, padding="same", activation="relu", name="conv"),
                L.Conv2D(3, 2, dilation_rate=2, name="conv_dilation"),
                L.Conv2D(4, 2, groups=2, name="conv_groups"),
                L.DepthwiseConv2D(3, padding="same", depth_multiplier=2, name="depthwise"),
                L.SeparableConv2D(3, 3, strides=2, name="separable"),
                L.MaxPooling2D(3, strides=2, padding="same", name="max_pool"),
                L.AveragePooling2D(2, name="average_pool"),
                L.GlobalAveragePooling2D(keepdims=True, name="global_average"),
                L.GlobalMaxPooling2D(name="global_max"),
                L.BatchNormalization(name="norm"),
                L.ZeroPadding2D((2, 1), name="pad"),
                L.Cropping2D(((1, 1), (2, 0)), name="crop"),
                L.UpSampling2D((3, 2), name="up"),
                L.UpSampling2D(2, interpolation="bilinear", name="up_bilinear"),
            ],
        ),
    )


# -------------------------------------------------------------------------------------- pooling


@case()
def pooling2d(k):
    L = k.layers
    image = k.Input((9, 8, 3), name="image")
    return k.Model(
        image,
        each(
            image,
            [
                L.MaxPooling2D(name="max_default"),
                L.MaxPooling2D((3, 2), strides=(2, 1), name="max_unequal"),
                L.MaxPooling2D(3, strides=2, padding="same", name="max_same"),
                L.MaxPooling2D(1, strides=2, name="max_subsample"),
                L.AveragePooling2D(2, name="average_default"),
                L.AveragePooling2D((2, 3), strides=(1, 2), name="average_unequal"),
                L.AveragePooling2D(3, strides=1, padding="same", name="average_same"),
                L.AveragePooling2D((4, 3), padding="same", name="average_same_wide"),
                L.GlobalAveragePooling2D(name="global_average"),
                L.GlobalAveragePooling2D(keepdims=True, name="global_average_keepdims"),
                L.GlobalMaxPooling2D(name="global_max"),
                L.GlobalMaxPooling2D(keepdims=True, name="global_max_keepdims"),
            ],
        ),
    )


# --------------------------------------------------------------------------- padding, resizing


@case()
def padding2d(k):
    L = k.layers
    image = k.Input((5, 6, 2), name="image")
    return k.Model(
        image,
        each(
            image,
            [
                L.ZeroPadding2D(name="pad_default"),
                L.ZeroPadding2D(2, name="pad_all"),
                L.ZeroPadding2D((1, 3), name="pad_symmetric"),
                L.ZeroPadding2D(((1, 0), (2, 3)), name="pad_each"),
                L.Cropping2D(1, name="crop_all"),
                L.Cropping2D((0, 2), name="crop_symmetric"),
                L.Cropping2D(((2, 1), (0, 3)), name="crop_each"),
                L.Cropping2D(name="crop_default"),
            ],
        ),
    )


@case()
def upsampling2d(k):
    U = k.layers.UpSampling2D
    image = k.Input((3, 4, 2), name="image")
    kinds = ["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"]
    if not k.is_3:
        kinds += ["area", "gaussian", "mitchellcubic"]
    return k.Model(
        image,
        [U((2, 3), interpolation=kind, name="up_" + kind)(image) for kind in kinds]
        + [U(name="up_default")(image), U(3, name="up_int")(image)],
    )


# ------------------------------------------------------------------------------------- merging


@case()
def merging(k):
    L = k.layers
    a = k.Input((4, 3), name="a")
    b = k.Input((4, 3), name="b")
    c = k.Input((1, 3), name="c")
    row = k.Input((3,), name="row")
    return k.Model(
        [a, b, c, row],
        [
            L.Add(name="add")([a, b]),
            L.Add(name="add_three")([a, b, c]),
            L.Add(name="add_ranks")([a, row]) if k.is_3 else L.Add(name="add_broadcast")([c, a]),
            L.Subtract(name="subtract")([a, b]),
            L.Subtract(name="subtract_broadcast")([c, a]),
            L.Multiply(name="multiply")([a, b, a]),
            L.Average(name="average")([a, b]),
            L.Average(name="average_three")([a, b, c]),
            L.Maximum(name="maximum")([a, b, c]),
            L.Minimum(name="minimum")([a, b]),
            L.Concatenate(name="concat_last")([a, b, a]),
            L.Concatenate(axis=1, name="concat_first")([a, c, b]),
            L.Concatenate(axis=-2, name="concat_negative")([c, a]),
            L.Dense(2, name="row_out")(row),
        ],
    )


@case(
    kinds=("keras",),
    examples=lambda: {
        "real": [[0.5, -2.0, 3.25], [1.5, 7.0, -0.75]],
        "count": [[3, -5, 8], [2, 7, 1 << 33]],
        "small": [[4, 6, -1], [5, 2, 9]],
    },
)
def merged_types(k):
    """Numbers of several types, which Keras 3 promotes and Keras 2 leaves alone."""
    L = k.layers
    real = k.Input((3,), name="real")
    count = k.Input((3,), dtype="int64", name="count")
    small = k.Input((3,), dtype="int32", name="small")
    outputs = [L.Average(name="mean_of_counts")([count, count]), L.Average(name="mean_of_small")([small, small])]
    if k.is_3:
        for merge in L.Add, L.Subtract, L.Multiply, L.Average, L.Maximum, L.Minimum, L.Concatenate:
            name = merge.__name__.lower()
            outputs += [merge(name=f"{name}_real")([count, real]), merge(name=f"{name}_count")([small, count])]
        outputs.append(L.Dot(1, name="dot_real")([real, small]))
    return k.Model([real, count, small], [*outputs, L.Dense(2, name="behind")(real)])


@case(writers=(KERAS_3,))
def scaled_add(k):
    """The layer of its own that InceptionResNetV2 brings along."""
    scale = importlib.import_module("keras.src.applications.inception_resnet_v2").CustomScaleLayer
    a = k.Input((3, 2, 4), name="a")
    b = k.Input((3, 2, 4), name="b")
    return k.Model([a, b], scale(0.17, name="scaled")([a, k.layers.Conv2D(4, 1, name="conv")(b)]))


# ------------------------------------------------------------------------------- normalization


@case()
def batch_normalization(k):
    B = k.layers.BatchNormalization
    vector = k.Input((5,), name="vector")
    sequence = k.Input((4, 3), name="sequence")
    image = k.Input((4, 3, 2), name="image")
    volume = k.Input((2, 3, 2, 2), name="volume")
    return k.Model(
        [vector, sequence, image, volume],
        [
            B(name="rank2")(vector),
            B(momentum=0.5, epsilon=0.1, name="rank2_epsilon")(vector),
            B(scale=False, name="rank2_no_scale")(vector),
            B(center=False, name="rank2_no_center")(vector),
            B(center=False, scale=False, name="rank2_bare")(vector),
            B(name="rank3")(sequence),
            B(axis=1, name="rank3_axis1")(sequence),
            B(axis=-1, scale=False, name="rank4")(image),
            B(axis=1, epsilon=1e-5, name="rank4_axis1")(image),
            B(axis=2, name="rank4_axis2")(image),
            B(trainable=False, name="rank4_frozen")(image),
            B(name="rank5")(volume),
            B(axis=1, name="rank5_axis1")(volume),
        ],
    )


@case()
def preprocessing(k):
    """Rescaling and Normalization on floats and on integers."""
    L = k.layers
    pixels = k.Input((3, 2, 3), dtype="uint8", name="pixels")
    counts = k.Input((4,), dtype="int32", name="counts")
    x = k.Input((3, 4), name="x")
    learned = L.Normalization(name="learned")
    learned.adapt(k.numpy.arange(24, dtype="float32").reshape(2, 3, 4) % 7)
    integers = L.Normalization(axis=-1, name="integers")
    integers.adapt(k.numpy.arange(16, dtype="int32").reshape(4, 4) % 5)
    scalar = L.Normalization(axis=None, name="scalar")
    scalar.adapt(k.numpy.arange(24, dtype="float32").reshape(2, 3, 4) % 7)
    outputs = [
        L.Rescaling(1 / 255.0, name="unit_pixels")(pixels),
        L.Rescaling(1 / 127.5, offset=-1.0, name="centered_pixels")(pixels),
        L.Rescaling([0.5, 0.25, 2.0], offset=[1.0, 0.0, -3.0], name="scale_lists")(pixels),
        L.Rescaling(3, offset=2, name="integer_scale")(x),
        L.Rescaling(0.1, name="scaled_counts")(counts),
        integers(counts),
        learned(x),
        scalar(x),
        L.Normalization(mean=0.5, variance=4.0, axis=None, name="given_scalar")(x),
        L.Normalization(
            mean=[0.1, 0.2, 0.3, 0.4], variance=[1.0, 0.0, 4.0, 0.25], name="given_lists"
        )(x),
        L.Normalization(mean=[1.0, 2.0, 3.0], variance=[4.0, 1.0, 0.5], axis=1, name="given_axis1")(x),
        L.Normalization(mean=0.5, variance=4.0, axis=None, invert=True, name="inverted")(x),
    ]
    return k.Model([pixels, counts, x], outputs)


# -------------------------------------------------------------------------------- model topology


@case()
def sequential_with_input(k):
    L = k.layers
    return k.Sequential(
        [
            k.Input((8, 8, 2), name="image"),
            L.Conv2D(3, 3, activation="relu"),
            L.MaxPooling2D(),
            L.Dropout(0.2),
            L.Flatten(),
            L.Dense(4, activation="softmax"),
        ],
        name="with_input",
    )


@case()
def sequential_without_input(k):
    """The shape is in the first layer's configuration (Keras 2) or comes from build() (Keras 3)."""
    L = k.layers
    first = {} if k.is_3 else {"input_shape": (5,)}
    model = k.Sequential([L.Dense(4, activation="relu", **first), L.BatchNormalization(), L.Dense(2)])
    if k.is_3:
        model.build((None, 5))
    return model


@case()
def sequential_built_by_call(k):
    """Neither an input layer nor an input shape: the first data told the shape."""
    L = k.layers
    model = k.Sequential([L.Dense(4, activation="tanh", name="first"), L.Dense(3, name="second")])
    model(k.numpy.zeros((2, 5), "float32"))
    return model


@case()
def several_inputs_and_outputs(k):
    """Lists whose order is neither that of the layers nor that of the names."""
    L = k.layers
    z = k.Input((3,), name="z_first")
    a = k.Input((4,), name="a_second")
    m = k.Input((2, 2), name="m_third")
    joined = L.Concatenate(name="joined")([a, z, L.Flatten(name="flat")(m)])
    hidden = L.Dense(5, activation="relu", name="hidden")(joined)
    return k.Model(
        [z, a, m],
        [L.Dense(2, name="z_out")(hidden), L.Dense(1, name="a_out")(joined), hidden],
        name="several",
    )


@case()
def dict_inputs_and_outputs(k):
    L = k.layers
    inputs = {
        "weight": k.Input((3,), name="weight"),
        "age": k.Input((1,), name="age"),
        "image": k.Input((4, 4, 1), name="image"),
    }
    image = L.GlobalMaxPooling2D(name="pooled")(L.Conv2D(2, 2, name="conv")(inputs["image"]))
    joined = L.Concatenate(name="joined")([inputs["age"], inputs["weight"], image])
    return k.Model(
        inputs,
        {
            "risk": L.Dense(1, activation="sigmoid", name="risk")(joined),
            "class": L.Dense(3, activation="softmax", name="class")(joined),
        },
    )


@case()
def repeated_outputs(k):
    """An input handed through, an output named twice, one layer that makes two outputs."""
    L = k.layers
    a = k.Input((3,), name="a")
    b = k.Input((3,), name="b")
    shared = L.Dense(3, name="shared")
    first = shared(a)
    return k.Model([a, b], [first, shared(b), L.Dense(2, name="shared_1")(first), first])


@case()
def handed_through(k):
    a = k.Input((3,), name="a")
    b = k.Input((2,), name="b")
    return k.Model([a, b], [k.layers.Dense(2, name="dense")(a), b])


@case()
def unused_branch(k):
    """A layer whose output goes nowhere is not part of the model; its sibling is."""
    L = k.layers
    x = k.Input((4,), name="x")
    hidden = L.Dense(4, name="hidden")(x)
    L.Dense(7, name="stray")(hidden)
    return k.Model(x, L.Dense(2, name="out")(hidden))


@case()
def shared_layers(k):
    L = k.layers
    left = k.Input((6, 6, 2), name="left")
    right = k.Input((6, 6, 2), name="right")
    conv = L.Conv2D(2, 3, padding="same", activation="relu", name="conv")
    norm = L.BatchNormalization(name="norm")
    dense = L.Dense(3, activation="tanh", name="tower")
    flat = L.Flatten(name="flat")

    def tower(x):
        return dense(flat(norm(conv(conv(x)))))

    a = tower(left)
    b = tower(right)
    return k.Model([left, right], [L.Subtract(name="distance")([a, b]), L.Add(name="sum")([a, b])])


@case()
def nested_functional(k):
    """Called twice, on several inputs, with several outputs, and two levels deep. Outputs of the inner
    model that the outer one does not use."""
    L = k.layers
    p = k.Input((4,), name="p")
    q = k.Input((3,), name="q")
    core_in = k.Input((5,), name="core_in")
    core = k.Model(core_in, L.Dense(5, activation="relu", name="deep")(core_in), name="core")
    merged = core(L.Dense(5, name="widen")(L.Concatenate(name="concat")([q, p])))
    block = k.Model([p, q], [L.Dense(4, name="dense")(merged), merged], name="block")
    x = k.Input((4,), name="x")
    y = k.Input((3,), name="y")
    first, inner = block([x, y])
    second, _ = block([first, y])
    return k.Model([x, y], [second, L.Dense(2, name="dense")(inner)], name="outer")


@case(kinds=("keras",))
def nested_equal_names(k):
    """One name on three levels. Keras cannot write that as .h5: the names meet in one group."""
    L = k.layers
    model = None
    for level in range(3):
        layers = [k.Input((3,), name="x"), L.Dense(3, activation="tanh", name="dense")]
        model = k.Sequential(layers if model is None else layers + [model], name="inner")
    x = k.Input((3,), name="x")
    return k.Model(x, L.Dense(2, name="dense")(model(x)), name="inner")


@case()
def nested_sequential(k):
    """A Sequential in a functional model, called twice; a Sequential and a functional inside it."""
    L = k.layers
    head_in = k.Input((3,), name="head_in")
    head = k.Model(head_in, L.Dense(4, name="deep")(head_in), name="head")
    inner = k.Sequential(
        [k.Input((4,), name="inner_in"), L.Dense(3, activation="relu", name="middle"), head], name="inner"
    )
    trunk = k.Sequential(
        [k.Input((4,)), L.BatchNormalization(name="bn"), inner, L.Dense(4, name="dense")], name="trunk"
    )
    x = k.Input((4,), name="x")
    once = trunk(x)
    return k.Model(x, [trunk(once), L.Dense(2, name="dense")(once)])


@case()
def sequential_of_models(k):
    """A Sequential whose layers are models, the first one included."""
    L = k.layers
    image = k.Input((6, 6, 1), name="image")
    features = k.Model(
        image, L.GlobalAveragePooling2D()(L.Conv2D(3, 3, activation="relu")(image)), name="features"
    )
    head = k.Sequential([k.Input((3,)), L.Dense(4, activation="relu"), L.Dense(2)], name="head")
    model = k.Sequential([features, head], name="stack")
    model.build((None, 6, 6, 1))
    return model


@case()
def frozen_layers(k):
    """Frozen layers between live ones: an .h5 stores weights in an order that depends on it."""
    L = k.layers
    x = k.Input((4,), name="x")
    inner = k.Sequential(
        [
            k.Input((4,)),
            L.BatchNormalization(name="norm"),
            L.Dense(4, trainable=False, name="frozen"),
            L.Dense(4, name="live"),
        ],
        name="inner",
    )
    base = k.Sequential([k.Input((4,)), L.Dense(4, name="d1"), L.BatchNormalization(name="n1")], name="base")
    base.trainable = False
    y = L.BatchNormalization(trainable=False, name="cold")(x)
    y = inner(L.Dense(4, activation="relu", trainable=False, name="first")(y))
    return k.Model(x, L.Dense(2, name="out")(base(y)))


OLD_CLASSES = {
    "Functional": "Model",
    "Conv2D": "Convolution2D",
    "SeparableConv2D": "SeparableConvolution2D",
    "MaxPooling2D": "MaxPool2D",
    "AveragePooling2D": "AvgPool2D",
    "GlobalMaxPooling2D": "GlobalMaxPool2D",
    "GlobalAveragePooling2D": "GlobalAvgPool2D",
    "BatchNormalization": "BatchNormalizationV1",
}


def spell_as_of_old(value, classes=OLD_CLASSES):
    """A configuration as Keras 2.2 wrote it: other class names, no modules."""
    if isinstance(value, list):
        return [spell_as_of_old(item, classes) for item in value]
    if not isinstance(value, dict):
        return value
    spelled = {
        key: spell_as_of_old(item, classes)
        for key, item in value.items()
        if key not in ("module", "registered_name", "build_config", "groups", "keepdims")
    }
    if "class_name" in spelled:
        spelled["class_name"] = classes.get(spelled["class_name"], spelled["class_name"])
    return spelled


@case(writers=(KERAS_2,), kinds=("h5",), reloads=False, edit=spell_as_of_old)
def old_spelling(k):
    """A file of Keras 2.2, as far as its configuration goes."""
    L = k.layers
    image = k.Input((8, 8, 2), name="image")
    y = L.Conv2D(3, 3, activation="relu", name="conv")(image)
    y = L.BatchNormalization(name="norm")(y)
    y = L.DepthwiseConv2D(2, name="depthwise")(y)
    y = L.SeparableConv2D(4, 2, activation="hard_sigmoid", name="separable")(y)
    pooled = [L.MaxPooling2D(name="max")(y), L.AveragePooling2D(2, name="average")(y)]
    y = L.Concatenate(name="joined")(pooled)
    return k.Model(image, [L.GlobalMaxPooling2D(name="top")(y), L.GlobalAveragePooling2D(name="mean")(y)])


# ------------------------------------------------------------------------------------- naming


@case(odd_scopes=True)
def odd_names(k):
    """Dots, spaces, other scripts, punctuation, mere digits; Keras 2 lets slashes through as well."""
    L = k.layers
    names = ["dotted.name", "with-dash", "UPPER", "upper", "1starts_with_digit", "2024"]
    if k.is_3:
        names += ["with space", "größe", "層", "a:b", "per%cent", "_underscore", "$cash"]
    else:
        names += ["scope/inner", "scope/inner/deeper", "trailing."]
    x = k.Input((3,), name="in.put" if not k.is_3 else "in put ß")
    y = x
    outputs = []
    for name in names:
        y = L.Dense(3, activation="tanh", name=name)(y)
        outputs.append(y)
    return k.Model(x, outputs, name="odd")


@case()
def misread_names(k):
    """Names that runtimes take for something else: initializers, timestamps, ops, checkpoints."""
    L = k.layers
    x = k.Input((3,), name="InitialInput")
    other = k.Input((3,), name="x_20240101123456")
    y = L.Dense(3, activation="relu", name="InitialDense")(x)
    z = L.Dense(3, activation="tanh", name="dense_20240101123456")(other)
    merged = L.Add(name="save")([y, z])
    return k.Model(
        [x, other],
        [
            L.Dense(2, name="Initializer")(merged),
            L.Dense(2, name="serving_default")(merged),
            L.Dense(2, name="StatefulPartitionedCall")(merged),
            L.Dense(2, name="layer_with_weights-0")(merged),
            L.BatchNormalization(name="init")(merged),
            L.Dense(2, name="Const")(merged),
            L.Dense(2, name="kernel")(merged),
        ],
    )


# ------------------------------------------------------------------------------- element types


@case()
def float64(k):
    L = k.layers
    x = k.Input((6, 6, 2), dtype="float64", name="x")
    d = {"dtype": "float64"}
    y = L.Conv2D(3, 3, padding="same", activation="silu", **d, name="conv")(x)
    y = L.BatchNormalization(**d, name="norm")(y)
    y = L.SeparableConv2D(4, 3, strides=2, **d, name="separable")(y)
    y = L.LeakyReLU(**d, name="leaky")(y)
    up = L.UpSampling2D(2, interpolation="bilinear", **d, name="up")(y)
    y = L.GlobalAveragePooling2D(**d, name="pool")(y)
    return k.Model(x, [L.Dense(3, activation="softmax", **d, name="out")(y), up])


@case(tolerance=2.0**-9)
def mixed_float16(k):
    """Variables in float32, math in float16, the last layer in float32."""
    L = k.layers
    d = {"dtype": "mixed_float16"}
    x = k.Input((6, 6, 2), name="x")
    y = L.Conv2D(3, 3, activation="relu", **d, name="conv")(x)
    y = L.BatchNormalization(**d, name="norm")(y)
    y = L.Flatten(**d, name="flat")(y)
    y = L.Dense(4, activation="tanh", **d, name="half")(y)
    return k.Model(x, [L.Dense(3, dtype="float32", name="out")(y), y])


@case(tolerance=2.0**-6)
def mixed_bfloat16(k):
    L = k.layers
    d = {"dtype": "mixed_bfloat16"}
    x = k.Input((6,), name="x")
    y = L.Dense(5, activation="relu", **d, name="brain")(x)
    return k.Model(x, L.Dense(3, dtype="float32", name="out")(y))


@case()
def mixed_widths(k):
    """float64 and float32 layers in one model."""
    L = k.layers
    x = k.Input((4,), name="x")
    wide = L.Dense(3, dtype="float64", name="wide")(x)
    return k.Model(x, [wide, L.Dense(2, name="narrow")(wide)])


# ------------------------------------------------------------------------------------- compiled


@case(fit=True)
def compiled_adam(k):
    """Trained: the file holds a compile configuration, an optimizer and its slots."""
    L = k.layers
    x = k.Input((6, 6, 1), name="x")
    y = L.Conv2D(2, 3, activation="relu", name="conv")(x)
    y = L.BatchNormalization(momentum=0.6, name="norm")(y)
    y = L.Flatten(name="flat")(y)
    model = k.Model(x, L.Dense(3, activation="softmax", name="out")(y))
    model.compile(
        optimizer=k.optimizers.Adam(learning_rate=0.01, beta_1=0.8),
        loss="categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


@case(fit=True)
def compiled_several_outputs(k):
    L = k.layers
    x = k.Input((4,), name="x")
    y = L.Dense(5, activation="relu", name="hidden")(x)
    model = k.Model(x, [L.Dense(1, name="value")(y), L.Dense(2, activation="sigmoid", name="flags")(y)])
    model.compile(
        optimizer=k.optimizers.SGD(learning_rate=0.05, momentum=0.9, nesterov=True),
        loss={"value": "mse", "flags": k.losses.BinaryCrossentropy(label_smoothing=0.1)},
        loss_weights={"value": 0.7, "flags": 1.3},
        metrics={"value": ["mae"], "flags": [k.metrics.AUC(num_thresholds=10, name="auc")]},
    )
    return model


@case(fit=True, writers=(KERAS_2,))
def compiled_legacy_optimizer(k):
    L = k.layers
    model = k.Sequential([L.Dense(4, activation="relu", input_shape=(3,)), L.Dense(1)])
    model.compile(optimizer=k.optimizers.legacy.RMSprop(0.01, momentum=0.5), loss="mae")
    return model


# ------------------------------------------------------------------------- small architectures


@case()
def small_resnet(k):
    L = k.layers
    image = k.Input((16, 16, 3), name="image")
    y = L.ZeroPadding2D(3, name="stem_pad")(image)
    y = L.Conv2D(4, 7, strides=2, name="stem_conv")(y)
    y = L.Activation("relu")(L.BatchNormalization(epsilon=1.001e-5)(y))
    y = L.MaxPooling2D(3, strides=2)(L.ZeroPadding2D(1)(y))
    for strides in (1, 2):
        shortcut = L.BatchNormalization()(L.Conv2D(8, 1, strides=strides)(y))
        y = L.Activation("relu")(L.BatchNormalization()(L.Conv2D(4, 1, strides=strides)(y)))
        y = L.BatchNormalization()(L.Conv2D(8, 3, padding="same")(y))
        y = L.Activation("relu")(L.Add()([shortcut, y]))
    return k.Model(image, L.Dense(5, activation="softmax", name="predictions")(L.GlobalAveragePooling2D()(y)))


@case()
def small_mobilenet(k):
    L = k.layers
    image = k.Input((None, None, 3), name="image")
    y = L.Rescaling(1 / 127.5, offset=-1.0)(image)
    y = L.Conv2D(4, 3, strides=2, padding="same", use_bias=False)(y)
    y = L.ReLU(6.0)(L.BatchNormalization(epsilon=1e-3, momentum=0.999)(y))
    block = L.Conv2D(8, 1, padding="same", use_bias=False)(y)
    block = L.ReLU(6.0)(L.BatchNormalization()(block))
    block = L.DepthwiseConv2D(3, padding="same", use_bias=False)(block)
    block = L.ReLU(6.0)(L.BatchNormalization()(block))
    block = L.BatchNormalization()(L.Conv2D(4, 1, use_bias=False)(block))
    y = L.Add()([y, block])
    gate = L.GlobalAveragePooling2D()(y)
    gate = L.Reshape((1, 1, 4))(gate)
    gate = L.Conv2D(2, 1, activation="swish")(gate)
    gate = L.Conv2D(4, 1, activation="sigmoid")(gate)
    y = L.Multiply()([y, gate])
    y = L.Dropout(0.2, noise_shape=(None, 1, 1, 1))(y)
    return k.Model(image, L.Dense(5, activation="softmax", name="predictions")(L.GlobalAveragePooling2D()(y)))
