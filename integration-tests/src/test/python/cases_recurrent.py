"""Recurrent layers, their cells and wrappers."""

import tensorflow as tf

from cases import KERAS_2, KERAS_3, case


def settings(k, **more):
    """What the layers have in common, away from the defaults."""
    return dict(
        kernel_initializer="he_normal",
        recurrent_initializer="glorot_uniform",
        bias_initializer="ones",
        kernel_regularizer=k.regularizers.L2(0.01),
        recurrent_regularizer=k.regularizers.L1(0.02),
        bias_regularizer=k.regularizers.L2(0.03),
        kernel_constraint=k.constraints.MaxNorm(3.0),
        recurrent_constraint=k.constraints.UnitNorm(),
        bias_constraint=k.constraints.NonNeg(),
        **more,
    )


def three(k):
    L = k.layers
    return {"simple": L.SimpleRNN, "gru": L.GRU, "lstm": L.LSTM}


@case(kinds=("h5",))
def recurrent(k):
    """Every setting of SimpleRNN, GRU and LSTM that changes what they compute."""
    L = k.layers
    x = k.Input((5, 3), name="x")
    outputs = []
    for name, layer in three(k).items():
        outputs += [
            layer(2, go_backwards=True, return_sequences=True, name=name + "_backwards")(x),
            layer(
                2, use_bias=False, activation="relu", unroll=True, go_backwards=True, name=name + "_unrolled"
            )(x),
            layer(2, dropout=0.2, recurrent_dropout=0.3, name=name + "_dropped", **settings(k))(x),
            *layer(2, return_state=True, return_sequences=True, name=name + "_states")(x),
        ]
    outputs += [
        L.GRU(3, reset_after=False, name="gru_before")(x),
        L.GRU(
            2,
            reset_after=False,
            activation="elu",
            recurrent_activation="hard_sigmoid",
            use_bias=False,
            name="gru_activations",
        )(x),
        L.LSTM(
            3,
            activation="softsign",
            recurrent_activation="hard_sigmoid",
            unit_forget_bias=False,
            name="lstm_activations",
        )(x),
    ]
    if not k.is_3:
        outputs += [
            L.LSTM(2, time_major=True, return_sequences=True, name="lstm_time_major")(x),
            L.GRU(2, time_major=True, implementation=1, name="gru_time_major")(x),
        ]
    return k.Model(x, outputs)


@case(kinds=("keras",))
def unknown_recurrent(k):
    """Sequences of a length that is known only when the model runs, masked and not."""
    L = k.layers
    x = k.Input((None, 3), name="x")
    words = k.Input((None,), dtype="int32", name="words")
    embedded = L.Embedding(300, 2, mask_zero=True, name="embedded")(words)
    return k.Model(
        [x, words],
        [
            L.LSTM(2, return_sequences=True, name="sequences")(x),
            L.GRU(2, name="last")(L.SimpleRNN(3, return_sequences=True, name="first")(embedded)),
            L.Bidirectional(L.LSTM(2, return_sequences=True), name="both")(embedded),
        ],
    )


@case(kinds=("keras",))
def masked_recurrent(k):
    """Masked steps at the beginning, in the middle and at the end."""
    L = k.layers
    x = k.Input((9, 3), name="x")
    first = L.Dense(1, use_bias=False, activation="relu", name="first")(x)  # zero in some steps
    masked = L.Masking(0.0, name="masked")(first)
    return k.Model(
        x,
        [
            masked,
            L.SimpleRNN(3, name="last")(masked),
            *L.GRU(2, return_sequences=True, return_state=True, name="states")(masked),
            L.LSTM(3, return_sequences=True, zero_output_for_mask=True, name="zeros")(masked),
            L.GRU(3, zero_output_for_mask=True, name="zeros_last")(masked),
            L.LSTM(3, go_backwards=True, return_sequences=True, name="backwards")(masked),
            L.GRU(2, unroll=True, return_sequences=True, name="unrolled")(masked),
            L.Bidirectional(L.GRU(2), name="both")(masked),
            L.Bidirectional(L.LSTM(2, return_sequences=True), name="both_sequences")(masked),
            L.LSTM(2, name="upper")(L.GRU(2, return_sequences=True, name="lower")(masked)),
        ],
    )


