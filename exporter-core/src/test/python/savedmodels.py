"""Writes the SavedModels under src/test/resources/savedmodels.

    pip install -r requirements.txt
    python savedmodels.py ../resources/savedmodels

objects       Model.export of Keras 3: one MetaGraph, functions, an object graph
session       TensorFlow's builder for sessions: tags serve and train, a lookup table with its
              asset, a loop, a sparse input, a local variable, a device
session_text  the same as saved_model.pbtxt
"""

import os
import pathlib
import shutil
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras  # noqa: E402
import tensorflow as tf  # noqa: E402
from tensorflow.python.saved_model import builder_impl  # noqa: E402

v1 = tf.compat.v1


def objects(directory):
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            keras.Input((3,), name="x"),
            keras.layers.Dense(2, name="d"),
            keras.layers.BatchNormalization(name="bn"),
        ]
    )
    model.export(directory, verbose=False)
    os.remove(directory / "fingerprint.pb")


def session(directory, as_text):
    vocabulary = pathlib.Path("words.txt")
    vocabulary.write_text("a\nb\n")
    builder = builder_impl._SavedModelBuilder(str(directory))
    add(builder, "serve", vocabulary, first=True)
    add(builder, "train", vocabulary, first=False)
    builder.save(as_text=as_text)
    vocabulary.unlink()


def add(builder, tag, vocabulary, first):
    v1.reset_default_graph()
    v1.set_random_seed(1)
    with v1.Graph().as_default(), v1.Session() as sess:
        x = v1.placeholder(tf.float32, (None, 2), name="x")
        word = v1.placeholder(tf.string, (None,), name="word")
        scores = v1.sparse_placeholder(tf.float32, (None, 4), name="scores")
        w = v1.get_variable("w", initializer=[[1.0, 2.0], [3.0, 4.0]], use_resource=True)
        steps = v1.get_variable(
            "steps", initializer=0, trainable=False, dtype=tf.int32, use_resource=True
        )
        seen = v1.get_variable(
            "seen",
            initializer=0.0,
            trainable=False,
            collections=[v1.GraphKeys.LOCAL_VARIABLES],
            use_resource=True,
        )
        asset = tf.constant(str(vocabulary), name="vocabulary")
        v1.add_to_collection(v1.GraphKeys.ASSET_FILEPATHS, asset)
        table = v1.lookup.StaticHashTable(
            v1.lookup.TextFileInitializer(
                asset, tf.string, v1.lookup.TextFileIndex.WHOLE_LINE, tf.int64,
                v1.lookup.TextFileIndex.LINE_NUMBER,
            ),
            -1,
        )
        with v1.device("/device:CPU:0"):
            product = tf.matmul(x, w, name="product")
        _, doubled = v1.while_loop(
            lambda i, y: i < 3,
            lambda i, y: (i + 1, y + y),
            (tf.constant(0), product),
            name="loop",
        )
        y = tf.add(doubled, tf.constant([[0.5, 0.5]], name="half"), name="y")
        ids = tf.identity(table.lookup(word), name="ids")
        total = tf.identity(tf.sparse.reduce_sum(scores), name="total")
        signature = v1.saved_model.build_signature_def(
            inputs={
                "x": v1.saved_model.build_tensor_info(x),
                "word": v1.saved_model.build_tensor_info(word),
                "scores": v1.saved_model.build_tensor_info(scores),
            },
            outputs={
                "y": v1.saved_model.build_tensor_info(y),
                "ids": v1.saved_model.build_tensor_info(ids),
                "total": v1.saved_model.build_tensor_info(total),
            },
            method_name="tensorflow/serving/predict",
        )
        sess.run([v1.global_variables_initializer(), v1.local_variables_initializer()])
        options = dict(
            signature_def_map={"serving_default": signature},
            assets_list=v1.get_collection(v1.GraphKeys.ASSET_FILEPATHS),
            init_op=tf.group(v1.tables_initializer(), v1.variables_initializer([seen])),
        )
        if tag == "train":
            options["train_op"] = tf.group(steps.assign_add(1), seen.assign_add(tf.reduce_sum(y)))
        if first:
            builder.add_meta_graph_and_variables(
                sess, [tag], strip_default_attrs=True, **options
            )
        else:
            builder.add_meta_graph([tag], **options)


def main(root):
    os.chdir(root)  # the path of the asset is in the graph
    for name, write in {
        "objects": objects,
        "session": lambda directory: session(directory, False),
        "session_text": lambda directory: session(directory, True),
    }.items():
        directory = pathlib.Path(name)
        shutil.rmtree(directory, ignore_errors=True)
        write(directory)
        (directory / "variables" / "checkpoint").unlink(missing_ok=True)


main(pathlib.Path(sys.argv[1]))
