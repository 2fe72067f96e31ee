"""JAX's side of the bench: a step of training as a pure function, an epoch as one lax.scan under one jit."""

from protocol import (
    answer,
    batch,
    first_step_data,
    images,
    is_of_images,
    made_up,
    peak_memory_bytes,
    repeat,
    request,
    rows,
    say_first_step_done,
)

import jax
import jax.numpy as jnp
import numpy
from jax import lax

name = request["model"]
adam = name in ("lstm", "transformer")
random = numpy.random.default_rng(0)


def dense_weights(*units):
    def layer(inputs, outputs):
        limit = (6 / (inputs + outputs)) ** 0.5
        return {
            "w": random.uniform(-limit, limit, (inputs, outputs)).astype(numpy.float32),
            "b": numpy.zeros(outputs, numpy.float32),
        }

    return [layer(*pair) for pair in zip(units, units[1:])]


def conv_weights(*shapes):
    def layer(kernel, inputs, filters):
        limit = (6 / (kernel * kernel * (inputs + filters))) ** 0.5
        shape = (kernel, kernel, inputs, filters)
        return {
            "w": random.uniform(-limit, limit, shape).astype(numpy.float32),
            "b": numpy.zeros(filters, numpy.float32),
        }

    return [layer(*shape) for shape in shapes]


def dense(p, x):
    return x @ p["w"] + p["b"]


def conv(p, x, padding):
    dimensions = ("NHWC", "HWIO", "NHWC")
    y = lax.conv_general_dilated(x, p["w"], (1, 1), padding, dimension_numbers=dimensions)
    return jax.nn.relu(y + p["b"])


def max_pool(x):
    return lax.reduce_window(x, -jnp.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")


def chain(layers, x, activation):
    for p in layers[:-1]:
        x = activation(dense(p, x))
    return dense(layers[-1], x)


def dropout(x, key):
    return x if key is None else jnp.where(jax.random.bernoulli(key, 0.5, x.shape), x * 2, 0)


def mlp():
    return dense_weights(784, 300, 100, 10), lambda p, x, _: chain(p, x, jax.nn.relu)


def autoencoder():
    return dense_weights(784, 100, 30, 100, 784), lambda p, x, _: chain(p, x, jax.nn.selu)


def cnn():
    convolutions = conv_weights(
        (7, 1, 64), (3, 64, 128), (3, 128, 128), (3, 128, 256), (3, 256, 256)
    )
    weights = {"conv": convolutions, "dense": dense_weights(2304, 128, 64, 10)}

    def call(p, x, key):
        c, d = p["conv"], p["dense"]
        x = max_pool(conv(c[0], x, "SAME"))
        x = max_pool(conv(c[2], conv(c[1], x, "SAME"), "SAME"))
        x = max_pool(conv(c[4], conv(c[3], x, "SAME"), "SAME")).reshape(x.shape[0], -1)
        keys = (None, None) if key is None else jax.random.split(key)
        x = dropout(jax.nn.relu(dense(d[0], x)), keys[0])
        return dense(d[2], dropout(jax.nn.relu(dense(d[1], x)), keys[1]))

    return weights, call


def lenet():
    weights = {
        "conv": conv_weights((5, 1, 6), (5, 6, 16)),
        "dense": dense_weights(400, 120, 84, 10),
    }

    def call(p, x, _):
        for layer in p["conv"]:
            x = max_pool(conv(layer, x, "VALID"))
        return chain(p["dense"], x.reshape(x.shape[0], -1), jax.nn.relu)

    return weights, call


def lstm():
    weights = {
        "inputs": dense_weights(64, 512)[0],
        "state": dense_weights(128, 512)[0]["w"],
        "head": dense_weights(128, 10)[0],
    }

    def call(p, x, _):
        # All steps' inputs in one product.
        given = dense(p["inputs"], x).transpose(1, 0, 2)

        def step(state, inputs):
            h, c = state
            i, f, g, o = jnp.split(inputs + h @ p["state"], 4, axis=1)
            c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
            return (jax.nn.sigmoid(o) * jnp.tanh(c), c), None

        zeros = jnp.zeros((x.shape[0], 128))
        return dense(p["head"], lax.scan(step, (zeros, zeros), given)[0][0])

    return weights, call


def transformer():
    def norm_weights():
        return {"g": numpy.ones(128, numpy.float32), "b": numpy.zeros(128, numpy.float32)}

    def block_weights():
        return {
            "inputs": dense_weights(128, 384)[0],
            "outputs": dense_weights(128, 128)[0],
            "feed": dense_weights(128, 512, 128),
            "norms": [norm_weights(), norm_weights()],
        }

    weights = {"blocks": [block_weights(), block_weights()], "head": dense_weights(128, 10)[0]}

    def norm(p, x):
        centred = x - x.mean(-1, keepdims=True)
        return p["g"] * centred * lax.rsqrt(jnp.square(centred).mean(-1, keepdims=True) + 1e-5) + p["b"]

    def block(p, x):
        n, sequence, width = x.shape
        parts = dense(p["inputs"], x).reshape(n, sequence, 3, 4, 32)
        query, key, value = parts[:, :, 0], parts[:, :, 1], parts[:, :, 2]
        seen = jax.nn.dot_product_attention(query, key, value).reshape(n, sequence, width)
        x = norm(p["norms"][0], x + dense(p["outputs"], seen))
        return norm(p["norms"][1], x + chain(p["feed"], x, jax.nn.relu))

    def call(p, x, _):
        for weights in p["blocks"]:
            x = block(weights, x)
        return dense(p["head"], x.mean(1))

    return weights, call


weights, call = globals()[name]()


def loss_of(p, x, y, key):
    logits = call(p, x, key)
    if name == "autoencoder":
        return jnp.mean(jax.nn.softplus(logits) - y * logits)
    return -jnp.take_along_axis(jax.nn.log_softmax(logits), y[:, None], 1).mean()


def update(state, gradients):
    if not adam:
        return {**state, "p": jax.tree.map(lambda w, g: w - 0.01 * g, state["p"], gradients)}
    t = state["t"] + 1
    m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, state["m"], gradients)
    v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, state["v"], gradients)
    rate = 0.001 * jnp.sqrt(1 - 0.999**t) / (1 - 0.9**t)
    p = jax.tree.map(lambda w, m, v: w - rate * m / (jnp.sqrt(v) + 1e-7), state["p"], m, v)
    return {**state, "p": p, "m": m, "v": v, "t": t}


