"""Layers beyond those of image models: embeddings, masks, normalizations, noise, convolutions of every rank."""

from cases import KERAS_2, KERAS_3, OLD_CLASSES, case, spell_as_of_old


@case()
def embeddings(k):
    L = k.layers
    ids = k.Input((5,), dtype="int32", name="ids")
    grid = k.Input((2, 3), dtype="int64", name="grid")
    numbers = k.Input((4,), name="numbers")
    pairs = k.Input((2, 3), name="pairs")
    outputs = [
        L.Embedding(256, 2, name="row")(ids),
        L.Embedding(
            256,
            3,
            embeddings_initializer="he_normal",
            embeddings_regularizer=k.regularizers.L1(0.01),
            embeddings_constraint=k.constraints.MaxNorm(2.0),
            name="regularized",
        )(grid),
        L.Embedding(9, 2, name="of_floats")(L.Rescaling(0.0, offset=7.6, name="sevens")(numbers)),
        L.RepeatVector(3, name="repeated")(numbers),
        L.Identity(name="identity")(numbers),
        L.ActivityRegularization(l1=0.1, l2=0.2, name="penalized")(numbers),
        L.Masking(7.6, name="masking")(L.Rescaling([[0.0], [1.0]], offset=[[7.6], [0.0]], name="sevens_first")(pairs)),
    ]
    return k.Model([ids, grid, numbers, pairs], outputs)


@case(kinds=("keras",))
def dense_products(k):
    """EinsumDense and Dot."""
    L = k.layers
    vector = k.Input((6,), name="vector")
    other = k.Input((6,), name="other")
    sequence = k.Input((5, 6), name="sequence")
    unknown = k.Input((None, 6), name="unknown")
    grid = k.Input((3, 4, 6), name="grid")
    E = L.EinsumDense
    return k.Model(
        [vector, other, sequence, unknown, grid],
        [
            E("ab,bc->ac", output_shape=4, bias_axes="c", activation="tanh", name="as_dense")(vector),
            E("abc,cd->abd", output_shape=(None, 4), bias_axes="d", name="rank3")(unknown),
            E("abc,cde->abde", output_shape=(None, 2, 3), bias_axes="de", name="heads")(unknown),
            E("abc,bcd->ad", output_shape=4, name="no_bias")(sequence),
            E("...x,xy->...y", output_shape=4, bias_axes="y", name="before")(grid),
            E("ab...,bc->ac...", output_shape=2, bias_axes="c", name="behind")(sequence),
            E("abc,cd->abd", output_shape=(5, 3), bias_axes="bd", name="bias_of_two")(sequence),
            L.Dot(axes=1, name="dot_vectors")([vector, other]),
            L.Dot(axes=-1, normalize=True, name="dot_normalized")([vector, other]),
            L.Dot(axes=2, name="dot_sequences")([sequence, unknown]),
            L.Dot(axes=(2, 1), name="dot_ranks")([sequence, vector]),
            L.Dot(axes=(3, 2), normalize=True, name="dot_grid")([grid, sequence]),
        ],
    )


@case()
def normalizations(k):
    L = k.layers
    sequence = k.Input((4, 6), name="sequence")
    image = k.Input((None, 3, 6), name="image")
    N = L.LayerNormalization
    G = L.GroupNormalization
    outputs = [
        N(name="layer")(sequence),
        N(axis=1, epsilon=1e-5, name="layer_axis")(sequence),
        N(axis=[1, 2], name="layer_axes")(sequence),
        N(axis=[2, 3], center=False, name="layer_no_center")(image),
        N(scale=False, name="layer_no_scale")(image),
        N(center=False, scale=False, epsilon=0.1, name="layer_bare")(image),
        G(groups=3, name="groups")(image),
        G(groups=-1, epsilon=0.1, name="groups_of_one")(image),
        G(groups=2, center=False, name="groups_no_center")(sequence),
        G(groups=2, axis=1, scale=False, name="groups_first")(sequence),
        G(groups=6, center=False, scale=False, name="groups_bare")(sequence),
        L.UnitNormalization(name="unit")(image),
        L.UnitNormalization(axis=[1, 2], name="unit_axes")(sequence),
    ]
    if k.is_3:
        outputs += [
            N(rms_scaling=True, name="layer_rms")(sequence),
            L.RMSNormalization(name="rms")(image),
            L.RMSNormalization(axis=[1, 2], epsilon=0.01, name="rms_axes")(sequence),
        ]
    return k.Model([sequence, image], outputs)


