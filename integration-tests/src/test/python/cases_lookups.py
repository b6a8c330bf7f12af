"""Tables, hashes and boundaries: text, categories and numbers as numbers of categories."""

import numpy as np

from cases import KERAS_2, case

WORDS = ["", "a", "b", "c", "z", "[UNK]", "ü", "a b", "B, c!  d-e", "a a\tb", "日本 x", "c"]


def texts(*shape):
    return np.resize(np.array(WORDS, dtype=object), shape)


def dense(k, x):
    """Keras 2 has a table for what is built from a list; in either a layer behind it counts."""
    return k.layers.Dense(2, name="behind")(x)


@case(
    kinds=("keras",),
    examples=lambda: {
        "word": np.array([["a"], ["b"], ["ü"], ["z"]], dtype=object),
        "words": np.array([["a", "a", "z"], ["", "b", "c"], ["q", "r", "s"], ["c", "c", "c"]], dtype=object),
        "number": [[0], [1], [2], [9]],
        "flat": np.array(["c", "a", "", "q"], dtype=object),
        "known": np.array([["a", "b"], ["c", "c"], ["b", "b"], ["", "a"]], dtype=object),
    }
)
def string_lookups(k):
    L = k.layers
    word = k.Input((1,), dtype="string", name="word")
    words = k.Input((3,), dtype="string", name="words")
    number = k.Input((1,), dtype="int32", name="number")
    flat = k.Input((), dtype="string", name="flat")
    known = k.Input((2,), dtype="string", name="known")
    terms = ["a", "b", "c", "ü"]
    S = L.StringLookup
    counted = S(vocabulary=terms, output_mode="count", name="count")(words)
    outputs = [
        S(vocabulary=terms, name="plain")(words),
        S(vocabulary=terms, mask_token="", name="masked")(words),
        S(vocabulary=terms, mask_token="", num_oov_indices=3, name="three_unknown")(words),
        S(vocabulary=terms, mask_token="", num_oov_indices=0, name="none_unknown")(known),
        S(vocabulary=["", "[UNK]", "a"], mask_token="", name="with_tokens")(flat),
        S(vocabulary=terms, output_mode="one_hot", name="one_hot")(word),
        S(vocabulary=terms, output_mode="one_hot", name="one_hot_flat")(flat),
        S(vocabulary=terms, output_mode="multi_hot", mask_token="", name="multi_hot")(words),
        S(vocabulary=terms, output_mode="multi_hot", max_tokens=9, pad_to_max_tokens=True, name="padded")(words),
        counted,
        S(vocabulary=terms, idf_weights=[0.5, 1.5, 2.0, 3.0], output_mode="tf_idf", name="tf_idf")(words),
        S(
            vocabulary=["[UNK]"] + terms,
            idf_weights=[0.1, 0.5, 1.5, 2.0, 3.0],
            output_mode="tf_idf",
            max_tokens=7,
            pad_to_max_tokens=True,
            name="tf_idf_padded",
        )(words),
        S(vocabulary=terms, invert=True, name="inverted")(number),
        S(vocabulary=terms, invert=True, mask_token="-", oov_token="?", name="inverted_masked")(number),
        dense(k, counted),
    ]
    if k.is_3:
        outputs += [
            S(vocabulary=terms, num_oov_indices=4, salt=[3, 4], oov_method="farmhash", name="salted")(words),
            S(vocabulary=terms, output_mode="one_hot", encoding="utf-16", name="one_hot_each")(words),
        ]
    return k.Model([word, words, number, flat, known], outputs)


@case(
    kinds=("keras",),
    examples=lambda: {
        "number": [[3], [5], [8], [-2]],
        "numbers": [[3, 5, 0], [7, 7, 7], [1, 2, 3], [-5, 4, 8]],
        "small": [[0], [1], [2], [9]],
        "real": [[3.7, 5.0], [8.2, 0.0], [-1.0, 1.0], [5.9, 7.1]],
        "deep": [[[3, 5], [0, 8]], [[3, 3], [9, 9]], [[0, 0], [5, 5]], [[8, 1], [2, 5]]],
    }
)
def integer_lookups(k):
    L = k.layers
    number = k.Input((1,), dtype="int64", name="number")
    numbers = k.Input((3,), dtype="int32", name="numbers")
    small = k.Input((1,), dtype="int64", name="small")
    real = k.Input((2,), name="real")
    deep = k.Input((2, 2), dtype="int64", name="deep")
    terms = [3, 5, 8]
    I = L.IntegerLookup
    outputs = [
        I(vocabulary=terms, name="plain")(numbers),
        I(vocabulary=terms, name="of_reals")(real),
        I(vocabulary=terms, mask_token=0, name="masked")(numbers),
        I(vocabulary=terms, mask_token=0, num_oov_indices=3, name="three_unknown")(numbers),
        I(vocabulary=terms, output_mode="one_hot", name="one_hot")(number),
        I(vocabulary=terms, output_mode="multi_hot", num_oov_indices=2, name="multi_hot")(numbers),
        I(vocabulary=terms, output_mode="count", mask_token=0, max_tokens=6, name="count")(numbers),
        I(vocabulary=terms, output_mode="tf_idf", idf_weights=[1.0, 2.0, 4.0], name="tf_idf")(numbers),
        I(vocabulary=terms, invert=True, oov_token=-7, name="inverted")(small),
        I(vocabulary=terms, name="deep_plain")(deep),
    ]
    if k.is_3:
        outputs += [
            I(vocabulary=terms, num_oov_indices=3, oov_method="farmhash", name="hashed")(numbers),
            I(vocabulary=terms, num_oov_indices=5, oov_method="farmhash", salt=7, name="salted")(numbers),
            I(vocabulary=terms, output_mode="multi_hot", name="deep_multi_hot")(deep),
            I(vocabulary=terms, output_mode="count", name="deep_count")(deep),
            I(vocabulary=terms, output_mode="one_hot", name="deep_one_hot")(deep),
        ]
    return k.Model([number, numbers, small, real, deep], outputs)


