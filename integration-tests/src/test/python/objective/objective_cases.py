"""The table of losses and metrics, each on a tiny model whose prediction is its input.

A case names the model, what it is compiled with, and which numbers are fed. Losses and metrics are
functions of a `Keras` (see ../writers.py), or names; `Metric` says under which key of the signature
a metric given by its name is found, which for Keras 2 is that of TensorFlow 1.14.
"""

import dataclasses
from collections.abc import Callable

KERAS_2 = "tf_keras"
KERAS_3 = "keras"


@dataclasses.dataclass(frozen=True)
class Case:
    name: str
    model: str
    loss: object
    prediction: str = "numbers"
    target: str = "numbers"
    metrics: tuple = ()
    weighted: tuple = ()
    writers: tuple = (KERAS_2, KERAS_3)
    weights: bool = True  # whether sample weights are tried
    tolerance: float = 1e-5
    steps: bool = False  # whether Keras 2 is told to weigh every step of a sequence
    eager: bool = False  # whether Keras can compute it only outside of graphs


@dataclasses.dataclass(frozen=True)
class Metric:
    """A metric given by its name."""

    name: str
    original: str | None = None  # its key for Keras 2, if another

    def key(self, k, weighted):
        if k.is_3:
            return self.name
        return ("weighted_" if weighted else "") + (self.original or self.name)


CASES = []


def case(name, model, loss, **options):
    CASES.append(Case(name, model, loss, **options))


def layer(build):
    """A loss or metric object, made by either Keras."""
    return build


# ---------------------------------------------------------------------------------------- losses

NUMBERS = {"prediction": "numbers", "target": "numbers"}
POSITIVE = {"prediction": "positive", "target": "positive"}
SIGNS = {"prediction": "numbers", "target": "signs"}
BINARY = {"prediction": "probabilities", "target": "binary"}
SOFT = {"prediction": "probabilities", "target": "probabilities"}
ONE_HOT = {"prediction": "probabilities", "target": "one_hot"}
LABELS = {"prediction": "probabilities", "target": "labels"}
LOGIT_BINARY = {"prediction": "logits", "target": "binary"}
LOGIT_ONE_HOT = {"prediction": "logits", "target": "one_hot"}
LOGIT_LABELS = {"prediction": "logits", "target": "labels"}

# (class, names that mean the same, names only Keras 2 knows, numbers)
PLAIN = [
    ("MeanSquaredError", "mean_squared_error mse MSE", "", NUMBERS),
    ("MeanAbsoluteError", "mean_absolute_error mae MAE", "", NUMBERS),
    ("MeanAbsolutePercentageError", "mean_absolute_percentage_error mape MAPE", "", NUMBERS),
    ("MeanSquaredLogarithmicError", "mean_squared_logarithmic_error msle MSLE", "", NUMBERS),
    ("LogCosh", "log_cosh", "logcosh", NUMBERS),
    ("Huber", "huber", "huber_loss", NUMBERS),
    ("CosineSimilarity", "cosine_similarity", "", NUMBERS),
    ("Poisson", "poisson", "", POSITIVE),
    ("KLDivergence", "kl_divergence kld KLD", "kullback_leibler_divergence", SOFT),
    ("Hinge", "hinge", "", SIGNS),
    ("SquaredHinge", "squared_hinge", "", SIGNS),
    ("CategoricalHinge", "categorical_hinge", "", {"prediction": "numbers", "target": "one_hot"}),
    ("BinaryCrossentropy", "binary_crossentropy bce BCE", "", BINARY),
    ("BinaryFocalCrossentropy", "binary_focal_crossentropy", "", BINARY),
    ("CategoricalCrossentropy", "categorical_crossentropy", "", ONE_HOT),
    ("CategoricalFocalCrossentropy", "categorical_focal_crossentropy", "", ONE_HOT),
    ("SparseCategoricalCrossentropy", "sparse_categorical_crossentropy", "", LABELS),
]
for class_name, names, only_2, numbers in PLAIN:
    case(f"loss {class_name}", "vector", lambda k, c=class_name: getattr(k.losses, c)(), **numbers)
    for name in names.split():
        case(f"loss {name}", "vector", name, **numbers)
    for name in only_2.split():
        case(f"loss {name}", "vector", name, writers=(KERAS_2,), **numbers)
    case(f"loss {class_name} of sequences", "sequence", lambda k, c=class_name: getattr(k.losses, c)(), **numbers)


