"""Writes a model with data, and what Keras predicts, measures and learns with them.

    python running.py
"""

import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras
import numpy as np

ROOT = pathlib.Path(__file__).parent.parent / "resources" / "fixtures" / "running"
BATCH = 20
EPOCHS = 3


def main():
    ROOT.mkdir(parents=True, exist_ok=True)
    keras.utils.set_random_seed(11)
    model = keras.Sequential(
        [
            keras.Input((3,), name="x"),
            keras.layers.Dense(4, activation="tanh"),
            keras.layers.BatchNormalization(),
            keras.layers.Dense(2, activation="softmax", name="out"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.05), "sparse_categorical_crossentropy", metrics=["accuracy"])
    rng = np.random.default_rng(3)
    x = rng.standard_normal((50, 3))
    y = (x.sum(axis=1) > 0).astype("int64")
    model.save(ROOT / "model.keras")
    np.savez_compressed(ROOT / "data.npz", x=x, out=y)
    columns = np.concatenate([x, y[:, None]], axis=1)
    np.savetxt(ROOT / "data.csv", columns, "%.17g", ",", header="x.0,x.1,x.2,out", comments="")
    before = measure(model, x, y)
    history = model.fit(x, y, batch_size=BATCH, epochs=EPOCHS, shuffle=False, verbose=0).history
    expected = {
        "generator": "src/test/python/running.py",
        "keras": keras.__version__,
        "batch_size": BATCH,
        "epochs": EPOCHS,
        "before": before,
        "losses": history["loss"],
        "accuracies": history["accuracy"],
        "after": measure(model, x, y),
    }
    (ROOT / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


def measure(model, x, y):
    loss, accuracy = model.evaluate(x, y, batch_size=BATCH, verbose=0)
    predicted = model.predict(x[:2], verbose=0).ravel().tolist()
    return {"loss": loss, "accuracy": accuracy, "predicted": predicted}


if __name__ == "__main__":
    main()
