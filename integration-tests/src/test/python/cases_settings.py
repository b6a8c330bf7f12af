"""Settings that no other case has; LayerSettingsTest says which those are. Each output is named after its own."""

import numpy as np

from cases import KERAS_2, case

FIRST = {"data_format": "channels_first"}


@case(kinds=("keras",))
def settings_of_windows(k):
    """Pooling, padding, cropping and convolutions."""
    L = k.layers
    sequence = k.Input((6, 4), name="sequence")
    unknown = k.Input((None, 4), name="unknown")
    volume = k.Input((4, 3, 5, 2), name="volume")
    outputs = [
        L.AveragePooling1D(3, strides=1, padding="same", name="average1d")(unknown),
        L.AveragePooling3D((2, 1, 3), strides=(1, 2, 1), padding="same", name="average3d")(volume),
        L.MaxPooling1D(2, **FIRST, name="max1d_first")(sequence),
        L.MaxPooling3D((2, 1, 2), strides=1, padding="same", **FIRST, name="max3d_first")(volume),
        L.GlobalMaxPooling1D(**FIRST, name="top1d_first")(sequence),
        L.GlobalMaxPooling1D(keepdims=True, name="top1d_kept")(unknown),
        L.GlobalMaxPooling3D(**FIRST, name="top3d_first")(volume),
        L.GlobalAveragePooling3D(keepdims=True, name="mean3d_kept")(volume),
        L.Cropping3D(((1, 0), (0, 1), (0, 2)), **FIRST, name="crop3d_first")(L.Permute((4, 2, 3, 1), name="turned")(volume)),
        L.SeparableConv1D(3, 2, activation="softsign", name="separable1d_activation")(unknown),
    ]
    if k.is_3:
        outputs += [
            L.AdaptiveAveragePooling1D(3, **FIRST, name="adaptive_average1d_first")(sequence),
            L.AdaptiveMaxPooling1D(3, **FIRST, name="adaptive_max1d_first")(sequence),
            L.AdaptiveAveragePooling3D((2, 3, 2), **FIRST, name="adaptive_average3d_first")(volume),
            L.AdaptiveMaxPooling3D((2, 3, 2), **FIRST, name="adaptive_max3d_first")(volume),
            L.ZeroPadding1D((2, 1), **FIRST, name="pad1d_first")(sequence),
            L.Conv3DTranspose(2, 2, dilation_rate=(1, 2, 1), name="transposed3d_dilation")(volume),
            L.SpatialDropout3D(0.3, **FIRST, name="spatial3d_first")(volume),
        ]
    else:
        # Classes whose base has groups, and which do not look at them.
        outputs += [
            L.Conv1DTranspose(4, 2, groups=2, name="transposed1d_groups")(sequence),
            L.Conv2DTranspose(2, 2, groups=2, name="transposed2d_groups")(L.Reshape((6, 2, 2), name="image")(sequence)),
            L.Conv3DTranspose(2, 2, groups=2, name="transposed3d_groups")(volume),
            L.DepthwiseConv1D(2, groups=2, name="depthwise1d_groups")(sequence),
            L.DepthwiseConv2D(2, groups=3, name="depthwise2d_groups")(L.Reshape((4, 2, 3), name="other_image")(sequence)),
            L.SeparableConv1D(4, 2, groups=2, name="separable1d_groups")(sequence),
            L.SeparableConv2D(4, 2, groups=2, name="separable2d_groups")(L.Reshape((3, 2, 4), name="third_image")(sequence)),
            L.SpatialDropout1D(0.3, noise_shape=(1, 1, 4), name="spatial1d_noise_shape")(sequence),
            L.SpatialDropout2D(0.3, noise_shape=(1, 1, 1, 2), name="spatial2d_noise_shape")(L.Reshape((2, 6, 2), name="fourth_image")(sequence)),
            L.SpatialDropout3D(0.3, noise_shape=(1, 1, 1, 1, 2), name="spatial3d_noise_shape")(volume),
        ]
    return k.Model([sequence, unknown, volume], outputs)