@case(
    kinds=("keras",),
    examples=lambda: {
        "word": np.array([["b"], ["ü"], ["y"], [""]], dtype=object),
        "words": np.array([["b", "b", "q"], ["a", "c", "d"], ["e", "e", "e"], ["", "a", "b"]], dtype=object),
        "number": [[3], [4], [0], [77]],
        "text": np.array([["b, d!"], ["A b"], ["q"], ["c  e"]], dtype=object),
        "x": [[0.5, 2.0], [3.5, 4.5], [6.5, -1.0], [2.0, 4.0]],
    },
)
def adapted(k):
    """What layers learned is kept outside of the configuration."""
    L = k.layers
    word = k.Input((1,), dtype="string", name="word")
    words = k.Input((3,), dtype="string", name="words")
    number = k.Input((1,), dtype="int64", name="number")
    text = k.Input((1,), dtype="string", name="text")
    x = k.Input((2,), name="x")

    def learned(layer, data):
        layer.adapt(np.array(data))
        return layer

    documents = [["b", "a", "c"], ["b", "d", "e"]]
    inside = k.Input((1,), dtype="string", name="inside")
    lookup = learned(L.StringLookup(name="inner"), ["y", "ü", "y"])
    nested = k.Model(inside, lookup(inside), name="nested")
    outputs = [
        learned(L.StringLookup(name="plain"), ["a", "b", "b", "ü"])(word),
        learned(L.StringLookup(mask_token="", max_tokens=4, name="limited"), ["a", "b", "b", "ü", "ü"])(words),
        learned(L.StringLookup(output_mode="tf_idf", name="weighted"), documents)(words),
        learned(L.IntegerLookup(mask_token=0, name="numbers"), [3, 4, 3, 0])(number),
        nested(word),
        learned(L.TextVectorization(output_sequence_length=5, name="vectors"), ["a b c", "b d. E"])(text),
        learned(L.TextVectorization(output_mode="tf_idf", ngrams=2, name="weighted_text"), ["a b c", "b d. E"])(text),
        *(bins(k, x) if k.is_3 else [L.Rescaling(2.0, name="x_itself")(x)]),
    ]
    return k.Model([word, words, number, text, x], outputs)


@case(
    kinds=("keras",),
    reloads=False,  # Keras 3 wants as many weights as terms and has stored zeros behind them
    examples=lambda: {"words": np.array([["b", "b", "q"], ["a", "c", "d"]], dtype=object)},
)
def adapted_padded(k):
    words = k.Input((3,), dtype="string", name="words")
    layer = k.layers.StringLookup(output_mode="tf_idf", max_tokens=9, pad_to_max_tokens=True, name="weighted_padded")
    layer.adapt(np.array([["b", "a", "c"], ["b", "d", "e"]]))
    return k.Model(words, layer(words))


def bins(k, x):
    layers = [
        k.layers.Discretization(num_bins=3, epsilon=0.05, name="bins"),
        k.layers.Discretization(num_bins=4, output_mode="multi_hot", name="bins_hot"),
        k.layers.Discretization(num_bins=49, epsilon=0.001, name="many_bins"),
    ]
    for layer, last in zip(layers, (8, 60, 400)):
        layer.adapt(np.sqrt(np.arange(1.0, last)))
    return [layer(x) for layer in layers]


@case(
    kinds=("keras",),
    writers=(KERAS_2,),
    reloads=False,  # Keras 2 comes back with other boundaries
    examples=lambda: {"x": [[0.5, 2.0], [3.5, 4.5], [6.5, -1.0], [12.0, 19.0], [1.4, 1.5]]},
)
def adapted_bins(k):
    """Keras 2 keeps a summary of the data and computes the boundaries from that."""
    x = k.Input((2,), name="x")
    return k.Model(x, bins(k, x))


