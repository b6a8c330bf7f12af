"""Bare operations: those of Keras 3, and the TensorFlow functions that Keras 2 calls."""

import numpy as np
import tensorflow as tf
from tf_keras.src.layers.core.tf_op_layer import TFOpLambda

from cases import KERAS_2, KERAS_3, case


@case(writers=(KERAS_3,))
def operations_of_two(k):
    """Arithmetic and comparisons: tensors and constants on either side, and types that differ."""
    o = k.ops
    a = k.Input((4,), name="a")
    b = k.Input((4,), name="b")
    n = k.Input((4,), dtype="int32", name="n")
    u = k.Input((4,), dtype="uint8", name="u")
    positive = o.exp(b)
    both = o.logical_and(a > b, o.less_equal(a, 1.0))
    either = o.logical_or(o.equal(n, 7), o.logical_not(a >= 0.0))
    return k.Model(
        [a, b, n, u],
        [
            a + b,
            2.0 * a,
            a - 1,
            1.0 - a,
            a / positive,
            1.0 / positive,
            a * n,
            n + 1,
            n / 2,
            n * 0.5,
            n // 7,
            n % 7,
            a % 2.0,
            a // positive,
            positive**2,
            o.power(positive, b),
            o.divide(a, positive),
            o.divide_no_nan(a, a * 0.0),
            o.maximum(a, b),
            o.minimum(a, 0.3),
            o.arctan2(a, b),
            o.logaddexp(a, b),
            o.where(both, a, b),
            o.where(either, a, 0.0),
            o.where(o.not_equal(a, b), a, 1),
            o.where(o.less(a, b), 1.0, b),
            o.where(o.logical_xor(a > 0.0, b > 0.0), 1.0, 2.0),
            o.add(o.cast(a, "float16"), o.cast(b, "float16")),
            n + u,
            u + 3,
            a * np.array([1.0, 2.0, 3.0, 4.0], "float32"),
            n + np.array([[1], [2]], "int64"),
            o.subtract(np.array([0.5, 1.5, 2.5, 3.5], "float32"), a),
            a + b[:, None],
        ],
    )


@case(writers=(KERAS_3,))
def operations_of_one(k):
    """Functions and activations of one tensor."""
    o = k.ops
    a = k.Input((6,), name="a")
    n = k.Input((6,), dtype="int32", name="n")
    positive = o.exp(a)
    inside = o.tanh(a)
    functions = [o.sign, o.square, o.sin, o.cos, o.tan, o.sinh, o.cosh, o.arctan, o.arcsinh, o.erf, o.erfc]
    functions += [o.expm1, o.exp2, o.floor, o.ceil, o.round, o.copy, o.stop_gradient]
    functions += [o.relu, o.sigmoid, o.silu, o.selu, o.elu, o.softplus, o.softsign, o.log_sigmoid, o.tanh_shrink]
    functions += [o.hard_sigmoid, o.hard_silu, o.hard_tanh, o.sparse_plus, o.sparse_sigmoid, o.gelu, o.celu, o.glu]
    functions += [o.hard_shrink, o.soft_shrink, o.squareplus, o.softmax, o.log_softmax]
    ofpositive = [o.sqrt, o.rsqrt, o.log, o.log1p, o.log2, o.log10, o.reciprocal]
    flags = [o.isnan(a), o.isinf(a), o.isfinite(a)]
    return k.Model(
        [a, n],
        [f(a) for f in functions]
        + [f(positive) for f in ofpositive]
        + [f(inside) for f in (o.arcsin, o.arccos, o.arctanh)]
        + [o.cast(flag, "float32") for flag in flags]
        + [
            -a,
            abs(a),
            o.arccosh(positive + 1.0),
            o.round(a, 2),
            o.clip(a, -0.5, 0.5),
            o.clip(n, 10, 20),
            o.cast(n, "float32"),
            o.sqrt(n),
            abs(n),
            o.relu6(a * 5.0),
            o.threshold(a, 0.5, -1.0),
            o.gelu(a, approximate=False),
            o.leaky_relu(a, 0.1),
            o.elu(a, 0.5),
            o.celu(a, 2.0),
            o.hard_shrink(a, 0.8),
            o.soft_shrink(a, 0.2),
            o.squareplus(a, 2.0),
        ],
    )