@case(kinds=("keras",))
def cells(k):
    L = k.layers
    x = k.Input((5, 3), name="x")
    stack = [L.LSTMCell(3, name="one"), L.GRUCell(2), L.SimpleRNNCell(4), L.LSTMCell(2)]
    return k.Model(
        x,
        [
            L.RNN(L.LSTMCell(3, **settings(k)), name="lstm")(x),
            L.RNN(L.SimpleRNNCell(3, activation="relu", dropout=0.1), go_backwards=True, name="simple")(x),
            *k.flatten(L.RNN(stack, return_state=True, return_sequences=True, name="stack")(x)),
        ],
    )


@case(kinds=("h5",))
def bidirectional(k):
    L = k.layers
    x = k.Input((5, 3), name="x")
    return k.Model(
        x,
        [
            L.Bidirectional(L.LSTM(2), merge_mode="mul", name="multiplied")(x),
            L.Bidirectional(L.SimpleRNN(2, **settings(k)), merge_mode="ave", name="averaged")(x),
            *L.Bidirectional(L.GRU(2, return_sequences=True), merge_mode=None, name="apart")(x),
            *L.Bidirectional(L.LSTM(2, return_state=True), merge_mode="sum", name="states")(x),
            L.Bidirectional(
                L.LSTM(2, name="there"),
                backward_layer=L.LSTM(3, name="back", go_backwards=True, activation="relu"),
                name="own_backward",
            )(x),
            L.Bidirectional(L.RNN(L.StackedRNNCells([L.LSTMCell(2), L.LSTMCell(3)])), name="stacked")(x),
        ],
    )


@case(kinds=("h5",))
def initial_states(k):
    """States given by other layers, as in a decoder."""
    L = k.layers
    source = k.Input((4, 3), name="source")
    target = k.Input((5, 2), name="target")
    _, h, c = L.LSTM(3, return_state=True, name="encoder")(source)
    vector = L.Dense(3, name="vector")(h)
    both = [h, c, vector, h]
    return k.Model(
        [source, target],
        [
            L.LSTM(3, return_sequences=True, name="decoder")(target, initial_state=[h, c]),
            L.GRU(3, name="gru")(target, initial_state=vector if k.is_3 else [vector]),
            L.SimpleRNN(3, unroll=True, name="simple")(target, initial_state=[vector]),
            L.Bidirectional(L.LSTM(3), name="both")(target, initial_state=both),
        ],
    )


@case(writers=(KERAS_2,), kinds=("keras",))
def states_of_keras_2(k):
    """All ways to give states in Keras 2: behind the sequence in one list, by keyword, and for stacks."""
    L = k.layers
    x = k.Input((4, 3), name="x")
    images = k.Input((2, 4, 2), name="images")
    extra = k.Input((3,), name="extra")
    _, h, c = L.LSTM(3, return_state=True, name="encoder")(x)
    _, conv_h, conv_c = L.ConvLSTM1D(2, 2, padding="same", return_state=True, name="conv_encoder")(images)
    stack = [L.LSTMCell(3), L.GRUCell(3)]
    more = [L.SimpleRNNCell(3), L.LSTMCell(3)]
    return k.Model(
        [x, images, extra],
        [
            L.LSTM(3, name="list")([x, h, c]),
            L.GRU(3, name="list_of_one")([x, h]),
            L.GRU(3, name="tensor")(x, initial_state=h),
            L.LSTM(3, name="positional")(x, [h, c]),
            L.LSTM(3, name="keyword")(x, initial_state=[c, h]),
            L.Bidirectional(L.GRU(3), name="both_list")([x, h, c]),
            L.ConvLSTM1D(2, 2, padding="same", name="conv_list")([images, conv_h, conv_c]),
            L.ConvLSTM1D(2, 2, padding="same", name="conv")(images, initial_state=[conv_c, conv_h]),
            L.RNN(stack, name="stack")(x, initial_state=[[h, c], h]),
            L.RNN(more, name="stack_with_constants")(x, constants=[extra]),
            L.RNN(L.StackedRNNCells([L.GRUCell(3)]), name="states_and_constants")(
                x, initial_state=[h], constants=[extra, c]
            ),
            L.Bidirectional(L.RNN(L.StackedRNNCells([L.GRUCell(3)])), name="both_with_constants")(
                x, constants=[extra]
            ),
        ],
    )


