"""Training steps as Keras does them: the weights after one, two and three steps.

One small model for each generation, compiled with every optimizer; `training.json` holds, for each
case, what it was compiled with, and `training.npz` the batches, the weights after each step, and what
the model predicts for the first batch after the last one.
"""

import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf
import tf_keras

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "fixtures" / "training"
STEPS = 3


def build(k):
    L = k.layers
    x = k.Input((4,), name="x")
    y = L.Dense(5, activation="tanh", kernel_regularizer=k.regularizers.L2(0.02), name="hidden")(x)
    y = L.BatchNormalization(momentum=0.8, name="norm")(y)
    y = L.Dense(
        3,
        kernel_constraint=k.constraints.MaxNorm(0.9),
        bias_constraint=k.constraints.NonNeg(),
        name="y",
    )(y)
    return k.Model(x, y, name="trained")


def schedules(k):
    s = k.optimizers.schedules
    return {
        "exponential": s.ExponentialDecay(0.1, 2, 0.5),
        "exponential_staircase": s.ExponentialDecay(0.1, 2, 0.5, staircase=True),
        "inverse_time": s.InverseTimeDecay(0.1, 2, 0.5),
        "polynomial": s.PolynomialDecay(0.1, 2, 0.01, power=2.0),
        "polynomial_cycle": s.PolynomialDecay(0.1, 1, 0.01, power=0.5, cycle=True),
        "cosine": s.CosineDecay(0.1, 4, alpha=0.1),
        "cosine_warmup": s.CosineDecay(0.01, 4, warmup_target=0.2, warmup_steps=2),
        "cosine_restarts": s.CosineDecayRestarts(0.1, 1, t_mul=1.5, m_mul=0.7, alpha=0.1),
        "cosine_restarts_even": s.CosineDecayRestarts(0.1, 2, t_mul=1.0, m_mul=0.5),
        "piecewise": s.PiecewiseConstantDecay([0, 1], [0.1, 0.03, 0.01]),
    }


def current(k):
    """Optimizers of Keras 3, and of Keras 2 from 2.11 on."""
    o = k.optimizers
    cases = {
        "sgd": o.SGD(0.1),
        "sgd_momentum": o.SGD(0.1, momentum=0.9),
        "sgd_nesterov": o.SGD(0.1, momentum=0.9, nesterov=True, weight_decay=0.05),
        "sgd_clipnorm": o.SGD(0.1, clipnorm=0.05),
        "sgd_global_clipnorm": o.SGD(0.1, global_clipnorm=0.05),
        "sgd_clipvalue": o.SGD(0.1, clipvalue=0.01),
        "sgd_ema": o.SGD(0.1, use_ema=True, ema_momentum=0.7),
        "adam": o.Adam(0.05),
        "adam_amsgrad": o.Adam(0.05, beta_1=0.8, beta_2=0.9, epsilon=1e-3, amsgrad=True),
        "adamw": o.AdamW(0.05, weight_decay=0.1),
        "rmsprop": o.RMSprop(0.05, epsilon=0.01),
        "rmsprop_momentum": o.RMSprop(0.05, rho=0.8, momentum=0.9, epsilon=0.01),
        "rmsprop_centered": o.RMSprop(0.05, rho=0.8, momentum=0.5, epsilon=0.01, centered=True),
        "adagrad": o.Adagrad(0.1, epsilon=0.01),
        "adadelta": o.Adadelta(1.0, rho=0.9, epsilon=0.01),
        "adamax": o.Adamax(0.05),
        "nadam": o.Nadam(0.05),
        "ftrl": o.Ftrl(
            0.1,
            l1_regularization_strength=0.001,
            l2_regularization_strength=0.01,
            l2_shrinkage_regularization_strength=0.01,
            beta=0.1,
        ),
        "lion": o.Lion(0.01),
        "adafactor": o.Adafactor(0.1),
    }
    for name, schedule in schedules(k).items():
        cases["sgd_" + name] = o.SGD(schedule)
    return cases