@case(writers=(KERAS_3,))
def operations_of_shape(k):
    """Reductions, and operations that arrange elements anew."""
    o = k.ops
    a = k.Input((4,), name="a")
    c = k.Input((6, 3), name="c")
    one, two, three = o.split(c, 3, axis=1)
    mean, variance = o.moments(c, axes=[1], keepdims=True)
    return k.Model(
        [a, c],
        [
            o.mean(c, axis=1),
            o.mean(c),
            o.mean(o.cast(c, "float16"), axis=1),
            o.sum(c, axis=[1, 2], keepdims=True),
            o.sum(c > 0.0, axis=1),
            o.prod(c, axis=-1),
            o.max(c, axis=-1),
            o.max(c, axis=-1, initial=0.5),
            o.min(c, axis=1, keepdims=True),
            o.amax(c, axis=1),
            o.amin(c, axis=1),
            o.var(c, axis=1),
            o.std(c, axis=-1),
            mean + variance,
            o.average(c, axis=1),
            o.average(c, axis=1, weights=o.exp(c)),
            o.logsumexp(c, axis=1),
            o.norm(c, axis=-1),
            o.norm(c, ord=1, axis=1, keepdims=True),
            o.norm(c, ord="fro", axis=(1, 2)),
            o.norm(c, ord=3, axis=1),
            o.normalize(c),
            o.normalize(c, axis=1, order=3),
            o.count_nonzero(o.relu(c), axis=1),
            o.cast(o.any(c > 1.0, axis=-1), "float32"),
            o.cast(o.all(c > -1.0, axis=-1), "float32"),
            o.argmax(c, axis=1),
            o.argmin(c, axis=-1, keepdims=True),
            o.cumsum(c, axis=1),
            o.cumprod(c, axis=-1),
            o.softmax(c, axis=1),
            o.log_softmax(c, axis=1),
            o.concatenate([c, c * 2.0], axis=1),
            o.concatenate([a, a], axis=-1),
            o.stack([a, a], axis=1),
            o.hstack([a, a]),
            o.vstack([a, a]),
            o.append(a, a, axis=1),
            two,
            one + three,
            o.split(c, [1, 4], axis=1)[1],
            o.unstack(c, axis=2)[1],
            o.reshape(c, (-1, 18)),
            o.ravel(a),
            o.transpose(c, (0, 2, 1)),
            o.transpose(a),
            o.swapaxes(c, 1, 2),
            o.moveaxis(c, 2, 1),
            o.squeeze(o.expand_dims(a, 1), 1),
            o.expand_dims(a, (1, -1)),
            o.broadcast_to(a[:, None], (2, 3, 4)),
            o.tile(a, (1, 2)),
            o.tile(a, 2),
            o.repeat(c, 2, axis=1),
            o.repeat(c, [1, 0, 2], axis=2),
            o.flip(c, axis=1),
            o.roll(c, 2, axis=1),
            o.pad(c, ((0, 0), (1, 2), (0, 1))),
            o.pad(c, ((0, 0), (1, 0), (0, 0)), constant_values=0.5),
            o.pad(c, ((0, 0), (1, 2), (1, 1)), mode="reflect"),
            o.tril(c),
            o.triu(c, 1),
            o.tril(c, -1),
            c[:, 1:3, :],
            c[:, -1],
            c[..., 0],
            c[:, None, ::2],
            c[:, ::-1],
        ],
    )


