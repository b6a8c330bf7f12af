"""Attention, with what transformers put around it."""

import importlib

from cases import KERAS_3, case


@case(kinds=("keras",))
def attention(k):
    L = k.layers
    query = k.Input((None, 4), name="query")
    value = k.Input((5, 4), name="value")
    wide = k.Input((5, 3), name="wide")
    return k.Model(
        [query, value, wide],
        [
            L.Attention(name="plain")([query, value]),
            L.Attention(use_scale=True, name="scaled")([query, wide, value]),
            L.Attention(score_mode="concat", name="concat")([query, value]),
            L.Attention(use_scale=True, score_mode="concat", dropout=0.3, seed=4, name="concat_scaled")(
                [query, value]
            ),
            L.Attention(name="causal")([value, value], use_causal_mask=True),
            L.AdditiveAttention(name="additive")([query, value]),
            L.AdditiveAttention(use_scale=False, dropout=0.2, name="additive_plain")([query, wide, value]),
            *L.Attention(name="with_scores")([query, value], return_attention_scores=True),
        ],
    )


@case()
def heads(k):
    M = k.layers.MultiHeadAttention
    query = k.Input((None, 4), name="query")
    value = k.Input((5, 3), name="value")
    allowed = k.Input((6, 5), dtype="int32", name="allowed")
    six = k.Input((6, 4), name="six")
    grid = k.Input((2, 3, 4), name="grid")
    odd = k.layers.Rescaling(1.0, name="as_floats")(allowed)
    outputs = [
        M(2, 3, name="own")(six, six),
        M(2, 3, value_dim=2, use_bias=False, name="other")(query, value),
        M(2, 3, output_shape=5, kernel_initializer="he_normal", name="keyed")(query, value, key=value),
        M(1, 2, name="causal")(query, query, use_causal_mask=True),
        M(2, 2, dropout=0.3, name="dropped_causal")(six, six, use_causal_mask=True),
        M(2, 2, attention_axes=(2,), name="along_rows")(grid, grid),
        M(2, 2, attention_axes=(1, 2), name="along_both")(grid, grid),
        M(3, 2, name="by_keyword")(query=six, value=value, attention_mask=allowed),
        odd,
    ]
    outputs += M(2, 2, name="with_scores")(six, value, return_attention_scores=True)
    if k.is_3:
        outputs += [
            M(2, 3, use_gate=True, value_dim=2, name="gated")(six, value),
            M(2, 3, sliding_window=2, name="window")(six, six, use_causal_mask=True),
            M(2, 3, output_shape=(2, 3), name="output_of_two")(six, value),
        ]
    return k.Model([query, value, allowed, six, grid], outputs)


@case(writers=(KERAS_3,), kinds=("keras",))
def grouped_heads(k):
    G = k.layers.GroupQueryAttention
    query = k.Input((None, 4), name="query")
    value = k.Input((5, 4), name="value")
    return k.Model(
        [query, value],
        [
            G(3, 4, 2, name="groups")(query, value),
            G(2, 2, 2, use_bias=False, dropout=0.2, name="dropped")(query, value, use_causal_mask=False),
            G(2, 4, 1, use_gate=True, name="gated")(value, value, use_causal_mask=True),
            G(2, 2, 1, sliding_window=2, name="window")(value, value),
        ],
    )


@case(writers=(KERAS_3,), kinds=("keras",))
def reversible_embeddings(k):
    R = k.layers.ReversibleEmbedding
    ids = k.Input((5,), dtype="int32", name="ids")
    tied = R(256, 3, name="tied")
    own = R(256, 3, tie_weights=False, logit_soft_cap=2.0, reverse_dtype="float32", name="own")
    return k.Model(ids, [tied(tied(ids), reverse=True), own(own(ids), reverse=True)])


@case()
def masks(k):
    """Masks from embeddings and from a value, through what passes them on to what uses them."""
    L = k.layers
    ids = k.Input((6,), dtype="int32", name="ids")
    steps = k.Input((6, 4), name="steps")
    zeros = L.Rescaling(0.02, name="small")(ids)
    few = L.Embedding(256, 4, mask_zero=True, name="few")
    words = L.Embedding(6, 4, mask_zero=True, name="words")(zeros)
    relu = L.ReLU(threshold=0.3, name="rectified")(steps)
    masked = L.Masking(name="masked")(relu)
    y = L.LayerNormalization(name="norm")(L.Dropout(0.1, name="drop")(L.PReLU(name="prelu")(words)))
    def copy(x, name):  # Keras 3 takes the masks off what MultiHeadAttention was called with
        return L.PReLU(name=name)(x)

    first, second, third = copy(y, "first"), copy(y, "second"), copy(y, "third")
    outputs = [
        L.GlobalAveragePooling1D(name="mean")(y),
        L.GlobalAveragePooling1D(name="mean_of_masked")(L.UnitNormalization(name="unit")(masked)),
        L.Attention(name="attention")([y, masked]),
        L.AdditiveAttention(name="additive")([y, y]),
        L.MultiHeadAttention(2, 2, name="heads")(first, copy(masked, "first_masked")),
        L.MultiHeadAttention(2, 2, dropout=0.1, name="heads_causal")(second, second, use_causal_mask=True),
        L.MultiHeadAttention(2, 2, name="heads_keyed")(
            steps, value=copy(masked, "second_masked"), key=copy(words, "key")
        ),
        L.Attention(name="attention_of_heads")([L.MultiHeadAttention(1, 2, name="first_heads")(third, third), y]),
        few(ids),
        L.GlobalAveragePooling1D(name="mean_of_sum")(L.Add(name="sum")([words, masked])),
        L.Attention(name="attention_of_average")([L.Average(name="average")([words, masked]), words]),
    ]
    block = copy(y, "block")
    added = L.Add(name="residual")([block, L.MultiHeadAttention(2, 2, name="block_heads")(block, block)])
    outputs.append(L.MultiHeadAttention(2, 2, name="next_heads")(added, added))
    return k.Model([ids, steps], outputs)