def keras3():
    o = keras.optimizers
    return {
        **current(keras),
        "sgd_ema_overwrite": o.SGD(0.1, use_ema=True, ema_momentum=0.7, ema_overwrite_frequency=2),
        "sgd_accumulation": o.SGD(0.1, momentum=0.9, gradient_accumulation_steps=2),
        "sgd_loss_scale": o.SGD(0.1, loss_scale_factor=8.0),
        "lamb": o.Lamb(0.05),
        "muon": o.Muon(0.05),
        "muon_excluded": o.Muon(0.05, exclude_layers=["^hid.*/k"], rms_rate=None),
        "schedule_free": o.ScheduleFreeAdamW(0.05),
        "schedule_free_warmup": o.ScheduleFreeAdamW(0.05, warmup_steps=2, weight_decay=0.1),
    }


def legacy():
    o = tf_keras.optimizers.legacy
    return {
        "legacy_sgd": o.SGD(0.1, decay=0.5),
        "legacy_sgd_momentum": o.SGD(0.1, momentum=0.9),
        "legacy_sgd_nesterov": o.SGD(0.1, momentum=0.9, nesterov=True, clipnorm=0.05),
        "legacy_adam": o.Adam(0.05),
        "legacy_adam_amsgrad": o.Adam(0.05, amsgrad=True, decay=0.1),
        "legacy_rmsprop": o.RMSprop(0.05, epsilon=0.01),
        "legacy_rmsprop_centered": o.RMSprop(0.05, epsilon=0.01, centered=True),
        "legacy_rmsprop_momentum": o.RMSprop(0.05, momentum=0.9, epsilon=0.01),
        "legacy_rmsprop_both": o.RMSprop(0.05, momentum=0.9, epsilon=0.01, centered=True),
        "legacy_adagrad": o.Adagrad(0.1, epsilon=0.01),
        "legacy_adadelta": o.Adadelta(1.0, rho=0.9, epsilon=0.01),
        "legacy_adamax": o.Adamax(0.05),
        "legacy_nadam": o.Nadam(0.05),
        "legacy_ftrl": o.Ftrl(0.1, l1_regularization_strength=0.001, beta=0.1),
        "legacy_ftrl_shrinkage": o.Ftrl(0.1, l2_shrinkage_regularization_strength=0.01),
    }


def train_family():
    """Optimizers of tf.compat.v1.train with the arguments of their constructors."""
    return {
        "GradientDescentOptimizer": {"learning_rate": 0.1},
        "ProximalGradientDescentOptimizer": {
            "learning_rate": 0.1,
            "l1_regularization_strength": 0.01,
            "l2_regularization_strength": 0.02,
        },
        "MomentumOptimizer": {"learning_rate": 0.1, "momentum": 0.8, "use_nesterov": True},
        "AdamOptimizer": {"learning_rate": 0.05},
        "RMSPropOptimizer": {"learning_rate": 0.05, "momentum": 0.5},
        "AdagradOptimizer": {"learning_rate": 0.1},
        "ProximalAdagradOptimizer": {"learning_rate": 0.1, "l1_regularization_strength": 0.01},
        "AdagradDAOptimizer": {"learning_rate": 0.1, "l2_regularization_strength": 0.01},
        "AdadeltaOptimizer": {"learning_rate": 1.0, "rho": 0.9, "epsilon": 0.01},
        "FtrlOptimizer": {"learning_rate": 0.1, "l1_regularization_strength": 0.001},
    }


def name_of(variable):
    return getattr(variable, "path", variable.name).split(":")[0]


def values(model):
    return {name_of(v): np.array(v) for v in model.weights}


def record(case, compiled, run, base, predict, batches, arrays, cases):
    """Runs the steps from the base weights; keeps the weights after each, and a prediction."""
    cases[case] = compiled
    for step, (x, y) in enumerate(batches, start=1):
        arrays[f"{case}/{step}/loss"] = np.array(run(x, y), "float32")
        for name, value in base().items():
            arrays[f"{case}/{step}/{name}"] = value
    arrays[f"{case}/prediction"] = predict(batches[0][0])