def loss(name, class_name, model="vector", numbers=NUMBERS, writers=(KERAS_2, KERAS_3), weights=True, **settings):
    def build(k):
        return getattr(k.losses, class_name)(**settings)

    case(f"loss {name}", model, build, writers=writers, weights=weights, **numbers)


loss("Huber delta", "Huber", delta=0.3, writers=(KERAS_2,))  # Keras 3 does not store delta
loss("CosineSimilarity axis", "CosineSimilarity", "sequence", axis=1, writers=(KERAS_2,))  # nor this axis
loss("Hinge binary", "Hinge", numbers={"prediction": "numbers", "target": "binary"})
loss("SquaredHinge binary", "SquaredHinge", numbers={"prediction": "numbers", "target": "binary"})
for model in ("vector", "sequence"):
    loss(f"BinaryCrossentropy logits {model}", "BinaryCrossentropy", model, LOGIT_BINARY, from_logits=True)
    loss(f"CategoricalCrossentropy logits {model}", "CategoricalCrossentropy", model, LOGIT_ONE_HOT, from_logits=True)
    loss(f"SparseCategoricalCrossentropy logits {model}", "SparseCategoricalCrossentropy", model, LOGIT_LABELS, from_logits=True)
loss("BinaryFocalCrossentropy logits", "BinaryFocalCrossentropy", "vector", LOGIT_BINARY, from_logits=True, gamma=1.5)
loss("CategoricalFocalCrossentropy logits", "CategoricalFocalCrossentropy", "vector", LOGIT_ONE_HOT, from_logits=True, alpha=0.4)
loss("BinaryCrossentropy smoothing", "BinaryCrossentropy", numbers=BINARY, label_smoothing=0.1)
loss("BinaryCrossentropy axis", "BinaryCrossentropy", "sequence", BINARY, axis=1)
loss("BinaryFocalCrossentropy balanced", "BinaryFocalCrossentropy", numbers=BINARY, apply_class_balancing=True, alpha=0.3, gamma=1.0, label_smoothing=0.2)
loss("CategoricalCrossentropy smoothing", "CategoricalCrossentropy", numbers=ONE_HOT, label_smoothing=0.1)
loss("CategoricalCrossentropy axis", "CategoricalCrossentropy", "sequence", ONE_HOT, axis=1)
loss("CategoricalCrossentropy axis logits", "CategoricalCrossentropy", "sequence", LOGIT_ONE_HOT, axis=1, from_logits=True, label_smoothing=0.1)
loss("CategoricalFocalCrossentropy smoothing", "CategoricalFocalCrossentropy", numbers=ONE_HOT, label_smoothing=0.1, gamma=1.0)
loss("CategoricalFocalCrossentropy axis", "CategoricalFocalCrossentropy", "sequence", LOGIT_ONE_HOT, axis=1, from_logits=True)
for model in ("vector", "sequence"):
    loss(f"SparseCategoricalCrossentropy ignoring {model}", "SparseCategoricalCrossentropy", model, LABELS, ignore_class=1)
    loss(f"SparseCategoricalCrossentropy ignoring logits {model}", "SparseCategoricalCrossentropy", model, LOGIT_LABELS, ignore_class=0, from_logits=True)
for reduction in ("sum", "sum_over_batch_size", "none"):
    loss(f"reduction {reduction}", "MeanSquaredError", reduction=reduction)
    loss(f"reduction {reduction} of sequences", "MeanAbsoluteError", "sequence", reduction=reduction)
loss("reduction auto", "MeanSquaredError", reduction="auto", writers=(KERAS_2,))
for reduction in ("mean", "mean_with_sample_weight", None):
    loss(f"reduction {reduction}", "MeanSquaredError", reduction=reduction, writers=(KERAS_3,))
    loss(f"reduction {reduction} of sequences", "MeanAbsoluteError", "sequence", reduction=reduction, writers=(KERAS_3,))

ONLY_3 = {"writers": (KERAS_3,)}
loss("Dice", "Dice", numbers=SOFT, **ONLY_3)
case("loss dice", "image", "dice", **SOFT, **ONLY_3)
loss("Dice axes", "Dice", "image", SOFT, axis=(1, 2, 3), **ONLY_3)
loss("Tversky", "Tversky", numbers=SOFT, **ONLY_3)
loss("Tversky axes", "Tversky", "image", SOFT, alpha=0.3, beta=0.7, axis=(1, 2, 3), **ONLY_3)
loss("Circle", "Circle", numbers={"prediction": "units", "target": "labels"}, **ONLY_3)
loss("Circle with diagonal", "Circle", numbers={"prediction": "units", "target": "labels"}, gamma=4.0, margin=0.2, remove_diagonal=False, **ONLY_3)
loss("CategoricalGeneralizedCrossEntropy", "CategoricalGeneralizedCrossEntropy", numbers={"prediction": "probabilities", "target": "flat_labels"}, q=0.7, **ONLY_3)
case("loss ctc", "frames", "ctc", prediction="logits", target="spelling", **ONLY_3)
loss("CTC", "CTC", "frames", {"prediction": "logits", "target": "spelling"}, **ONLY_3)
case("loss crossentropy of width 1", "width1", "crossentropy", **BINARY, **ONLY_3)