def step(state, x, y):
    key = None
    if name == "cnn":
        key, following = jax.random.split(state["key"])
        state = {**state, "key": following}
    loss, gradients = jax.value_and_grad(loss_of)(state["p"], x, y, key)
    return update(state, gradients), loss


def epoch(state, x, y, order):
    """All full batches in one scan, then the short one."""
    full = order.shape[0] // batch * batch

    def on_batch(state, index):
        return step(state, x[index], y[index])

    state, losses = lax.scan(on_batch, state, order[:full].reshape(-1, batch))
    if full < order.shape[0]:
        state, _ = on_batch(state, order[full:])
    return state, losses[-1]


def first_state():
    state = {"p": jax.tree.map(jnp.asarray, weights)}
    if adam:
        zeros = jax.tree.map(jnp.zeros_like, state["p"])
        state |= {"m": zeros, "v": jax.tree.map(jnp.zeros_like, zeros), "t": jnp.float32(0)}
    if name == "cnn":
        state["key"] = jax.random.key(0)
    return state


def train():
    (x, y), held_out = images() if is_of_images() else (made_up(rows), None)
    x, y = jnp.asarray(x), jnp.asarray(y)
    run = jax.jit(epoch, donate_argnums=0)
    state, loss = first_state(), None

    def one():
        nonlocal state, loss
        state, loss = run(state, x, y, random.permutation(rows).astype(numpy.int32))
        loss.block_until_ready()

    step_seconds = repeat(one)
    peak = peak_memory_bytes()
    if held_out is None:
        return step_seconds, peak, loss, None
    x, y = (jnp.asarray(part) for part in held_out)
    accuracy = (call(state["p"], x, None).argmax(1) == y).mean() if name == "mlp" else None
    return step_seconds, peak, loss_of(state["p"], x, y, None), accuracy


def predict():
    p = first_state()["p"]
    x = jnp.asarray(made_up(batch)[0])
    run = jax.jit(lambda p, x: jax.nn.softmax(call(p, x, None)))

    def one():
        for _ in range(rows // batch):
            run(p, x).block_until_ready()

    return repeat(one), peak_memory_bytes(), None, None


if request["mode"] == "cold":
    x, y = first_step_data()
    jax.jit(step)(first_state(), x, y)[1].block_until_ready()
    say_first_step_done()
else:
    step_seconds, peak, loss, accuracy = train() if request["task"] == "train" else predict()
    answer(f"JAX {jax.__version__}", step_seconds, peak, loss, accuracy)
