"""Writes models in two files, their architecture in JSON and their weights.

python generate_split.py ../resources/io/kerasport/formats/split

The models are those of generate_fixtures.py, with the same values, so that the descriptions that it
wrote hold here: <name>.<generation>.architecture.json and <name>.<generation>.weights.h5, and
<name>.k2.by_name.h5 in the older layout of Keras 2.
"""

import gzip
import os
import sys
import tempfile

import generate_fixtures as fixtures

MODELS = [
    fixtures.sequential,
    fixtures.functional,
    fixtures.nested,
    fixtures.images,
    fixtures.sequences,
    fixtures.operations,
]


def main(target):
    os.makedirs(target, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        for build in MODELS:
            for k, tag in ((fixtures.keras3, "k3"), (fixtures.keras2, "k2")):
                k.utils.set_random_seed(7)
                k.backend.clear_session()
                model = build(k)
                fixtures.randomize(model, 7)
                base = f"{build.__name__}.{tag}"
                packed = os.path.join(target, base + ".architecture.json.gz")
                with open(packed, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as zipped:
                    zipped.write(model.to_json().encode())
                names = [".weights.h5"] + [".by_name.h5"] * (tag == "k2")
                for name in names:
                    saved = os.path.join(work, base + name)
                    model.save_weights(saved)
                    fixtures.pack(saved, os.path.join(target, base + name))


if __name__ == "__main__":
    main(sys.argv[1])