@case()
def merged_masks(k):
    """What merging layers make of steps that do not count, with masks on all inputs and on some."""
    L = k.layers
    ids = k.Input((6,), dtype="int32", name="ids")
    steps = k.Input((6, 4), name="steps")
    words = L.Embedding(4, 4, mask_zero=True, name="words")(L.Rescaling(0.012, name="small")(ids))
    masked = L.Masking(name="masked")(L.ReLU(threshold=0.3, name="rectified")(steps))
    outputs = []
    for merge in L.Maximum, L.Minimum, L.Multiply, L.Add, L.Concatenate:
        name = merge.__name__.lower()
        outputs.append(merge(name=name + "_both")([words, masked]))
        outputs.append(merge(name=name + "_first")([words, steps]))
        outputs.append(merge(name=name + "_last")([steps, masked]))
        outputs.append(L.GlobalAveragePooling1D(name=name + "_mean")(merge(name=name + "_three")([words, masked, words])))
    return k.Model([ids, steps], outputs)


@case(kinds=("keras",))
def mask_paths(k):
    """Whether a mask comes out of each layer that makes, merges or attends to none: a mean over time tells."""
    L = k.layers
    steps = k.Input((6, 4), name="steps")
    other = k.Input((6, 4), name="other")

    def masked(x, name):  # those steps of which no element reaches a threshold
        return L.Masking(name=name)(L.ReLU(threshold=0.8, name=name + "_rectified")(x))

    x = masked(steps, "masked")
    layers = [
        L.Activation("tanh", name="activation"),
        L.ActivityRegularization(0.1, name="penalized"),
        L.AlphaDropout(0.1, name="alpha_dropout"),
        L.BatchNormalization(name="batch_norm"),
        L.Conv1D(4, 2, padding="same", name="conv"),
        L.Cropping1D((0, 1), name="cropped"),
        L.Dense(4, name="dense"),
        L.DepthwiseConv1D(2, name="depthwise"),
        L.ELU(name="elu"),
        L.GaussianDropout(0.1, name="gaussian_dropout"),
        L.GaussianNoise(0.1, name="gaussian_noise"),
        L.LeakyReLU(name="leaky_relu"),
        L.MaxPooling1D(2, name="pooled"),
        L.Permute((2, 1), name="permuted"),
        L.Reshape((4, 6), name="reshaped"),
        L.SpatialDropout1D(0.1, name="spatial_dropout"),
        L.TimeDistributed(L.Dense(3, name="each"), name="distributed"),
        L.UpSampling1D(2, name="upsampled"),
        L.ZeroPadding1D(1, name="padded"),
    ]
    if not k.is_3:
        layers.append(L.ThresholdedReLU(0.6, name="thresholded_relu"))
    else:  # GroupNormalization of Keras 2 fails on masks of steps
        layers += [L.GroupNormalization(2, name="group_norm"), L.Identity(name="identity")]
        layers += [L.Rescaling(2.0, name="rescaled"), L.RMSNormalization(name="rms_norm")]
    outputs = [L.GlobalAveragePooling1D(name=f"mean_of_{layer.name}")(layer(x)) for layer in layers]
    second = masked(other, "other_masked")
    outputs += [
        L.GlobalAveragePooling1D(name="mean_of_difference")(L.Subtract(name="difference")([x, second])),
        L.GlobalAveragePooling1D(name="mean_of_products")(L.Dot(2, name="products")([x, second])),
        L.GlobalMaxPooling1D(name="largest")(x),
        L.Flatten(name="flat")(x),
    ]
    return k.Model([steps, other], outputs)


@case(writers=(KERAS_3,), kinds=("keras",))
def convnext_block(k):
    """The layers of its own that ConvNeXt brings along."""
    convnext = importlib.import_module("keras.src.applications.convnext")
    image = k.Input((3, 2, 4), name="image")
    y = convnext.LayerScale(0.3, 4, name="scale")(k.layers.Dense(4, name="dense")(image))
    return k.Model(image, convnext.StochasticDepth(0.2, name="depth")(y))