def with_keras(k, optimizers, base_file, batches, arrays, cases):
    for case, optimizer in optimizers.items():
        model = k.models.load_model(base_file, compile=False)
        # tf_keras counts in Python how often Nadam's product was updated, which goes wrong in graphs.
        eager = k is tf_keras and case == "nadam"
        model.compile(optimizer, "mse", run_eagerly=eager)
        # Built while Keras traces the first step, the slots would start from zeros, not from the weights.
        if case.startswith("schedule_free"):
            optimizer.build(model.trainable_variables)
        generation = "keras3" if k is keras else "keras2"
        config = json.loads(
            json.dumps(
                k.saving.serialize_keras_object(optimizer)
                if k is keras
                else tf_keras.optimizers.serialize(optimizer),
                default=float,
            )
        )
        record(
            f"{generation}_{case}",
            {"generation": generation, "optimizer": config},
            lambda x, y, model=model: model.train_on_batch(x, y),
            lambda model=model: values(model),
            lambda x, model=model: model.predict_on_batch(x),
            batches,
            arrays,
            cases,
        )


def with_train_family(base_file, batches, arrays, cases):
    """Steps by the original optimizers in a graph, without constraints, which they do not know."""
    for name, settings in train_family().items():
        with tf.Graph().as_default():
            model = tf_keras.models.load_model(base_file, compile=False)
            x, y = tf.compat.v1.placeholder("float32", (None, 4)), tf.compat.v1.placeholder(
                "float32", (None, 3)
            )
            of_own_input = len(model.updates)
            loss = tf.reduce_mean(tf_keras.losses.mse(y, model(x, training=True)))
            loss += tf.add_n(model.losses)
            arguments = dict(settings)
            if name == "AdagradDAOptimizer":
                arguments["global_step"] = tf.compat.v1.train.get_or_create_global_step()
            optimizer = getattr(tf.compat.v1.train, name)(**arguments)
            counter = tf.compat.v1.train.get_or_create_global_step()
            update = [optimizer.minimize(loss, global_step=counter), *model.updates[of_own_input:]]
            prediction = model(x, training=False)
            with tf.compat.v1.Session() as session:
                session.run(tf.compat.v1.global_variables_initializer())
                for variable, value in zip(model.weights, BASE_VALUES):
                    variable.load(value, session)
                record(
                    "train_" + name,
                    {"generation": "keras2", "optimizer": {"class_name": name, "config": settings}},
                    lambda bx, by: session.run([loss, update], {x: bx, y: by})[0],
                    lambda: {name_of(v): session.run(v) for v in model.weights},
                    lambda bx: session.run(prediction, {x: bx}),
                    batches,
                    arrays,
                    cases,
                )


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(11)
    batches = [
        (random.normal(size=(6, 4)).astype("float32"), random.normal(size=(6, 3)).astype("float32"))
        for _ in range(STEPS)
    ]
    arrays, cases = {}, {}
    for step, (x, y) in enumerate(batches, start=1):
        arrays[f"batch/{step}/x"], arrays[f"batch/{step}/y"] = x, y
    global BASE_VALUES
    for k, file in ((keras, "base.keras"), (tf_keras, "base.h5")):
        k.utils.set_random_seed(5)
        model = build(k)
        BASE_VALUES = [
            (np.abs(random.normal(size=w.shape)) + 0.2 if "variance" in name_of(w) else random.normal(size=w.shape) * 0.4).astype("float32")
            for w in model.weights
        ]
        model.set_weights(BASE_VALUES)
        model.save(OUT / file)
        if k is tf_keras:
            free = OUT / "unconstrained.h5"
            model.get_layer("y").kernel_constraint = None
            model.get_layer("y").bias_constraint = None
            model.save(free)
    with_keras(keras, keras3(), OUT / "base.keras", batches, arrays, cases)
    with_keras(tf_keras, {**current(tf_keras), **legacy()}, OUT / "base.h5", batches, arrays, cases)
    with_train_family(OUT / "unconstrained.h5", batches, arrays, cases)
    np.savez_compressed(OUT / "training.npz", **arrays)
    (OUT / "training.json").write_text(json.dumps(cases, indent=1, sort_keys=True) + "\n")


main()