@case(kinds=("keras",))
def renormalization(k):
    N = k.layers.BatchNormalization
    image = k.Input((4, 3, 2), name="image")
    own = {"renorm_clipping": {"rmin": 0.5, "rmax": 2.0, "dmax": 1.0}, "renorm_momentum": 0.8}
    return k.Model(
        image,
        [
            N(renorm=True, name="plain")(image),
            N(axis=1, renorm=True, scale=False, epsilon=0.1, **own, name="clipped")(image),
        ],
    )


def normalized_kernels(k):
    L = k.layers
    S = L.SpectralNormalization
    vector = k.Input((3,), name="vector")
    sequence = k.Input((5, 3), name="sequence")
    image = k.Input((4, 4, 2), name="image")
    ids = k.Input((4,), dtype="int32", name="ids")
    shared = S(L.Dense(3, activation="tanh", name="inner"), name="shared")
    outputs = [
        shared(shared(vector)),
        S(L.Conv1D(2, 3, padding="causal", use_bias=False, name="causal"), power_iterations=3, name="conv1d")(sequence),
        S(L.Conv2DTranspose(3, 2, strides=2, name="up"), name="transposed")(image),
        S(L.EinsumDense("abc,cde->abde", output_shape=(5, 2, 3), bias_axes="de", name="heads"), name="einsum")(sequence),
        S(L.Embedding(2, 3, mask_zero=True, name="rows"), name="embedding")(ids),
        L.TimeDistributed(S(L.Dense(2, name="step_dense"), name="step"), name="each")(sequence),
        L.LSTM(2, name="last")(S(L.Dense(2, name="counted"), name="passing")(L.Masking(name="masked")(sequence))),
    ]
    if k.is_3:
        outputs.append(S(L.DepthwiseConv2D(2, name="depth"), name="depthwise")(image))
        outputs.append(S(S(L.Dense(2, name="deep"), name="within"), power_iterations=2, name="twice")(vector))
    return k.Model([vector, sequence, image, ids], outputs)


def inputs_of_normalized_kernels():
    masked = [[0.0] * 3, [0.3, -1.0, 0.5], [0.0] * 3, [1.0, 0.2, -0.7], [0.0] * 3]
    return {
        "vector": [[0.5, -1.0, 2.0], [1.5, 0.3, -0.2]],
        "sequence": [masked, masked[::-1]],
        "image": [[[[0.1 * i * j - 0.4, 0.3 * i - 0.2 * j] for j in range(4)] for i in range(4)]] * 2,
        "ids": [[1, 0, 1, 1], [0, 1, 0, 0]],
    }


@case(writers=(KERAS_3,), kinds=("keras",), examples=inputs_of_normalized_kernels)
def spectral_normalization(k):
    return normalized_kernels(k)


@case(writers=(KERAS_2,), kinds=("keras",), examples=inputs_of_normalized_kernels, reloads=False)
def spectral_normalization_of_keras_2(k):
    """Keras 2 cannot read what it writes of this layer."""
    return normalized_kernels(k)


@case(kinds=("h5",), reloads=False)
def normalized_kernel(k):
    x = k.Input((3,), name="x")
    return k.Model(x, k.layers.SpectralNormalization(k.layers.Dense(2, name="inner"), name="y")(x))