# The activation that made the prediction does not matter to Keras, only that there are logits.
for activation in ("softmax", "sigmoid", "softmax_layer", "softmax_sequence"):
    metrics = (Metric("categorical_crossentropy"), Metric("binary_crossentropy"))
    case(f"logits behind {activation}, categorical", activation, "categorical_crossentropy", prediction="large", target="one_hot", metrics=metrics)
    case(f"logits behind {activation}, binary", activation, "binary_crossentropy", prediction="large", target="binary", metrics=metrics)
    case(f"logits behind {activation}, sparse", activation, "sparse_categorical_crossentropy", prediction="large", target="labels", metrics=(Metric("sparse_categorical_crossentropy"),))
    case(f"logits behind {activation}, focal", activation, lambda k: k.losses.BinaryFocalCrossentropy(), prediction="large", target="binary")
    case(f"logits behind {activation}, categorical focal", activation, lambda k: k.losses.CategoricalFocalCrossentropy(), prediction="logits", target="one_hot")
    case(f"logits behind {activation}, ignoring", activation, lambda k: k.losses.SparseCategoricalCrossentropy(ignore_class=2), prediction="logits", target="labels")

# --------------------------------------------------------------------------------------- metrics


def metric(class_name, model="vector", numbers=NUMBERS, writers=(KERAS_2, KERAS_3), suffix="", loss="mse", weighted=True, weights=True, tolerance=1e-5, eager=False, **settings):
    """A metric as an object, once ignoring sample weights and once counting them."""

    def named(name):
        return lambda k: getattr(k.metrics, class_name)(name=name, **settings)

    case(
        f"metric {class_name}{suffix}",
        model,
        loss,
        metrics=(named("m"),),
        weighted=(named("w"),) if weighted else (),
        writers=writers,
        weights=weights,
        tolerance=tolerance,
        eager=eager,
        **numbers,
    )


for class_name, numbers in (
    ("MeanSquaredError", NUMBERS),
    ("RootMeanSquaredError", NUMBERS),
    ("MeanAbsoluteError", NUMBERS),
    ("MeanAbsolutePercentageError", NUMBERS),
    ("MeanSquaredLogarithmicError", NUMBERS),
    ("CosineSimilarity", NUMBERS),
    ("LogCoshError", NUMBERS),
    ("Poisson", POSITIVE),
    ("KLDivergence", SOFT),
    ("Hinge", SIGNS),
    ("SquaredHinge", SIGNS),
    ("CategoricalHinge", {"prediction": "numbers", "target": "one_hot"}),
    ("BinaryCrossentropy", BINARY),
    ("CategoricalCrossentropy", ONE_HOT),
    ("SparseCategoricalCrossentropy", LABELS),
    ("Accuracy", {"prediction": "small_integers", "target": "small_integers"}),
    ("BinaryAccuracy", BINARY),
    ("CategoricalAccuracy", ONE_HOT),
    ("SparseCategoricalAccuracy", LABELS),
):
    metric(class_name, numbers=numbers)
    metric(class_name, "sequence", numbers, suffix=" of sequences")
metric("CosineSimilarity", "sequence", axis=1, suffix=" axis", writers=(KERAS_2,))
metric("BinaryAccuracy", numbers=BINARY, threshold=0.3, suffix=" threshold")
metric("BinaryCrossentropy", numbers=LOGIT_BINARY, from_logits=True, label_smoothing=0.1, suffix=" logits")
metric("CategoricalCrossentropy", numbers=LOGIT_ONE_HOT, from_logits=True, label_smoothing=0.1, suffix=" logits")
metric("SparseCategoricalCrossentropy", numbers=LOGIT_LABELS, from_logits=True, suffix=" logits")
metric("SparseCategoricalCrossentropy", numbers=LABELS, ignore_class=1, suffix=" ignoring")
metric("SparseCategoricalCrossentropy", "sequence", LABELS, ignore_class=1, suffix=" ignoring of sequences")
for k_classes in (1, 2):
    for model in ("vector", "sequence"):
        metric("TopKCategoricalAccuracy", model, ONE_HOT, k=k_classes, suffix=f" k={k_classes} {model}")
        metric("SparseTopKCategoricalAccuracy", model, LABELS, k=k_classes, suffix=f" k={k_classes} {model}")