@case(writers=(KERAS_3,), kinds=("keras",))
def states_of_keras_3(k):
    """All ways to give states in Keras 3: positional, by keyword, a tensor, a list or a tuple, and nested."""
    L = k.layers
    x = k.Input((4, 3), name="x")
    images = k.Input((2, 4, 2), name="images")
    _, h, c = L.LSTM(3, return_state=True, name="encoder")(x)
    _, conv_h, conv_c = L.ConvLSTM1D(2, 2, padding="same", return_state=True, name="conv_encoder")(images)
    both = L.Bidirectional(L.LSTM(3, return_state=True), name="both_encoder")(x)
    stack = [L.LSTMCell(3), L.GRUCell(3)]
    return k.Model(
        [x, images],
        [
            L.LSTM(3, name="positional")(x, [h, c]),
            L.LSTM(3, name="tuple")(x, initial_state=(c, h)),
            L.GRU(3, name="tensor")(x, h),
            L.GRU(3, name="list_of_one")(x, initial_state=[h]),
            L.Bidirectional(L.LSTM(3), name="both")(x, initial_state=both[1:]),
            L.Bidirectional(L.GRU(3), name="both_positional")(x, [h, c]),
            L.ConvLSTM1D(2, 2, padding="same", name="conv")(images, initial_state=[conv_c, conv_h]),
            L.RNN(stack, name="stack")(x, initial_state=[[h, c], c]),
            L.RNN(L.StackedRNNCells([L.GRUCell(3)]), name="stack_of_one")(x, initial_state=[h]),
        ],
    )


@case(kinds=("h5",))
def time_distributed(k):
    L = k.layers
    x = k.Input((5, 3), name="x")
    images = k.Input((None, 6, 5, 2), name="images")
    return k.Model(
        [x, images],
        [
            L.TimeDistributed(L.Dense(4, activation="tanh", name="each"), name="dense")(x),
            L.TimeDistributed(L.BatchNormalization(), name="norm")(x),
            L.TimeDistributed(L.Conv2D(3, 3), name="conv")(images),
            L.TimeDistributed(L.Flatten(), name="flat")(images),
            L.TimeDistributed(L.LSTM(2), name="inner_lstm")(L.Reshape((5, 3, 1), name="steps")(x)),
        ],
    )


@case(kinds=("h5",))
def conv_lstm(k):
    L = k.layers
    line = k.Input((3, 6, 2), name="line")
    image = k.Input((None, 5, 6, 2), name="image")
    volume = k.Input((2, 4, 3, 5, 1), name="volume")
    return k.Model(
        [line, image, volume],
        [
            L.ConvLSTM1D(2, 3, padding="same", return_sequences=True, name="one")(line),
            L.ConvLSTM2D(2, (3, 2), strides=(2, 1), return_sequences=True, name="strided")(image),
            L.ConvLSTM2D(
                3,
                3,
                padding="same",
                dilation_rate=2,
                go_backwards=True,
                recurrent_activation="hard_sigmoid",
                dropout=0.1,
                name="dilated",
                **settings(k),
            )(image),
            *L.ConvLSTM3D(2, 2, use_bias=False, return_state=True, activation="relu", name="three")(volume),
        ],
    )


