"""The two generations of Keras behind one face, so that a case is written once."""

import keras
import numpy
import tensorflow
import tf_keras
from keras.src.activations import ALL_OBJECTS

from cases import KERAS_2, KERAS_3

NOT_UNARY = {"threshold"}  # has no defaults for its arguments, so no file can name it alone
NOT_FUNCTIONS = {"deserialize", "get", "serialize"}


class Keras:
    """One generation: its modules under the names both have, and what differs under one name."""

    def __init__(self, writer):
        self.writer = writer
        self.is_3 = writer == KERAS_3
        self.module = keras if self.is_3 else tf_keras
        self.numpy = numpy

    def __getattr__(self, name):  # Input, Model, Sequential, layers, losses, …
        return getattr(self.module, name)

    @property
    def version(self):
        return self.module.__version__

    @staticmethod
    def batch_shape(shape):
        return {"batch_shape": shape}

    def start(self, seed):
        (keras.utils if self.is_3 else tf_keras.backend).clear_session()
        self.module.utils.set_random_seed(seed)

    def assert_all_activations(self, names):
        known = (
            {f.__name__ for f in ALL_OBJECTS}
            if self.is_3
            else {n for n in vars(tf_keras.activations) if not n.startswith("_")}
        )
        missing = known - set(names) - NOT_UNARY - NOT_FUNCTIONS
        assert not missing, f"activations that no case tries: {missing}"

    def input_names(self, model):
        if self.is_3:
            return [tensor._keras_history.operation.name for tensor in model.inputs]
        return list(model.input_names)

    def output_names(self, model):
        """Keras' names; Keras 3 leaves equal ones equal, a signature counts them as Keras 2 does."""
        if not self.is_3:
            return list(model.output_names)
        names = []
        for tensor in model.outputs:
            name = unique = tensor._keras_history.operation.name
            count = 1
            while unique in names:
                unique = f"{name}_{count}"
                count += 1
            names.append(unique)
        return names

    def variables(self, model):
        """(name, variable) of everything a file holds, without the optimizer's and the seeds'."""
        for variable in model.weights:
            if not hasattr(variable, "assign"):
                continue  # a table of Keras 2
            path = variable.path if self.is_3 else variable.name.removesuffix(":0")
            yield path.rsplit("/", 1)[-1], variable

    def input_structure(self, model):
        """The model's inputs in the structure that predict() takes."""
        return model.input if not (self.is_3 and isinstance(model, keras.Sequential)) else model.inputs[0]

    @staticmethod
    def give_plain_names(model):
        """TensorFlow allows few characters in scopes, so Keras 3 can't run odd names on it; it can on
        other backends, and writes the same files for all."""
        for i, layer in enumerate(model.layers):
            layer.name = f"layer_{i}"

    def flatten(self, structure):
        return keras.tree.flatten(structure) if self.is_3 else tensorflow.nest.flatten(structure)

    def pack(self, structure, flat):
        tree = keras.tree if self.is_3 else tensorflow.nest
        return tree.pack_sequence_as(structure, flat)


ALL = {writer: Keras(writer) for writer in (KERAS_3, KERAS_2)}
