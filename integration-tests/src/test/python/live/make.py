"""Builds one architecture of keras.applications with random weights and writes it as fixtures are.

    python make.py FOLDER WRITER ARCHITECTURE
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

import generate
from cases import Case
from writers import ALL


def architecture(name):
    def build(k):
        return getattr(k.applications, name)(weights=None)

    return build


def spread_scores(k, model, inputs):
    """Scales the classifier so that its scores differ without one of them taking all: a saturated
    softmax would hide differences in everything before it."""
    features = k.Model(model.input, model.layers[-1].input)
    kernel, bias = model.layers[-1].get_weights()
    scores = features.predict(inputs[0], verbose=0) @ kernel
    model.layers[-1].set_weights([kernel / scores.std(), bias])


def main(folder, writer, name):
    generate.ROOT = pathlib.Path(folder)
    generate.write(Case(name=name, build=architecture(name)), ALL[writer], adjust=spread_scores)


if __name__ == "__main__":
    main(*sys.argv[1:])