@case(writers=(KERAS_3,))
def operations_of_choice(k):
    """Products, indices, images, and tensors like others."""
    o = k.ops
    a = k.Input((4,), name="a")
    c = k.Input((3, 4), name="c")
    n = k.Input((4,), dtype="int32", name="n")
    image = k.Input((4, 6, 4), name="image")
    values, indices = o.top_k(c, 2)
    third = n % 3
    heads = o.reshape(c, (-1, 3, 2, 2))
    return k.Model(
        [a, c, n, image],
        [
            o.dot_product_attention(heads, heads * 0.5, heads),
            o.dot_product_attention(heads, heads, heads, bias=o.ones((1, 3, 3)), scale=0.3, is_causal=True),
            o.dot_product_attention(heads, heads, heads, mask=c[:, None, :, :3] > 0.0),
            o.layer_normalization(c),
            o.layer_normalization(c, np.arange(1.0, 5.0, dtype="float32"), np.ones(4, "float32"), epsilon=0.1),
            o.rms_normalization(c),
            o.rms_normalization(c, np.arange(1.0, 5.0, dtype="float32"), axis=-1, epsilon=0.1),
            o.slice_update(c, (0, 1, 1), c[:, :2, :2] * 2.0),
            o.full((2, 2, 4), a),
            o.trunc(a * 3.0),
            o.fabs(a),
            o.cbrt(a),
            o.deg2rad(a),
            o.rad2deg(a),
            o.hypot(a, 2.0 * a + 1.0),
            o.cast(o.isclose(a, a + 1e-6), "float32"),
            o.sparsemax(c),
            o.ptp(c, axis=1),
            o.fliplr(c),
            o.flipud(c),
            o.diff(c, axis=1),
            o.diff(c, n=2),
            o.convert_to_tensor(a),
            o.bitwise_and(n, third),
            o.bitwise_or(n, third),
            o.bitwise_xor(n, third),
            o.max_pool(image, 2),
            o.max_pool(image, 3, strides=1, padding="same"),
            o.average_pool(image, (2, 3), strides=(1, 2)),
            o.image.rgb_to_grayscale(image[..., :3]),
            c @ o.transpose(c, (0, 2, 1)),
            o.matmul(c, o.reshape(c, (-1, 4, 3))),
            o.matmul(c, np.arange(8, dtype="float32").reshape(4, 2)),
            o.matmul(c, np.array([1.0, 2.0, 3.0, 4.0], "float32")),
            o.dot(c, np.ones((4, 2), "float32")),
            o.tensordot(c, np.ones((3, 4, 2), "float32"), axes=2),
            o.tensordot(c, np.ones((2, 3), "float32"), axes=[[1], [1]]),
            o.outer(a, np.array([1.0, 2.0], "float32")),
            o.einsum("bij,bkj->bik", c, c),
            o.einsum("bij->bji", c),
            o.einsum("...j,jk", c, np.ones((4, 3), "float32")),
            o.einsum("bi,bji,bki->bjk", a, c, c),
            values,
            indices,
            o.sort(c, axis=1),
            o.argsort(c, axis=-1),
            o.take(c, [0, -1], axis=1),
            o.take(c, third, axis=1),
            o.take_along_axis(c, third[:, None, :], axis=1),
            o.slice(c, (0, 1, 1), (2, 2, 2)),
            o.one_hot(third, 3),
            o.one_hot(third, 3, axis=1, dtype="int32"),
            o.zeros_like(c) + o.ones_like(c, dtype="float32"),
            o.full_like(c, 2.5),
            o.image.resize(image, (7, 5)),
            o.image.resize(image, (2, 3), interpolation="nearest"),
            o.image.resize(image, (7, 5), interpolation="bicubic"),
            o.depth_to_space(image, 2),
            o.space_to_depth(image, 2),
        ],
    )


@case(writers=(KERAS_3,))
def operations_of_unknown_sizes(k):
    """Operations where sizes besides the batch are known only when the graph runs."""
    o = k.ops
    c = k.Input((None, 4), name="c")
    image = k.Input((None, None, 3), name="image")
    return k.Model(
        [c, image],
        [
            o.repeat(c, 3, axis=1),
            o.tile(c, (1, 2, 1)),
            o.softmax(c, axis=1),
            o.flip(c, axis=1),
            o.cumsum(c, axis=1),
            o.take(c, [-1], axis=1),
            o.full_like(c, 2.0),
            o.mean(image, axis=(1, 2)),
            o.reshape(image, (2, -1, 3)),
            o.pad(c, ((0, 0), (1, 1), (0, 0))),
            o.sort(c, axis=1),
            o.argmax(c, axis=1),
            o.einsum("bij,bkj->bik", c, c),
            image[:, 1:-1, ::2],
        ],
    )