@case(kinds=("keras",))
def settings_of_cells(k):
    L = k.layers
    x = k.Input((4, 3), name="x")
    first = L.Dense(1, use_bias=False, activation="relu", name="first")(x)  # zero in some steps
    masked = L.Masking(name="masked")(first)
    dropped = {"dropout": 0.2, "recurrent_dropout": 0.3}
    outputs = [
        masked,
        L.RNN(
            L.GRUCell(2, activation="elu", recurrent_activation="hard_sigmoid", use_bias=False, **dropped, name="gru_cell"),
            unroll=True,
            name="gru",
        )(x),
        L.RNN(
            [
                L.LSTMCell(
                    2,
                    activation="softsign",
                    recurrent_activation="hard_sigmoid",
                    unit_forget_bias=False,
                    **dropped,
                    name="lstm_cell",
                ),
                L.LSTMCell(3, use_bias=False, name="bare_lstm_cell"),
                L.SimpleRNNCell(2, use_bias=False, **dropped, name="simple_cell"),
            ],
            return_sequences=True,
            zero_output_for_mask=True,
            name="stack",
        )(masked),
        L.SimpleRNN(2, return_sequences=True, zero_output_for_mask=True, name="simple")(masked),
    ]
    if k.is_3:
        return k.Model(x, outputs)
    steps = k.Input((4, 3), name="steps")  # the first axis is time
    outputs += [
        L.SimpleRNN(2, time_major=True, name="simple_time_major")(steps),
        L.RNN(L.GRUCell(2, implementation=1), time_major=True, name="gru_time_major")(steps),
        L.RNN(L.LSTMCell(2, implementation=1), name="lstm_implementation")(x),
    ]
    return k.Model([x, steps], outputs)


@case(kinds=("keras",))
def settings_of_conv_lstms(k):
    L = k.layers
    line = k.Input((3, 6, 2), name="line")
    image = k.Input((3, 4, 3, 2), name="image")
    volume = k.Input((2, 4, 3, 3, 1), name="volume")
    dropped = {"dropout": 0.2, "recurrent_dropout": 0.3}
    gates = "hard_sigmoid" if k.is_3 else "sigmoid"
    own = {"activation": "softsign", "recurrent_activation": gates, "unit_forget_bias": False}
    outputs = [
        L.ConvLSTM1D(2, 2, strides=2, use_bias=False, activation="elu", **dropped, name="line_strides")(line),
        L.ConvLSTM1D(2, 2, dilation_rate=2, go_backwards=True, **own, name="line_dilation")(line),
        *L.ConvLSTM2D(2, 2, return_state=True, **own, **dropped, name="image_states")(image),
        L.ConvLSTM2D(1, (2, 1), use_bias=False, activation="elu", name="image_bare")(image),
        L.ConvLSTM3D(1, 2, strides=(2, 1, 1), padding="same", return_sequences=True, **own, name="volume_strides")(volume),
        L.ConvLSTM3D(1, 2, dilation_rate=(2, 1, 1), go_backwards=True, **dropped, name="volume_dilation")(volume),
    ]
    if k.is_3:
        outputs += [
            L.ConvLSTM1D(1, 2, unroll=True, name="line_unrolled")(line),
            L.ConvLSTM2D(1, 2, unroll=True, go_backwards=True, name="image_unrolled")(image),
            L.ConvLSTM3D(1, 2, unroll=True, name="volume_unrolled")(volume),
        ]
        return k.Model([line, image, volume], outputs)
    steps = k.Input((3, 6, 2), name="steps")  # the first axis is time
    return k.Model(
        [line, image, volume, steps],
        outputs + [L.ConvLSTM1D(1, 2, time_major=True, return_sequences=True, name="line_time_major")(steps)],
    )


def images_and_masks():
    """Steps that count, some at the beginning, in the middle and at the end do not."""
    random = np.random.default_rng(3)
    return {
        "line": random.normal(size=(2, 4, 5, 1)),
        "image": random.normal(size=(2, 4, 3, 4, 1)),
        "volume": random.normal(size=(2, 4, 3, 2, 3, 1)),
        "mask": [[True, False, True, True], [False, True, True, False]],
    }