@case(kinds=("keras",))
def conv_lstm_settings(k):
    """Channels first and last, masks, states given and returned, and every other setting."""
    L = k.layers
    first = {"data_format": "channels_first"}
    line = k.Input((3, 2, 6), name="line")
    image = k.Input((None, 2, 4, 3), name="image")
    volume = k.Input((2, 1, 3, 4, 2), name="volume")
    frames = k.Input((5, 2, 3, 2), name="frames")
    counted = k.Input((5,), name="counted")
    mask = k.ops.greater(counted, 0.0) if k.is_3 else tf.math.greater(counted, 0.0)
    batch = k.Input(**k.batch_shape((2, 3, 2, 4, 3)), name="batch")
    own = {"activation": "relu", "recurrent_activation": "tanh", "unit_forget_bias": False}
    only_3 = {"unroll": True, "zero_output_for_mask": True} if k.is_3 else {}
    only_2 = {} if k.is_3 else {"time_major": True, "zero_output_for_mask": True}  # which it heeds not
    line_out, h, c = L.ConvLSTM1D(2, 3, padding="same", return_sequences=True, return_state=True, **first, name="lines")(line)
    outputs = [
        *(line_out, h, c),
        L.ConvLSTM1D(2, 2, padding="same", **first, name="line_given")(line, initial_state=[c, h]),
        L.ConvLSTM1D(
            2, 2, strides=2, dropout=0.1, recurrent_dropout=0.2, use_bias=False, go_backwards=True, **first, **own, name="line_own"
        )(line),
        L.ConvLSTM1D(1, 2, dilation_rate=2, return_sequences=True, **first, **only_2, name="line_dilated")(line),
        L.ConvLSTM1D(1, 2, **only_3, name="line_unrolled")(line),
        *L.ConvLSTM2D(3, 2, return_state=True, use_bias=False, **first, **own, name="image_states")(image),
        L.ConvLSTM2D(2, (1, 2), dilation_rate=(1, 2), recurrent_dropout=0.1, return_sequences=True, **first, name="images")(image),
        L.ConvLSTM2D(2, 2, padding="same", stateful=True, **first, **only_2, name="image_stateful")(batch),
        L.ConvLSTM2D(1, 2, return_sequences=True, **only_3, name="image_masked")(frames, mask=mask),
        L.ConvLSTM2D(1, 2, **first, name="image_masked_first")(frames, mask=mask),
        L.ConvLSTM3D(2, 2, padding="same", strides=(1, 2, 1), return_sequences=True, dropout=0.1, **first, **own, name="volumes")(volume),
        L.ConvLSTM3D(
            1, (1, 2, 2), padding="same", dilation_rate=(1, 1, 2), go_backwards=True, recurrent_dropout=0.1, **first, **only_2, name="volume_own"
        )(volume),
    ]
    if k.is_3:
        outputs.append(L.ConvLSTM3D(1, 1, **first, **only_3, name="volume_unrolled")(volume))
    whole = k.Input(**k.batch_shape((2, 2, 1, 3, 2, 2)), name="whole")
    outputs.append(L.ConvLSTM3D(1, 1, stateful=True, **first, name="volume_stateful")(whole))
    return k.Model([line, image, volume, frames, counted, batch, whole], outputs)


def spell_as_of_old(config):
    for layer in config["config"]["layers"]:
        if layer["class_name"] in ("LSTM", "GRU"):
            layer["class_name"] += "V2"
    return config


@case(writers=(KERAS_2,), kinds=("h5",), reloads=False, edit=spell_as_of_old)
def old_recurrent(k):
    """The class names that TensorFlow wrote for a time."""
    L = k.layers
    x = k.Input((4, 3), name="x")
    return k.Model(x, L.GRU(2, name="gru")(L.LSTM(2, return_sequences=True, name="lstm")(x)))


@case(kinds=("keras",))
def lstms(k):
    """What decides whether an LSTM can be one kernel."""
    L = k.layers
    x = k.Input((4, 3), name="x")
    return k.Model(
        x,
        [
            L.LSTM(2, use_bias=False, name="no_bias")(x),
            L.LSTM(2, activation=k.activations.tanh, name="objects")(x),
            L.LSTM(2, recurrent_activation="hard_sigmoid", name="gates")(x),
            L.LSTM(2, dtype="float16", name="half")(x),
            L.LSTM(2, dtype="float64", name="double")(x),
        ],
    )