metric("SparseTopKCategoricalAccuracy", numbers={"prediction": "ranking", "target": "labels"}, k=2, from_sorted_ids=True, writers=(KERAS_3,), suffix=" sorted")
metric("PearsonCorrelation", writers=(KERAS_3,))
metric("PearsonCorrelation", "sequence", writers=(KERAS_3,), axis=1, suffix=" axis", weighted=False)
metric("ConcordanceCorrelation", writers=(KERAS_3,))
metric("MeanRelativeError", writers=(KERAS_2,), normalizer=[0.5, 1.0, 2.0])
for class_name in ("TruePositives", "TrueNegatives", "FalsePositives", "FalseNegatives", "Precision", "Recall"):
    metric(class_name, numbers=BINARY)
    metric(class_name, numbers=BINARY, thresholds=[0.2, 0.5, 0.9], suffix=" thresholds")
    metric(class_name, "width1", BINARY, thresholds=0.4, suffix=" of width 1")
    metric(class_name, numbers=BINARY, thresholds=[0.0, 0.25, 0.5, 0.75, 1.0], suffix=" even thresholds")
for class_name in ("Precision", "Recall"):
    metric(class_name, numbers=BINARY, top_k=2, suffix=" top_k")
    metric(class_name, numbers=BINARY, class_id=1, suffix=" class_id")
    metric(class_name, numbers=BINARY, top_k=1, class_id=2, suffix=" top_k class_id")
for class_name, key in (
    ("PrecisionAtRecall", "recall"),
    ("RecallAtPrecision", "precision"),
    ("SensitivityAtSpecificity", "specificity"),
    ("SpecificityAtSensitivity", "sensitivity"),
):
    metric(class_name, numbers=BINARY, **{key: 0.6})
    metric(class_name, numbers=BINARY, **{key: 0.4}, num_thresholds=7, class_id=1, suffix=" class_id")
    metric(class_name, numbers=BINARY, **{key: 0.99}, num_thresholds=1, suffix=" one threshold")
for curve in ("ROC", "PR"):
    for summation in ("interpolation", "minoring", "majoring"):
        metric("AUC", numbers=BINARY, curve=curve, summation_method=summation, suffix=f" {curve} {summation}")
metric("AUC", numbers=BINARY, curve="PRGAIN", suffix=" PRGAIN")
metric("AUC", numbers=BINARY, num_thresholds=5, suffix=" few thresholds")
metric("AUC", numbers=BINARY, thresholds=[0.1, 0.35, 0.8], suffix=" thresholds")
metric("AUC", numbers=BINARY, multi_label=True, suffix=" labels")
metric("AUC", numbers=BINARY, multi_label=True, num_labels=3, label_weights=[1.0, 2.0, 0.5], curve="PR", suffix=" weighted labels")
metric("AUC", numbers=BINARY, multi_label=True, thresholds=[0.1, 0.35, 0.8], eager=True, suffix=" labels thresholds")
metric("AUC", numbers=BINARY, label_weights=[1.0, 2.0, 0.5], suffix=" label weights")
metric("AUC", "width1", BINARY, multi_label=True, suffix=" one label")
metric("AUC", numbers=LOGIT_BINARY, from_logits=True, suffix=" logits")
metric("AUC", "sequence", BINARY, suffix=" of sequences", writers=(KERAS_3,))
metric("AUC", "sequence", BINARY, suffix=" of sequences", weighted=False, weights=False, writers=(KERAS_2,))
# Keras 2 gives a model's weights of rank 2 to metrics that want rank 1, and then fails.
for average in (None, "micro", "macro", "weighted"):
    for writer in (KERAS_2, KERAS_3):
        metric("F1Score", numbers=ONE_HOT, average=average, writers=(writer,), weighted=writer == KERAS_3, suffix=f" {average}")
        metric("FBetaScore", numbers=BINARY, average=average, beta=2.0, threshold=0.4, writers=(writer,), weighted=writer == KERAS_3, suffix=f" {average}")
for aggregation in (None, "uniform_average", "variance_weighted_average"):
    metric("R2Score", class_aggregation=aggregation, suffix=f" {aggregation}")