@case(kinds=("keras",), examples=images_and_masks)
def states_and_masks_of_conv_lstms(k):
    L = k.layers
    line = k.Input(**k.batch_shape((2, 4, 5, 1)), name="line")
    image = k.Input(**k.batch_shape((2, 4, 3, 4, 1)), name="image")
    volume = k.Input(**k.batch_shape((2, 4, 3, 2, 3, 1)), name="volume")
    mask = k.Input(**k.batch_shape((2, 4)), dtype="bool", name="mask")
    zeros = {"zero_output_for_mask": True, "return_sequences": True}
    return k.Model(
        [line, image, volume, mask],
        [
            L.ConvLSTM1D(1, 2, return_sequences=True, name="line_masked")(line, mask=mask),
            L.ConvLSTM1D(1, 2, **zeros, name="line_zeros")(line, mask=mask),
            L.ConvLSTM2D(1, 2, **zeros, name="image_zeros")(image, mask=mask),
            L.ConvLSTM3D(1, 2, **zeros, name="volume_zeros")(volume, mask=mask),
            L.ConvLSTM2D(1, 2, stateful=True, name="image_stateful")(image),
            L.ConvLSTM3D(1, 2, stateful=True, name="volume_stateful")(volume),
        ],
    )


def rows_and_masks():
    """One row has nothing that counts."""
    random = np.random.default_rng(5)
    return {
        "rows": random.normal(size=(2, 3, 4)),
        "mask": [[[True, False, True, True], [False] * 4, [True] * 4], [[False, True, True, False], [True] * 4, [False] * 4]],
        "allowed": [[[True, False, True], [False] * 3, [True] * 3], [[False] * 3, [True] * 3, [False, False, True]]],
    }


@case(writers=(KERAS_2,), kinds=("keras",), examples=rows_and_masks)
def robust_masks(k):
    """What Keras 2 makes of rows without anything that counts, if it is asked to do it well."""
    L = k.layers
    rows = k.Input((3, 4), name="rows")
    mask = k.Input((3, 4), dtype="bool", name="mask")
    allowed = k.Input((3, 3), dtype="bool", name="allowed")
    return k.Model(
        [rows, mask, allowed],
        [
            L.Softmax(name="softmax")(rows, mask=mask),
            L.Softmax(robust_masking=True, name="softmax_robust")(rows, mask=mask),
            L.MultiHeadAttention(2, 2, name="heads")(rows, rows, attention_mask=allowed),
            L.MultiHeadAttention(2, 2, softmax_robust_masking=True, name="heads_robust")(
                rows, rows, attention_mask=allowed
            ),
        ],
    )


def ids():
    return {"embedding_input": [[3.0, 0.0, 9.0, 255.0, 3.0], [1.0, 2.0, 0.0, 7.0, 4.0]]}


@case(writers=(KERAS_2,), kinds=("keras",), examples=ids)
def lengths_of_embeddings(k):
    """The first layer says what goes in."""
    L = k.layers
    return k.Sequential([L.Embedding(256, 2, input_length=5, name="embedding"), L.Flatten(), L.Dense(2)])


def words_and_numbers():
    return {"words": [["a", "\u00e9"], ["b", "a b"]], "numbers": [[3, 5], [7, 4]], "maybe": [[0.5, -1.0], [2.0, 3.0]]}


@case(kinds=("keras",), examples=words_and_numbers)
def settings_of_lookups(k):
    L = k.layers
    words = k.Input((2,), dtype="string", name="words")
    numbers = k.Input((2,), dtype="int64", name="numbers")
    maybe = k.Input((2,), optional=True, name="maybe") if k.is_3 else L.InputLayer((2,), optional=True, name="maybe").output
    known = ["a", "\u00e9", "b"]
    return k.Model(
        [words, numbers, maybe],
        [
            L.StringLookup(vocabulary=known, encoding="latin-1", name="words_latin")(words),
            L.TextVectorization(vocabulary=known, encoding="latin-1", split=None, name="texts_latin")(words),
            L.IntegerLookup(
                vocabulary=[3, 7], max_tokens=6, pad_to_max_tokens=True, output_mode="multi_hot", name="numbers_padded"
            )(numbers),
            L.Dense(2, name="dense")(maybe),
        ],
    )
