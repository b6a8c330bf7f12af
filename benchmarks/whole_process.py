"""Measures whole processes: `kerasport export` beside Keras' own load_model and Model.export.

    python benchmarks/whole_process.py --models DIR [--runs 5]

Makes the models with Keras where DIR lacks them, then runs both exporters on the same files in turn
and prints a Markdown table: the median of the wall times, the highest peak memory (maximum resident
set size), and their ratios. A second table sets exports of all three graphs, compiled with Adam and
accuracy, beside exports for serving only of the same files; their runs take turns, so that both meet
the same load. Needs the packages in requirements.txt.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
MODELS = ["ResNet50", "MobileNetV2"]

COMPILED = [
    "--loss",
    "sparse_categorical_crossentropy",
    "--optimizer",
    "Adam",
    "--metrics",
    "accuracy",
]

KERAS_EXPORT = """
import sys
import keras
model = keras.models.load_model(sys.argv[1])
model.export(sys.argv[2], verbose=False)
"""

MAKE_MODEL = """
import sys
import keras
getattr(keras.applications, sys.argv[1])(weights=None).save(sys.argv[2])
"""


def run(command, **environment):
    """Runs a process; returns its wall time in seconds and its peak memory in MiB."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", **environment},
    )
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command} failed:\n{errors.decode()}")
    return time.perf_counter() - begin, usage.ru_maxrss / 1024


def measure(runs, command, target, **environment):
    times, peaks = [], []
    for _ in range(runs):
        seconds, peak = run(command, **environment)
        times.append(seconds)
        peaks.append(peak)
        shutil.rmtree(target)
    return statistics.median(times), max(peaks)


def size(directory):
    """What a directory takes, in MiB."""
    return sum(f.stat().st_size for f in pathlib.Path(directory).rglob("*") if f.is_file()) / 2**20


def measure_in_turn(runs, commands, target):
    """The median of the wall times and the size of what was written, for each command."""
    times, sizes = [[] for _ in commands], [0] * len(commands)
    for _ in range(runs):
        for i, command in enumerate(commands):
            seconds, _ = run(command)
            times[i].append(seconds)
            sizes[i] = size(target)
            shutil.rmtree(target)
    return [(statistics.median(seconds), mib) for seconds, mib in zip(times, sizes)]


def three_graphs(kerasport, models, runs):
    print("| model | serving only | size | three graphs | size | time | size |")
    print("|---|---|---|---|---|---|---|")
    for name in MODELS:
        with tempfile.TemporaryDirectory() as scratch:
            target = os.path.join(scratch, "export")
            file = str(models / f"{name.lower()}.keras")
            export = [kerasport, "export", file, "--output", target, "--quiet"]
            (serving, serving_size), (all_three, all_size) = measure_in_turn(
                runs, [export, export + COMPILED], target
            )
        print(
            f"| {name} | {serving:.2f} s | {serving_size:.1f} MiB | {all_three:.2f} s"
            f" | {all_size:.1f} MiB | {all_three / serving:.2f}× | {all_size / serving_size:.2f}× |"
        )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--models", type=pathlib.Path, required=True)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    arguments.models.mkdir(parents=True, exist_ok=True)
    kerasport = str(ROOT / "kerasport")
    run([kerasport, "--version"])  # builds it where needed
    print("| model | Kerasport | peak | 64 MB heap | Keras export | peak | faster | smaller |")
    print("|---|---|---|---|---|---|---|---|")
    for name in MODELS:
        file = arguments.models / f"{name.lower()}.keras"
        if not file.exists():
            run([sys.executable, "-c", MAKE_MODEL, name, str(file)])
        with tempfile.TemporaryDirectory() as scratch:
            ours = os.path.join(scratch, "ours")
            theirs = os.path.join(scratch, "theirs")
            export = [kerasport, "export", str(file), "--output", ours, "--quiet"]
            seconds, peak = measure(arguments.runs, export, ours)
            small, _ = measure(arguments.runs, export, ours, KERASPORT_JAVA_OPTS="-Xmx64m")
            keras_seconds, keras_peak = measure(
                arguments.runs,
                [sys.executable, "-c", KERAS_EXPORT, str(file), theirs],
                theirs,
            )
        print(
            f"| {name} | {seconds:.2f} s | {peak:.0f} MiB | {small:.2f} s | {keras_seconds:.2f} s"
            f" | {keras_peak:.0f} MiB | {keras_seconds / seconds:.1f}× | {keras_peak / peak:.1f}× |"
        )
    print()
    three_graphs(kerasport, arguments.models, arguments.runs)


if __name__ == "__main__":
    main()