@case(kinds=("keras",), examples=lambda: {"text": texts(6, 1), "flat": texts(6), "parts": texts(6, 4)})
def text_vectorizations(k):
    L = k.layers
    text = k.Input((1,), dtype="string", name="text")
    flat = k.Input((), dtype="string", name="flat")
    parts = k.Input((4,), dtype="string", name="parts")
    terms = ["a", "b", "c", "a b", "日本", "日", "B"]
    T = L.TextVectorization
    outputs = [
        T(vocabulary=terms, name="plain")(text),
        T(vocabulary=terms, output_sequence_length=2, name="cut")(text),
        T(vocabulary=terms, output_sequence_length=9, name="filled")(flat),
        T(vocabulary=terms, standardize=None, name="as_is")(text),
        T(vocabulary=terms, standardize="lower", name="lower")(text),
        T(vocabulary=terms, standardize="strip_punctuation", name="stripped")(text),
        T(vocabulary=terms, split="character", name="characters")(text),
        T(vocabulary=terms, ngrams=2, name="pairs")(text),
        T(vocabulary=terms, split=None, name="whole")(parts),
        T(vocabulary=terms, split=None, output_sequence_length=3, name="whole_cut")(parts),
        T(vocabulary=terms, split=None, output_sequence_length=6, name="whole_filled")(parts),
        T(vocabulary=terms, split=None, ngrams=2, name="whole_pairs")(parts),
        T(vocabulary=terms, output_mode="count", name="count")(text),
        T(vocabulary=terms, output_mode="multi_hot", max_tokens=12, pad_to_max_tokens=True, name="multi_hot")(flat),
        T(vocabulary=terms, output_mode="tf_idf", idf_weights=[1.0, 2, 3, 4, 5, 6, 7], name="tf_idf")(text),
        T(vocabulary=terms, split=None, output_mode="count", name="whole_count")(parts),
    ]
    if k.is_3:  # Keras 2 does not read lists of lengths back
        outputs += [
            T(vocabulary=terms, ngrams=(2, 3), output_sequence_length=4, name="pairs_and_triples")(text),
            T(vocabulary=terms, split="character", ngrams=(2,), name="pairs_of_characters")(flat),
        ]
    return k.Model([text, flat, parts], outputs)


@case(
    examples=lambda: {
        "word": np.array([["a"], ["b"], [""], ["ü"]], dtype=object),
        "words": np.array([["a", "b", "c"], ["-", "-", "ü"], ["", "a", "a"], ["q", "r", "s"]], dtype=object),
        "number": [[3], [5], [0], [-9]],
        "numbers": [[3, 5, 0], [7, 7, 7], [1, 2, 3], [-5, 4, 8]],
        "flat": [1, 2, 3, 4],
        "real": [[0.5, 2.0], [3.5, 4.5], [6.5, -1.0], [2.0, 4.0]],
        "single": [[0.0], [1.0], [1.5], [9.0]],
    }
)
def hashes_and_bins(k):
    L = k.layers
    word = k.Input((1,), dtype="string", name="word")
    words = k.Input((3,), dtype="string", name="words")
    number = k.Input((1,), dtype="int64", name="number")
    numbers = k.Input((3,), dtype="int32", name="numbers")
    flat = k.Input((), dtype="int32", name="flat")
    real = k.Input((2,), name="real")
    single = k.Input((1,), name="single")
    H, X, D = L.Hashing, L.HashedCrossing, L.Discretization
    bounds = [0.0, 1.0, 4.0]
    outputs = [
        H(5, name="words_hashed")(words),
        H(5, name="numbers_hashed")(numbers),
        H(5, dtype="int32", name="narrow")(numbers),
        H(5, mask_value="-", name="words_masked")(words),
        H(5, mask_value=7, name="numbers_masked")(numbers),
        H(7, salt=[11, 12], name="salted")(words),
        H(7, salt=13, name="salted_once")(numbers),
        H(5, output_mode="one_hot", name="one_hot")(word),
        H(5, output_mode="multi_hot", name="multi_hot")(words),
        H(5, output_mode="count", dtype="float64", name="count")(numbers),
        X(9, name="crossed")([word, number]),
        X(9, dtype="int32", name="crossed_flat")([flat, flat]),
        X(9, output_mode="one_hot", name="crossed_one_hot")([word, number]),
        D(bin_boundaries=bounds, name="bins")(real),
        D(bin_boundaries=bounds, name="bins_of_integers")(numbers),
        D(bin_boundaries=bounds, output_mode="one_hot", name="bins_one_hot")(single),
        D(bin_boundaries=bounds, output_mode="multi_hot", name="bins_multi_hot")(real),
        D(bin_boundaries=bounds, output_mode="count", dtype="float64", name="bins_count")(real),
    ]
    if k.is_3:
        outputs += [
            H(5, name="reals_hashed")(real),
            D(bin_boundaries=bounds, output_mode="one_hot", name="bins_one_hot_each")(real),
        ]
    else:
        outputs += [
            H(5, dtype="float32", name="stated_real")(words),
            X(9, name="three_crossed")([number, word, number]),
        ]
    return k.Model([word, words, number, numbers, flat, real, single], outputs)