metric("R2Score", num_regressors=2, suffix=" adjusted", eager=True)
PIXELS = {"prediction": "small_integers", "target": "small_integers"}
ONE_HOT_PIXELS = {"prediction": "probabilities", "target": "one_hot"}
metric("MeanIoU", numbers=PIXELS, num_classes=3, weighted=False)
metric("MeanIoU", "width1", PIXELS, num_classes=4, ignore_class=1, suffix=" ignoring")
metric("MeanIoU", "width1", PIXELS, num_classes=3, dtype="float32", suffix=" in float")
metric("IoU", "width1", PIXELS, num_classes=3, target_class_ids=[0, 2])
metric("BinaryIoU", "width1", BINARY, target_class_ids=[0, 1], threshold=0.4)
metric("BinaryIoU", numbers=BINARY, target_class_ids=[1], weighted=False, suffix=" of class 1")
metric("OneHotIoU", numbers=ONE_HOT, num_classes=3, target_class_ids=[1, 2])
metric("OneHotMeanIoU", numbers=ONE_HOT, num_classes=3)
metric("OneHotMeanIoU", "image", ONE_HOT, num_classes=3, weighted=False, weights=False, suffix=" of images")

# Names, and what they mean.
NAMES = {
    "mse": "mean_squared_error",
    "MSE": "mean_squared_error",
    "mean_squared_error": None,
    "mae": "mean_absolute_error",
    "mape": "mean_absolute_percentage_error",
    "msle": "mean_squared_logarithmic_error",
    "cosine_similarity": "cosine_proximity",
}
case(
    "metric names of errors",
    "vector",
    "mse",
    metrics=tuple(Metric(name, original) for name, original in NAMES.items() if name not in ("MSE", "mean_squared_error")),
    weighted=(Metric("RootMeanSquaredError", "root_mean_squared_error"),),
)
case("metric accuracy, categorical", "vector", "categorical_crossentropy", metrics=(Metric("accuracy", "acc"),), **ONE_HOT)
case("metric acc, sparse", "vector", "sparse_categorical_crossentropy", metrics=(Metric("acc"),), **LABELS)
case("metric accuracy, sparse sequences", "sequence", "sparse_categorical_crossentropy", metrics=(Metric("accuracy", "acc"),), weighted=(Metric("acc"),), **LABELS)
case("metric accuracy, binary", "width1", "binary_crossentropy", metrics=(Metric("accuracy", "acc"),), weighted=(Metric("acc"),), **BINARY)
case("metric accuracy, several labels", "vector", "binary_crossentropy", metrics=(Metric("accuracy", "acc"),), **BINARY)
case("metric crossentropy, categorical", "vector", "categorical_crossentropy", metrics=(Metric("crossentropy", "ce"),), writers=(KERAS_2,), **ONE_HOT)
case("metric ce, sparse", "vector", "sparse_categorical_crossentropy", metrics=(Metric("ce"),), writers=(KERAS_2,), **LABELS)
case("metric crossentropy, binary", "width1", "binary_crossentropy", metrics=(Metric("crossentropy", "ce"),), writers=(KERAS_2,), **BINARY)
case("metric names of accuracies", "vector", "mse", metrics=(Metric("binary_accuracy"), Metric("categorical_accuracy")), **ONE_HOT)
case("metric names of classes", "vector", "mse", metrics=(Metric("AUC", "auc"), Metric("Precision", "precision"), Metric("CategoricalAccuracy", "categorical_accuracy")), **ONE_HOT)
case("metric snake case names of classes", "vector", "mse", metrics=(Metric("auc"), Metric("f1_score"), Metric("r2_score"), Metric("binary_io_u"), Metric("log_cosh_error"), Metric("concordance_correlation")), writers=(KERAS_3,), **ONE_HOT)
case("weighted metric whose name is taken", "vector", "mse", metrics=(Metric("mae", "mean_absolute_error"),), weighted=(Metric("mae", "mean_absolute_error"),))

# Functions and losses among the metrics.
case("loss as a function", "vector", lambda k: k.losses.mean_squared_error, metrics=(lambda k: k.metrics.binary_accuracy, lambda k: k.losses.MeanAbsoluteError()), **BINARY)
case("loss objects as metrics of sequences", "sequence", "mse", metrics=(lambda k: k.losses.MeanAbsoluteError(reduction="sum"), lambda k: k.losses.LogCosh()))
case(
    "sample weights of steps",
    "sequence",
    "mae",
    weighted=(lambda k: k.metrics.MeanSquaredError(name="a"), lambda k: k.metrics.BinaryAccuracy(name="b"), lambda k: k.metrics.Recall(name="c")),
    writers=(KERAS_2,),
    steps=True,
    **BINARY,
)