@case(kinds=("keras",))
def more_activation_layers(k):
    L = k.layers
    x = k.Input((4, 6), name="x")
    image = k.Input((None, 3, 2), name="image")
    outputs = [
        L.PReLU(name="prelu")(x),
        L.PReLU(shared_axes=[1, 2], alpha_initializer="ones", name="prelu_shared")(image),
        L.ELU(name="elu_default")(x),
        L.ELU(alpha=0.4, name="elu_alpha")(x),
    ]
    if not k.is_3:
        outputs.append(L.ThresholdedReLU(theta=0.3, name="thresholded")(x))
    return k.Model([x, image], outputs)


@case()
def noise(k):
    """Layers that do nothing outside of training."""
    L = k.layers
    sequence = k.Input((4, 3), name="sequence")
    image = k.Input((4, 2, 3), name="image")
    volume = k.Input((2, 2, 2, 3), name="volume")
    return k.Model(
        [sequence, image, volume],
        [
            L.GaussianNoise(0.3, seed=3, name="gaussian_noise")(sequence),
            L.GaussianDropout(0.3, name="gaussian_dropout")(sequence),
            L.AlphaDropout(0.2, noise_shape=(None, 1, 3), seed=5, name="alpha_dropout")(sequence),
            L.SpatialDropout1D(0.4, name="spatial1d")(sequence),
            L.SpatialDropout2D(0.4, data_format="channels_first", name="spatial2d")(image),
            L.SpatialDropout3D(0.4, seed=2, name="spatial3d")(volume),
        ],
    )


@case(kinds=("keras",))
def convolutions_of_sequences(k):
    L = k.layers
    known = k.Input((9, 4), name="known")
    unknown = k.Input((None, 4), name="unknown")
    first = k.Input((4, 9), name="first")
    F = {"data_format": "channels_first"}
    outputs = [
        L.Conv1D(3, 3, activation="relu", name="valid")(unknown),
        L.Conv1D(3, 2, strides=2, padding="same", use_bias=False, name="same")(unknown),
        L.Conv1D(3, 3, padding="causal", dilation_rate=2, name="causal")(unknown),
        L.Conv1D(3, 3, padding="causal", strides=2, name="causal_strides")(known),
        L.Conv1D(4, 3, groups=2, dilation_rate=2, padding="same", name="groups")(known),
        L.Conv1D(3, 2, padding="same", **F, name="channels_first")(first),
        L.DepthwiseConv1D(3, depth_multiplier=2, padding="same", activation="tanh", name="depthwise")(unknown),
        L.DepthwiseConv1D(2, strides=2, use_bias=False, **F, name="depthwise_first")(first),
        L.DepthwiseConv1D(3, dilation_rate=2, name="depthwise_dilation")(known),
        L.SeparableConv1D(3, 3, depth_multiplier=2, padding="same", strides=2, name="separable")(unknown),
        L.SeparableConv1D(2, 3, dilation_rate=2, use_bias=False, **F, name="separable_first")(first),
        L.Conv1DTranspose(3, 3, strides=2, activation="relu", name="transposed")(unknown),
        L.Conv1DTranspose(3, 3, strides=2, padding="same", output_padding=1, name="transposed_output")(known),
        L.Conv1DTranspose(2, 2, dilation_rate=2, use_bias=False, **F, name="transposed_dilation")(first),
    ]
    return k.Model([known, unknown, first], outputs)


@case(kinds=("keras",))
def transposed_convolutions(k):
    L = k.layers
    image = k.Input((4, 5, 3), name="image")
    unknown = k.Input((None, None, 3), name="unknown")
    volume = k.Input((3, 2, 3, 2), name="volume")
    T = L.Conv2DTranspose
    V = L.Conv3DTranspose
    F = {"data_format": "channels_first"}
    outputs = [
        T(2, 3, activation="relu", name="valid")(unknown),
        T(2, (3, 2), strides=(2, 1), padding="same", name="same")(unknown),
        T(2, 3, strides=2, output_padding=(1, 0), use_bias=False, name="output_padding")(image),
        T(2, 3, strides=2, padding="same", output_padding=1, name="same_output_padding")(image),
        T(2, 2, dilation_rate=2, name="dilation")(image),
        T(2, 2, strides=3, name="gaps")(image),
        T(2, 3, strides=2, padding="same", **F, name="channels_first")(image),
        V(2, 2, strides=2, name="volume_valid")(volume),
        V(4, (1, 2, 3), padding="same", activation="tanh", **F, name="volume_first")(volume),
        V(2, 3, strides=(1, 2, 2), padding="same", output_padding=(0, 1, 1), use_bias=False, name="volume_output")(
            volume
        ),
    ]
    return k.Model([image, unknown, volume], outputs)