@case(writers=(KERAS_3,))
def layers_and_operations(k):
    """The names that are both: each as a layer and as an operation."""
    o = k.ops
    L = k.layers
    a = k.Input((4,), name="a")
    b = k.Input((4,), name="b")
    c = k.Input((3, 4), name="c")
    return k.Model(
        [a, b, c],
        [
            L.Add()([a, b]),
            o.add(a, b),
            L.Average()([a, b]),
            o.average(c, axis=1),
            L.Concatenate()([a, b]),
            o.concatenate([a, b], axis=1),
            L.Maximum()([a, b]),
            o.maximum(a, b),
            L.Minimum()([a, b]),
            o.minimum(a, b),
            L.Multiply()([a, b]),
            o.multiply(a, b),
            L.Reshape((4, 3))(c),
            o.reshape(c, (-1, 4, 3)),
            L.Softmax()(c),
            o.softmax(c),
            L.Subtract()([a, b]),
            o.subtract(a, b),
            L.Dot(axes=1)([a, b]),
            o.dot(c, np.ones((4, 2), "float32")),
        ],
    )


# ---------------------------------------------------------------------------------------- Keras 2


@case(writers=(KERAS_2,), kinds=("keras",))
def functions_in_archive(k):
    """The ways in which arguments of TensorFlow's functions stand in the newer format."""
    a = k.Input((4,), name="a")
    c = k.Input((3, 4), name="c")
    return k.Model(
        [a, c],
        [
            2.0 - a,
            a * np.array([1.0, 2.0, 3.0, 4.0], "float32"),
            tf.concat([a, tf.nn.relu(a)], axis=-1),
            tf.reshape(c, [tf.shape(c)[0], -1]),
            tf.where(a > 0.5, a, 1.0),
            tf.cast(tf.argmax(c, axis=1), tf.float32),
            c[:, 1:, 0],
            c[:, None, -1],
        ],
    )


@case(writers=(KERAS_2,), kinds=("h5",))
def functions_of_two(k):
    """TensorFlow's arithmetic, comparisons and products: tensors and constants on either side."""
    a = k.Input((4,), name="a")
    b = k.Input((4,), name="b")
    n = k.Input((4,), dtype="int32", name="n")
    c = k.Input((3, 4), name="c")
    positive = tf.exp(b)
    both = (a > b) & (a <= 1.0)
    either = (n >= 7) | ~(a < 0.0)
    return k.Model(
        [a, b, n, c],
        [
            a + b,
            2.0 * a,
            1 - a,
            a / positive,
            n / 2,
            n // 7,
            n % 7,
            a**2,
            tf.divide(a, positive),
            tf.compat.v1.div(a, positive),
            tf.realdiv(a, positive),
            TFOpLambda(tf.math.divide)(a, positive),
            TFOpLambda(tf.math.floordiv)(n, 3),
            tf.cast(TFOpLambda(tf.math.logical_xor)(a > 0.0, b > 0.0), tf.float32),
            tf.math.xlogy(a, positive),
            tf.math.multiply_no_nan(a, positive),
            tf.math.scalar_mul(2.0, a),
            tf.math.accumulate_n([a, b]),
            tf.compat.v1.where(a > b, a, b),
            tf.math.divide_no_nan(a, a * 0.0),
            tf.maximum(a, b),
            tf.minimum(a, 0.3),
            tf.math.atan2(a, b),
            tf.math.squared_difference(a, b),
            tf.add_n([a, b, a]),
            tf.where(both, a, b),
            tf.where(either, a, tf.zeros_like(a)),
            tf.where(tf.math.equal(n, 7), 1.0, b),
            tf.where(tf.math.not_equal(n, 7), a, 1.0),
            tf.subtract(tf.constant([0.5, 1.5, 2.5, 3.5]), a),
            a * np.array([1.0, 2.0, 3.0, 4.0], "float32"),
            c @ np.arange(8, dtype="float32").reshape(4, 2),
            tf.matmul(c, c, transpose_b=True),
            tf.matmul(c, c, transpose_a=True),
            tf.tensordot(c, tf.ones((4, 2)), axes=1),
            k.backend.batch_dot(c, c, axes=2),
            k.backend.dot(c, tf.ones((4, 2))),
            tf.nn.bias_add(c, [1.0, 2.0, 3.0, 4.0]),
            tf.concat([a, b], axis=-1),
            tf.concat([a], axis=1),
        ],
    )