@case(kinds=("keras",))
def stateful(k):
    """States that begin as zeros and go on from one run to the next."""
    L = k.layers
    shared = L.SimpleRNN(2, stateful=True, name="shared")
    x = k.Input(**k.batch_shape((2, 3, 2)), name="x")
    images = k.Input(**k.batch_shape((2, 2, 4, 2)), name="images")
    stack = L.RNN([L.LSTMCell(2), L.GRUCell(3)], stateful=True, name="stack")
    return k.Model(
        [x, images],
        [
            L.LSTM(2, stateful=True, return_sequences=True, name="lstm")(x),
            L.GRU(2, stateful=True, unroll=True, name="gru")(x),
            L.Bidirectional(L.LSTM(2, stateful=True), name="both")(x),
            stack(x),
            L.ConvLSTM1D(2, 3, stateful=True, name="conv")(images),
            L.Add(name="twice")([shared(x), shared(x)]),
        ],
    )


def on_gpu(k, lstm, gru):
    L = k.layers
    x = k.Input((5, 3), name="x")
    return k.Model(
        x,
        [
            *lstm(2, return_state=True, return_sequences=True, name="lstm")(x),
            lstm(3, go_backwards=True, name="lstm_backwards")(x),
            gru(2, return_sequences=True, go_backwards=True, name="gru")(x),
            *gru(3, return_state=True, name="gru_state")(x),
            L.Bidirectional(lstm(2, return_sequences=True), merge_mode="sum", name="both")(x),
        ],
    )


def on_cpu(k):
    return on_gpu(k, k.layers.LSTM, k.layers.GRU)


@case(writers=(KERAS_2,), kinds=("h5",), reloads=False, twin=on_cpu)
def cudnn(k):
    """Layers for NVIDIA's library. Keras reads their weights into those that run anywhere."""
    from tf_keras.src.layers.rnn.cudnn_gru import CuDNNGRU
    from tf_keras.src.layers.rnn.cudnn_lstm import CuDNNLSTM

    return on_gpu(k, CuDNNLSTM, CuDNNGRU)


def set_on_gpu(k, lstm, gru):
    L = k.layers
    own = {
        "kernel_initializer": "he_normal",
        "recurrent_initializer": "glorot_uniform",
        "bias_initializer": "ones",
    }
    x = k.Input(**k.batch_shape((2, 2, 2)), name="x")
    steps = k.Input(**k.batch_shape((2, 2, 2)), name="steps")  # the first axis is time
    return k.Model(
        [x, steps],
        [
            lstm(2, stateful=True, unit_forget_bias=False, **own, name="lstm")(x),
            gru(2, stateful=True, **own, name="gru")(x),
            lstm(2, time_major=True, return_sequences=True, name="lstm_time_major")(steps),
            gru(2, time_major=True, name="gru_time_major")(steps),
            lstm(2, dtype="float64", name="lstm_wide")(x),
            gru(2, dtype="float64", name="gru_wide")(x),
        ],
    )


def set_on_cpu(k):
    return set_on_gpu(k, k.layers.LSTM, k.layers.GRU)


@case(writers=(KERAS_2,), kinds=("h5",), reloads=False, twin=set_on_cpu)
def cudnn_settings(k):
    from tf_keras.src.layers.rnn.cudnn_gru import CuDNNGRU
    from tf_keras.src.layers.rnn.cudnn_lstm import CuDNNLSTM

    return set_on_gpu(k, CuDNNLSTM, CuDNNGRU)


@case(kinds=("h5",))
def applied_model(k):
    L = k.layers
    x = k.Input((3, 4), name="x")
    row = k.Input((4,), name="row")
    top = k.Sequential([k.Input((2,)), L.Dense(3, name="upper")], name="top")
    model = k.Model(row, top(L.Dense(2, activation="relu", name="lower")(row)), name="model")
    return k.Model(x, L.TimeDistributed(model, name="rows")(x))