@case(kinds=("keras",))
def volumes(k):
    """Everything of rank 5, and what sequences have beside convolutions."""
    L = k.layers
    volume = k.Input((4, 5, 3, 2), name="volume")
    unknown = k.Input((None, None, 4, 2), name="unknown")
    sequence = k.Input((None, 3), name="sequence")
    turned = k.Input((3, 8), name="turned")
    F = {"data_format": "channels_first"}
    outputs = [
        L.Conv3D(3, 2, activation="relu", name="conv")(unknown),
        L.Conv3D(3, (1, 2, 3), strides=(1, 2, 1), padding="same", use_bias=False, name="conv_same")(volume),
        L.Conv3D(2, 2, dilation_rate=(1, 2, 1), name="conv_dilation")(volume),
        L.Conv3D(2, 2, dilation_rate=2, padding="same", name="conv_same_dilation")(unknown),
        L.Conv3D(4, 2, groups=2, name="conv_groups")(volume),
        L.Conv3D(2, 2, **F, name="conv_first")(volume),
        L.MaxPooling3D((2, 1, 2), strides=(1, 2, 1), padding="same", name="max")(volume),
        L.AveragePooling3D(2, **F, name="average")(volume),
        L.GlobalMaxPooling3D(keepdims=True, name="global_max")(unknown),
        L.GlobalAveragePooling3D(**F, name="global_average")(volume),
        L.ZeroPadding3D(((1, 0), (0, 2), (1, 1)), name="pad")(unknown),
        L.ZeroPadding3D((0, 1, 2), **F, name="pad_first")(volume),
        L.Cropping3D(((1, 0), (0, 2), (1, 1)), name="crop")(volume),
        L.UpSampling3D((1, 2, 3), name="up")(unknown),
        L.UpSampling3D(2, **F, name="up_first")(volume),
        L.MaxPooling1D(3, strides=2, padding="same", name="max1d")(sequence),
        L.AveragePooling1D(2, **F, name="average1d")(turned),
        L.GlobalMaxPooling1D(name="global_max1d")(sequence),
        L.GlobalAveragePooling1D(keepdims=True, **F, name="global_average1d")(turned),
        L.ZeroPadding1D((1, 2), name="pad1d")(sequence),
        L.ZeroPadding1D(2, name="pad1d_int")(sequence),
        L.Cropping1D((1, 2), name="crop1d")(sequence),
        L.UpSampling1D(3, name="up1d")(sequence),
    ]
    return k.Model([volume, unknown, sequence, turned], outputs)


@case(kinds=("keras",), writers=(KERAS_3,))
def adaptive_pooling(k):
    L = k.layers
    sequence = k.Input((7, 2), name="sequence")
    image = k.Input((5, 6, 2), name="image")
    volume = k.Input((3, 4, 2, 2), name="volume")
    F = {"data_format": "channels_first"}
    return k.Model(
        [sequence, image, volume],
        [
            L.AdaptiveAveragePooling1D(3, name="average1d")(sequence),
            L.AdaptiveMaxPooling1D(4, name="max1d")(sequence),
            L.AdaptiveAveragePooling2D((2, 4), **F, name="average2d")(image),
            L.AdaptiveMaxPooling2D(4, **F, name="max2d")(image),
            L.AdaptiveAveragePooling3D((2, 3, 2), name="average3d")(volume),
            L.AdaptiveMaxPooling3D(2, name="max3d")(volume),
        ],
    )


