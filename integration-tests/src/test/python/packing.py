"""Keras stores the entries of its archives as they are, and they are mostly air. The fixtures compress
them, but for some that keep the form in which Keras writes them.

    python packing.py FILE.keras …
"""

import pathlib
import sys
import zipfile

AS_WRITTEN = {"dense", "small_mobilenet", "small_resnet", "frozen_layers", "compiled_adam"}


def pack(path):
    """Compresses the entries of an archive, in their order."""
    path = pathlib.Path(path)
    if path.stem in AS_WRITTEN:
        return
    with zipfile.ZipFile(path) as archive:
        entries = [(entry, archive.read(entry)) for entry in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for entry, content in entries:
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        pack(name)