@case(writers=(KERAS_2,), kinds=("h5",))
def functions_of_one(k):
    """TensorFlow's functions of one tensor, and those of the Keras backend that lead to them."""
    a = k.Input((6,), name="a")
    n = k.Input((6,), dtype="int32", name="n")
    positive = tf.exp(a)
    functions = [tf.abs, tf.negative, tf.sign, tf.square, tf.math.expm1, tf.math.erf, tf.sin, tf.cos, tf.tan]
    functions += [tf.sinh, tf.cosh, tf.atan, tf.floor, tf.math.ceil, tf.round, tf.identity, tf.stop_gradient]
    functions += [tf.nn.relu, tf.nn.relu6, tf.nn.elu, tf.nn.selu, tf.nn.silu, tf.sigmoid, tf.math.log_sigmoid]
    functions += [tf.tanh, tf.nn.softplus, tf.nn.softsign, tf.nn.softmax, tf.nn.log_softmax, tf.nn.gelu]
    functions += [tf.nn.leaky_relu]
    ofpositive = [tf.sqrt, tf.math.rsqrt, tf.math.log, tf.math.log1p, tf.math.reciprocal]
    flags = [tf.math.is_nan(a), tf.math.is_inf(a), tf.math.is_finite(a), ~(a > 0.0)]
    return k.Model(
        [a, n],
        [f(a) for f in functions]
        + [f(positive) for f in ofpositive]
        + [tf.cast(flag, tf.float32) for flag in flags]
        + [
            tf.cast(n, "float64"),
            tf.clip_by_value(a, -0.5, 0.5),
            tf.nn.gelu(a, approximate=True),
            tf.nn.leaky_relu(a, alpha=0.1),
            tf.nn.softmax(a, axis=0),
            tf.math.l2_normalize(a, axis=-1),
            k.backend.hard_sigmoid(a),
            k.backend.relu(a, max_value=1.5),
            k.backend.clip(a, 0.0, 1.0),
            k.backend.l2_normalize(a, axis=1),
            k.backend.cast(n, "float32"),
            k.backend.square(a),
            k.activations.swish(a),
            k.backend.cast_to_floatx(n),
            tf.convert_to_tensor(a),
            tf.ensure_shape(a, (None, 6)),
            tf.compat.v1.nn.softmax(a),
            tf.asinh(a),
            tf.asin(tf.tanh(a)),
            tf.acos(tf.tanh(a)),
            tf.atanh(tf.tanh(a)),
            tf.acosh(positive + 1.0),
            tf.math.erfc(a),
        ],
    )


