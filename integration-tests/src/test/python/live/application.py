"""Builds one constructor of keras.applications, small and with random weights, and writes it as fixtures are.

    python application.py FOLDER WRITER CONSTRUCTOR
    python application.py list WRITER CONSTRUCTOR …    fails if the list is not that of all constructors

The images are as small as the constructor takes, the classes ten, the scores without softmax. Every weight is random,
and the moving statistics are those of random images, so that signals stay alive through hundreds of layers. A network
whose scores hardly depend on the image would hide mistakes, so it is an error.
"""

import contextlib
import pathlib
import sys
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

import numpy as np

import generate
from writers import ALL

SMALLEST = {"InceptionResNetV2": 75, "InceptionV3": 75, "Xception": 71}  # of the others: 32
CLASSES = 10
APART = 0.05  # how far the scores of two images must be from each other, relative to the largest one
H5_LIMIT = 40_000_000  # weights; larger models are written as .keras only


def build(k, name, rng):
    size = SMALLEST.get(name, 32)
    model = getattr(k.applications, name)(
        weights=None, input_shape=(size, size, 3), classes=CLASSES, classifier_activation=None
    )
    generate.randomize(k, model, rng)
    learn_statistics(k, model, images(model, 16, rng), rng)
    return model


def images(model, count, rng):
    """Noise around a colour of its own: layer upon layer averages plain noise away."""
    shape = (count, *model.input.shape[1:])
    light = rng.uniform(0, 200, (count, 1, 1, 3))
    return (light + rng.uniform(0, 55, shape)).astype("float32")


def learn_statistics(k, model, batch, rng):
    """Moving statistics become those of a batch without dropout, not quite exactly, as after training."""
    norms = layers_of(k, model, k.layers.BatchNormalization)
    with instead(norms, "momentum", 0.0), instead(layers_of(k, model, k.layers.Dropout), "rate", 0.0):
        model(batch, training=True)
    for norm in norms:
        mean, variance = np.asarray(norm.moving_mean), np.asarray(norm.moving_variance)
        norm.moving_mean.assign(mean + 0.1 * np.sqrt(variance) * rng.standard_normal(mean.shape))
        norm.moving_variance.assign(variance * rng.uniform(0.8, 1.5, variance.shape))


@contextlib.contextmanager
def instead(layers, attribute, value):
    """Layers with another value of an attribute, for a while."""
    kept = [getattr(layer, attribute) for layer in layers]
    for layer in layers:
        setattr(layer, attribute, value)
    yield
    for layer, before in zip(layers, kept):
        setattr(layer, attribute, before)


def layers_of(k, model, kind):
    layers = [layer for layer in model.layers if isinstance(layer, kind)]
    for layer in model.layers:
        if isinstance(layer, k.Model):
            layers += layers_of(k, layer, kind)
    return layers


def write(folder, writer, name):
    k = ALL[writer]
    seed = zlib.crc32(name.encode())
    k.start(seed)
    rng = np.random.default_rng(seed)
    model = build(k, name, rng)
    batch = images(model, 2, rng)
    scores = np.asarray(model(batch, training=False))
    assert np.isfinite(scores).all(), "a score is not finite"
    assert np.abs(scores[0] - scores[1]).max() > APART * np.abs(scores).max(), f"scores are too much alike: {scores}"
    target = pathlib.Path(folder) / writer
    target.mkdir(parents=True, exist_ok=True)
    model.save(target / f"{name}.keras")
    if model.count_params() <= H5_LIMIT:
        model.save(target / f"{name}.h5")
    np.savez(target / f"{name}.npz", input_0=batch, output_0=scores)


def assert_all(writer, names):
    constructors = {name for name in dir(ALL[writer].applications) if name[0].isupper()}
    assert constructors == set(names), f"only in one of the lists: {sorted(constructors ^ set(names))}"


if __name__ == "__main__":
    if sys.argv[1] == "list":
        assert_all(sys.argv[2], sys.argv[3:])
    else:
        write(*sys.argv[1:])