@case(kinds=("keras",))
def time_distributed_models(k):
    """Whole models applied to every step: nested ones, in nested ones, and with masks."""
    L = k.layers
    images = k.Input((3, 6, 5, 2), name="images")
    words = k.Input((None, 4), dtype="int32", name="words")
    image = k.Input((6, 5, 2), name="image")
    y = L.BatchNormalization(name="norm")(L.Conv2D(3, 3, activation="relu", name="conv")(image))
    top = k.Sequential([k.Input((3,)), L.Dense(2, name="dense")], name="top")
    features = k.Model(image, top(L.GlobalAveragePooling2D(name="pool")(y)), name="features")
    word = k.Input((4,), dtype="int32", name="word")
    embedded = L.Embedding(300, 3, name="embedding")(word)
    reader = k.Model(word, L.GRU(2, name="reader")(embedded), name="each_word")
    clip = k.Input((3, 6, 5, 2), name="clip")
    summary = L.TimeDistributed(
        k.Sequential([k.Input((6, 5, 2)), L.Flatten(name="flat"), L.Dense(2, name="small")], name="inner"), name="inside"
    )(clip)
    clips = k.Model(clip, L.LSTM(2, name="over_time")(summary), name="clips")
    masked = L.Masking(name="masked")(L.Dense(4, activation="relu", use_bias=False, name="first")(L.Reshape((3, 60), name="rows")(images)))
    row = k.Input((4,), name="row")
    rows = k.Model(row, L.BatchNormalization(name="rows_norm")(L.Dense(4, name="rows_dense")(row)), name="rows_model")
    return k.Model(
        [images, words],
        [
            L.TimeDistributed(features, name="frames")(images),
            L.TimeDistributed(reader, name="sentences")(words),
            clips(images),
            L.LSTM(2, name="last")(L.TimeDistributed(rows, name="masked_rows")(masked)),
        ],
    )


@case(writers=(KERAS_2,), kinds=("keras",))
def masked_sentences(k):
    """A mask with an axis more than steps have; a step counts if one of its words does."""
    L = k.layers
    words = k.Input((4, 3), dtype="int32", name="words")
    rare = L.Embedding(300, 2, mask_zero=True, name="embedding")
    sentences = L.TimeDistributed(L.LSTM(3, name="sentence"), name="sentences")(rare(words))
    return k.Model(words, [sentences, L.GRU(2, name="text")(sentences)])


@case(kinds=("keras",))
def directions(k):
    """Directions, masks and ways to merge, each with each."""
    L = k.layers
    x = k.Input((5, 3), name="x")
    first = L.Dense(1, use_bias=False, activation="relu", name="first")(x)  # zero in some steps
    masked = L.Masking(0.0, name="masked")(first)
    outputs = [masked]
    for mode in ("concat", "sum", "ave", "mul", None):
        for sequences in (False, True):
            for given, of in ((x, "all"), (masked, "masked")):
                own = {}
                if mode in ("sum", "mul"):
                    own["backward_layer"] = L.GRU(
                        2, go_backwards=True, return_sequences=sequences, name=f"back_{mode}_{sequences}_{of}"
                    )
                layer = L.GRU(2, return_sequences=sequences, name=f"there_{mode}_{sequences}_{of}")
                name = f"{mode}_{'sequences' if sequences else 'last'}_{of}".lower()
                outputs += k.flatten(L.Bidirectional(layer, merge_mode=mode, name=name, **own)(given))
    for sequences in (False, True):
        for unroll in (False, True):
            name = f"back_{'sequences' if sequences else 'last'}_{'unrolled' if unroll else 'looped'}"
            layer = L.SimpleRNN(2, go_backwards=True, return_sequences=sequences, unroll=unroll, name=name)
            outputs.append(layer(masked))
    if not k.is_3:
        steps = k.Input((5, 4), name="steps")  # the first axis is time
        turned = L.LSTM(2, go_backwards=True, return_sequences=True, return_state=True)
        outputs += [
            *k.flatten(L.Bidirectional(turned, name="turned")(masked)),
            L.LSTM(2, time_major=True, go_backwards=True, return_sequences=True, name="time_back")(steps),
            L.Bidirectional(L.GRU(2, time_major=True, return_sequences=True), name="time_both")(steps),
        ]
        return k.Model([x, steps], outputs)
    return k.Model(x, outputs)
