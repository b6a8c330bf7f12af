"""Files that must be refused: real ones that hold what cannot be exported, and damaged ones."""

import shutil
import warnings
import zipfile

import h5py
import keras
import tensorflow as tf
import tf_keras


@keras.saving.register_keras_serializable("my_package")
class Wobble(keras.layers.Layer):
    def call(self, x):
        return x + keras.ops.sin(x)


@keras.saving.register_keras_serializable("my_package")
class Twist(keras.layers.Layer):
    def call(self, x):
        return -x


@keras.saving.register_keras_serializable("my_package")
def bent(x):
    return x * keras.ops.abs(x)


@tf_keras.saving.register_keras_serializable("my_package")
class OldWobble(tf_keras.layers.Layer):
    def call(self, x):
        return x * 2.0


@keras.saving.register_keras_serializable("my_package")
class Subclassed(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.dense = keras.layers.Dense(2)

    def call(self, x):
        return self.dense(x)


def function(source):
    """A lambda whose bytecode, which goes into the file, does not name the folder it was made in."""
    return eval(compile(source, "refused.py", "eval"))


def lambdas(k):
    x = k.Input((4,), name="x")
    y = k.layers.Lambda(function("lambda t: t * 2.0"), name="double")(x)
    y = k.layers.Dense(2, name="dense")(y)
    return k.Model(x, k.layers.Lambda(function("lambda t: t + 1.0"), name="increment")(y))


def unknown_layers():
    """Three places, one of them in a nested model, between layers that are fine."""
    L = keras.layers
    inner_in = keras.Input((4,), name="inner_in")
    inner = keras.Model(inner_in, Twist(name="twist")(L.Dense(4, name="dense")(inner_in)), name="inner")
    x = keras.Input((4,), name="x")
    y = Wobble(name="wobble_1")(L.Dense(4, name="first")(x))
    return keras.Model(x, Wobble(name="wobble_2")(inner(y)), name="outer")


def unknown_layers_keras2():
    x = tf_keras.Input((4,), name="x")
    y = OldWobble(name="wobble_1")(tf_keras.layers.Dense(4, name="first")(x))
    return tf_keras.Model(x, OldWobble(name="wobble_2")(y), name="outer")


def unknown_operations():
    """Two that no graph is made of, between some that are fine."""
    x = keras.Input((3, 3), name="x")
    y = keras.ops.sinc(x + 1.0)
    return keras.Model(x, keras.ops.relu(keras.ops.det(y)), name="outer")


def unknown_operations_keras2():
    x = tf_keras.Input((3, 3), name="x")
    y = tf.math.bessel_i0(x + 1.0)
    return tf_keras.Model(x, tf.nn.relu(tf.linalg.det(y)), name="outer")


def incomplete_functions_keras2():
    """Keras 2 loses arguments of these, and cannot read its own file."""
    x = tf_keras.Input((3, 3), name="x")
    y = tf.einsum("bij,bjk->bik", x, x)
    return tf_keras.Model(x, tf.cast(y == 0.0, tf.float32) + tf.cast(y != 1.0, tf.float32), name="outer")


def unknown_activation():
    x = keras.Input((4,), name="x")
    y = keras.layers.Dense(3, activation=bent, name="dense")(x)
    return keras.Model(x, keras.layers.Activation(bent, name="activation")(y))


def subclassed():
    model = Subclassed(name="subclassed")
    model(keras.ops.zeros((1, 3)))
    return model


def unbuilt():
    return keras.Sequential([keras.layers.Dense(3), keras.layers.Dense(2)], name="unbuilt")


def quantized(mode):
    x = keras.Input((4,), name="x")
    model = keras.Model(x, keras.layers.Dense(3, name="dense")(x))
    model.quantize(mode)
    return model


def convolution():
    x = tf_keras.Input((4, 4, 1), name="x")
    return tf_keras.Model(x, tf_keras.layers.Conv2D(2, 2, name="conv")(x))


def state_backend(h5, backend):
    h5.attrs["backend"] = h5["model_weights"].attrs["backend"] = backend


def sound(k):
    """A model with nothing wrong, for the damage below."""
    k.utils.set_random_seed(1)
    x = k.Input((4,), name="x")
    y = k.layers.Dense(3, name="first")(x)
    y = k.layers.BatchNormalization(name="norm")(y)
    return k.Model(x, k.layers.Dense(2, name="second")(y), name="sound")


def replace(group, name, values):
    del group[name]
    group[name] = values


def reshape_weights(h5, paths):
    for path in paths:
        values = h5[path][()]
        replace(h5, path, values.reshape(values.shape[::-1]) if values.ndim > 1 else values[:-1])


def edit_h5(source, target, edit):
    if source != target:
        shutil.copy(source, target)
    with h5py.File(target, "r+") as h5:
        edit(h5)


def edit_keras(source, target, edit):
    """Edits the weights file inside a .keras archive."""
    weights = target.with_suffix(".tmp")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if name == "model.weights.h5":
                weights.write_bytes(old.read(name))
                with h5py.File(weights, "r+") as h5:
                    edit(h5)
                new.write(weights, name)
                weights.unlink()
            else:
                new.writestr(name, old.read(name))


def write_all(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, model, kinds in [
            ("lambda", lambdas(keras), ("keras", "h5")),
            ("lambda_keras2", lambdas(tf_keras), ("h5",)),
            ("unknown_layers", unknown_layers(), ("keras", "h5")),
            ("unknown_layers_keras2", unknown_layers_keras2(), ("keras", "h5")),
            ("unknown_operations", unknown_operations(), ("keras", "h5")),
            ("unknown_operations_keras2", unknown_operations_keras2(), ("keras", "h5")),
            ("incomplete_functions_keras2", incomplete_functions_keras2(), ("h5",)),
            ("unknown_activation", unknown_activation(), ("keras", "h5")),
            ("subclassed", subclassed(), ("keras",)),
            ("unbuilt_sequential", unbuilt(), ("keras",)),
            ("quantized", quantized("int8"), ("keras", "h5")),
            ("quantized_int4", quantized("int4"), ("keras",)),
            ("quantized_float8", quantized("float8"), ("keras",)),
            ("theano", convolution(), ("h5",)),
            ("sound", sound(keras), ("keras", "h5", "weights.h5")),
            ("sound_keras2", sound(tf_keras), ("h5",)),
        ]:
            for kind in kinds:
                path = folder / f"{name}.{kind}"
                model.save_weights(path) if kind == "weights.h5" else model.save(path)

    edit_h5(folder / "theano.h5", folder / "theano.h5", lambda h5: state_backend(h5, "theano"))
    weights = "model_weights"
    edit_h5(
        folder / "sound.h5",
        folder / "wrong_shapes.h5",
        lambda h5: reshape_weights(h5[weights], ["first/first/kernel", "second/second/bias"]),
    )
    edit_h5(
        folder / "sound_keras2.h5",
        folder / "wrong_shapes_keras2.h5",
        lambda h5: reshape_weights(h5[weights], ["first/first/kernel:0", "norm/norm/beta:0"]),
    )
    edit_keras(
        folder / "sound.keras",
        folder / "wrong_shapes.keras",
        lambda h5: reshape_weights(h5, ["layers/dense/vars/0", "layers/dense_1/vars/1"]),
    )

    def drop_datasets(h5):
        del h5[weights]["first/first/bias"]
        del h5[weights]["norm/norm/moving_mean"]

    def drop_layer(h5):
        del h5[weights]["second"]
        layers = h5[weights].attrs["layer_names"]
        h5[weights].attrs["layer_names"] = [name for name in layers if name not in ("second", b"second")]

    def drop_variables(h5):
        del h5["layers/dense/vars/1"]
        del h5["layers/batch_normalization/vars/3"]

    edit_h5(folder / "sound.h5", folder / "missing_datasets.h5", drop_datasets)
    edit_h5(folder / "sound.h5", folder / "missing_layer.h5", drop_layer)
    edit_keras(folder / "sound.keras", folder / "missing_variables.keras", drop_variables)
