"""Layers beyond those of image models: embeddings, masks, normalizations, noise, convolutions of every rank."""

from cases import case


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


@case(kinds=("keras",))
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