@case(writers=(KERAS_2,), kinds=("h5",))
def functions_of_shape(k):
    """TensorFlow's reductions, and functions that arrange elements anew."""
    B = k.backend
    a = k.Input((4,), name="a")
    c = k.Input((6, 3), name="c")
    batch = tf.shape(c)[0]
    one, two, three = tf.split(c, 3, axis=1)
    return k.Model(
        [a, c],
        [
            tf.reduce_mean(c, axis=1),
            a + tf.reduce_mean(c),
            tf.reduce_sum(c, axis=[1, 2], keepdims=True),
            tf.reduce_prod(c, axis=-1),
            tf.reduce_max(c, axis=-1),
            tf.reduce_min(c, axis=1, keepdims=True),
            tf.cast(tf.reduce_any(c > 1.0, axis=-1), tf.float32),
            tf.cast(tf.reduce_all(c > -1.0, axis=-1), tf.float32),
            tf.reduce_logsumexp(c, axis=1),
            tf.math.reduce_variance(c, axis=1),
            tf.math.reduce_std(c, axis=1),
            tf.norm(c, axis=-1),
            tf.norm(c, ord=1, axis=1, keepdims=True),
            tf.argmax(c, axis=1),
            tf.argmin(c, axis=-1, output_type=tf.int32),
            tf.argmax(a),
            tf.cumsum(c, axis=1, exclusive=True),
            tf.math.cumprod(c, axis=-1, reverse=True),
            B.mean(c, axis=1),
            B.sum(c, axis=1, keepdims=True),
            B.var(c, axis=1),
            B.concatenate([c, c], axis=1),
            B.permute_dimensions(c, (0, 2, 1)),
            B.repeat_elements(c, 2, axis=1),
            B.batch_flatten(c),
            tf.stack([a, a], axis=1),
            two,
            one + three,
            tf.split(c, [1, 3, -1], axis=1)[1],
            tf.unstack(c, axis=2)[1],
            tf.reshape(c, (-1, 18)),
            tf.reshape(c, [batch, 18]),
            tf.reshape(c, tf.shape(c)),
            tf.transpose(c, [0, 2, 1]),
            tf.expand_dims(a, -1),
            tf.squeeze(tf.expand_dims(a, 1), axis=1),
            tf.compat.v1.squeeze(tf.expand_dims(a, 1), squeeze_dims=[1]),
            TFOpLambda(tf.squeeze)(tf.expand_dims(a, 1), axis=[1]),
            TFOpLambda(tf.transpose)(c, perm=[0, 2, 1]),
            TFOpLambda(tf.pad)(c, [[0, 0], [1, 2], [0, 1]]),
            TFOpLambda(tf.norm)(c, axis=1),
            tf.math.reduce_euclidean_norm(c, axis=1),
            tf.linalg.matrix_transpose(c),
            tf.broadcast_to(a[:, None], [batch, 3, 4]),
            tf.tile(a, [1, 2]),
            tf.repeat(c, 2, axis=1),
            tf.repeat(c, [1, 0, 2], axis=2),
            tf.reverse(c, [1]),
            tf.roll(c, 2, axis=1),
            tf.roll(c, [1, 2], axis=[2, 1]),
            tf.pad(c, [[0, 0], [1, 2], [0, 1]], constant_values=0.5),
            tf.pad(c, [[0, 0], [1, 2], [1, 1]], mode="REFLECT"),
            tf.linalg.band_part(c, -1, 0),
            c[:, 1:3, :],
            c[:, -1],
            c[..., 0],
            c[:, None, ::2],
            c[:, ::-1],
            c[:, : tf.shape(c)[2]],
            c[:, tf.shape(c)[2] - 1],
        ],
    )