@case(kinds=("keras",), writers=(KERAS_2,))
def locally_connected(k):
    L = k.layers
    sequence = k.Input((6, 2), name="sequence")
    image = k.Input((4, 5, 2), name="image")
    F = {"data_format": "channels_first"}
    return k.Model(
        [sequence, image],
        [
            L.LocallyConnected1D(3, 2, strides=2, activation="relu", name="local1d")(sequence),
            L.LocallyConnected1D(2, 2, use_bias=False, **F, name="local1d_first")(sequence),
            L.LocallyConnected2D(3, (2, 3), strides=(1, 2), name="local2d")(image),
            L.LocallyConnected2D(2, 2, **F, name="local2d_first")(image),
        ],
    )


@case(kinds=("keras",), writers=(KERAS_2,))
def local_kernels(k):
    """The forms of kernels that spell out, or leave out, products with zero."""
    L = k.layers
    sequence = k.Input((6, 2), name="sequence")
    image = k.Input((4, 5, 2), name="image")
    F = {"data_format": "channels_first"}
    S = {"padding": "same"}
    outputs = []
    for form in (2, 3):
        I = {"implementation": form}
        outputs += [
            L.LocallyConnected1D(3, 3, strides=2, **S, **I, activation="tanh", name=f"same1d_{form}")(sequence),
            L.LocallyConnected1D(2, 1, strides=2, **F, **I, name=f"first1d_{form}")(sequence),
            L.LocallyConnected2D(2, (2, 3), strides=(1, 2), **I, use_bias=False, name=f"valid2d_{form}")(image),
            L.LocallyConnected2D(1, (4, 3), strides=(3, 2), **S, **F, **I, activation="relu", name=f"first2d_{form}")(image),
        ]
    return k.Model([sequence, image], outputs)


OLD_CLASSES_OF_RANKS = OLD_CLASSES | {
    name: name.replace("Conv", "Convolution").replace("Pooling", "Pool")
    for rank in ("1D", "2D", "3D")
    for name in (
        f"Conv{rank}",
        f"Conv{rank}Transpose",
        f"SeparableConv{rank}",
        f"MaxPooling{rank}",
        f"AveragePooling{rank}",
        f"GlobalMaxPooling{rank}",
        f"GlobalAveragePooling{rank}",
    )
}
OLD_CLASSES_OF_RANKS = {
    name: old.replace("AveragePool", "AvgPool") for name, old in OLD_CLASSES_OF_RANKS.items()
}


def spell_ranks_as_of_old(value):
    return spell_as_of_old(value, OLD_CLASSES_OF_RANKS)


@case(writers=(KERAS_2,), kinds=("h5",), reloads=False, edit=spell_ranks_as_of_old)
def old_spelling_of_ranks(k):
    L = k.layers
    sequence = k.Input((8, 2), name="sequence")
    image = k.Input((2, 2, 2), name="image")
    volume = k.Input((4, 4, 4, 2), name="volume")
    y = L.Conv1D(2, 2, name="conv1d")(sequence)
    y = L.SeparableConv1D(2, 2, name="separable1d")(y)
    y = L.Conv1DTranspose(2, 2, name="transpose1d")(y)
    y = L.AveragePooling1D(2, name="average1d")(L.MaxPooling1D(2, name="max1d")(y))
    z = L.Conv3DTranspose(2, 2, name="transpose3d")(L.Conv3D(2, 2, name="conv3d")(volume))
    z = L.AveragePooling3D(2, name="average3d")(L.MaxPooling3D(2, strides=1, name="max3d")(z))
    return k.Model(
        [sequence, image, volume],
        [
            L.GlobalMaxPooling1D(name="top1d")(y),
            L.GlobalAveragePooling1D(name="mean1d")(y),
            L.Conv2DTranspose(1, 2, name="transpose2d")(image),
            L.GlobalMaxPooling3D(name="top3d")(z),
            L.GlobalAveragePooling3D(name="mean3d")(z),
        ],
    )