@case(writers=(KERAS_2,), kinds=("h5",))
def functions_of_choice(k):
    """TensorFlow's indices, images, and tensors made of shapes."""
    V1 = tf.compat.v1
    a = k.Input((4,), name="a")
    c = k.Input((3, 4), name="c")
    n = k.Input((4,), dtype="int32", name="n")
    image = k.Input((4, 6, 4), name="image")
    values, indices = tf.math.top_k(c, 2)
    third = n % 3
    batch = tf.shape(a)[0]
    return k.Model(
        [a, c, n, image],
        [
            values,
            indices,
            tf.gather(c, [0, 2], axis=1),
            tf.gather(c, third, axis=1),
            tf.gather(c, third[:, :2], axis=1, batch_dims=1),
            TFOpLambda(tf.gather)(c, third[0], axis=1),
            TFOpLambda(tf.gather_nd)(c, third[:, :2] * 0),
            TFOpLambda(tf.shape)(c),
            a * tf.cast(TFOpLambda(tf.size)(c), tf.float32),
            tf.sort(c, axis=1),
            tf.argsort(c, direction="DESCENDING"),
            tf.gather_nd(c, third[:, :2] * 0),
            V1.gather_nd(c, third[:, :2] * 0),
            tf.slice(c, [0, 1, 1], [-1, 2, 2]),
            tf.one_hot(third, 3),
            tf.one_hot(third, 3, on_value=2.0, off_value=-1.0, axis=1),
            tf.sequence_mask(third, 5, dtype=tf.float32),
            tf.zeros_like(c) + tf.ones_like(c),
            V1.zeros_like(c) + V1.ones_like(c),
            tf.zeros(tf.shape(c)) + tf.ones([batch, 1, 4]),
            tf.fill([batch, 3], 2.5),
            tf.cast(tf.range(tf.shape(c)[2]), tf.float32) + a,
            tf.cast(tf.range(1, tf.shape(c)[2] + 1), tf.float32) + a,
            a * tf.cast(tf.size(c), tf.float32) + tf.cast(tf.rank(c), tf.float32),
            a * tf.cast(V1.size(c), tf.float32) + tf.cast(V1.shape(c)[1], tf.float32),
            tf.image.resize(image, (7, 5)),
            tf.image.resize(image, (2, 3), method="nearest"),
            tf.image.resize(image, (7, 5), method="bicubic"),
            tf.stop_gradient(tf.image.resize(image, (2, 3), method="area")),
            tf.image.per_image_standardization(image),
            tf.nn.local_response_normalization(image, depth_radius=1, alpha=0.5),
            V1.image.resize_images(image, (8, 9)),
            V1.image.resize_images(image, (8, 9), method=1, align_corners=True),
            tf.image.resize(image, tf.shape(image)[1:3] * 2),
            V1.image.resize_bilinear(image, (8, 9), align_corners=True),
            V1.image.resize_nearest_neighbor(image, (8, 9)),
            V1.image.resize_bicubic(image, (8, 9), half_pixel_centers=True),
            tf.image.flip_left_right(image),
            tf.image.flip_up_down(image),
            tf.image.crop_to_bounding_box(image, 1, 2, 2, 3),
            tf.image.pad_to_bounding_box(image, 1, 2, 7, 9),
            tf.image.rgb_to_grayscale(image[..., :3]),
            k.backend.pool2d(image, (2, 2)),
            k.backend.pool2d(image, (2, 2), pool_mode="avg"),
            tf.nn.avg_pool(image, 2, 2, "SAME"),
            k.backend.resize_images(image, 2, 2, "channels_last", interpolation="bilinear"),
            tf.nn.depth_to_space(image, 2),
            tf.nn.space_to_depth(image, 2),
            tf.nn.max_pool2d(image, 2, 2, "VALID"),
            tf.nn.avg_pool2d(image, [3, 3], [2, 1], "SAME"),
        ],
    )


@case(writers=(KERAS_2,), kinds=("h5",), reloads=False)
def nodes_of_graphs(k):
    """Operations as TensorFlow 2.0 to 2.3 stored them; tf_keras cannot read arrays among their constants."""
    with tf.Graph().as_default():
        a = k.Input((4,), name="a")
        n = k.Input((4,), dtype="int32", name="n")
        image = k.Input((4, 6, 3), name="image")
        both = tf.concat([a, a * 2.0 + 1.0], axis=1)
        grid = tf.reshape(both, [-1, 2, 4])
        model = k.Model(
            [a, n, image],
            [
                grid[:, 0],
                grid[..., None, 1:],
                tf.reduce_mean(both, axis=1),
                tf.nn.relu(a),
                tf.nn.leaky_relu(a, 0.1),
                n * 2,
                tf.cast(n, tf.float32),
                tf.stack([a, tf.exp(a)], axis=1),
                tf.split(a, 2, axis=1)[1],
                tf.transpose(grid, [0, 2, 1]),
                tf.matmul(grid, grid, transpose_b=True),
                tf.squeeze(tf.expand_dims(a, 1), axis=1),
                tf.where(a > 0.5, a, -a),
                tf.pad(a, [[0, 0], [1, 2]]),
                tf.image.resize(image, (2, 3)),
                tf.nn.max_pool2d(image, 2, 2, "VALID"),
                tf.einsum("bij,bkj->bik", grid, grid),
            ],
        )
        config = model.get_config()
    return k.Model.from_config(config)
