"""Keras's side of the bench, on the backend that the variant names: `fit`, and calls of one compiled function."""

import os

from protocol import (
    answer,
    batch,
    first_step_data,
    images,
    is_of_images,
    made_up,
    peak_memory_bytes,
    request,
    repeat,
    rows,
    say_first_step_done,
    steps,
    threads,
    turn,
)

variant, name = request["variant"], request["model"]
# "tensorflow-xla" is Keras's default; TensorFlow's own kernels may be faster, those of convolutions above all.
backend = "jax" if variant == "jax" else "tensorflow"
os.environ["KERAS_BACKEND"] = backend

import keras
from keras import layers
from time import perf_counter

if backend == "tensorflow":
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)

keras.utils.set_random_seed(0)
relu = {"activation": "relu"}
softmax = {"activation": "softmax"}


def mlp():
    return [keras.Input([784]), layers.Dense(300, **relu), layers.Dense(100, **relu), layers.Dense(10, **softmax)]


def autoencoder():
    inner = [layers.Dense(units, activation="selu") for units in (100, 30, 100)]
    return [keras.Input([784]), *inner, layers.Dense(784, activation="sigmoid")]


def cnn():
    def conv(filters, kernel=3):
        return layers.Conv2D(filters, kernel, padding="same", **relu)

    return [
        keras.Input([28, 28, 1]),
        conv(64, 7),
        layers.MaxPooling2D(2),
        conv(128),
        conv(128),
        layers.MaxPooling2D(2),
        conv(256),
        conv(256),
        layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dense(128, **relu),
        layers.Dropout(0.5),
        layers.Dense(64, **relu),
        layers.Dropout(0.5),
        layers.Dense(10, **softmax),
    ]


def lenet():
    return [
        keras.Input([32, 32, 1]),
        layers.Conv2D(6, 5, **relu),
        layers.MaxPooling2D(2),
        layers.Conv2D(16, 5, **relu),
        layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dense(120, **relu),
        layers.Dense(84, **relu),
        layers.Dense(10, **softmax),
    ]


def lstm():
    return [keras.Input([100, 64]), layers.LSTM(128), layers.Dense(10, **softmax)]


def transformer():
    def block(x):
        seen = layers.LayerNormalization()(x + layers.MultiHeadAttention(4, 32)(x, x))
        fed = layers.Dense(128)(layers.Dense(512, **relu)(seen))
        return layers.LayerNormalization()(seen + fed)

    inputs = keras.Input([128, 128])
    mean = layers.GlobalAveragePooling1D()(block(block(inputs)))
    return keras.Model(inputs, layers.Dense(10, **softmax)(mean))


def resnet50():
    return keras.applications.ResNet50(weights=None)


def mobilenetv2():
    return keras.applications.MobileNetV2(weights=None)


built = globals()[name]()
model = keras.Sequential(built) if isinstance(built, list) else built
model.compile(
    loss="binary_crossentropy" if name == "autoencoder" else "sparse_categorical_crossentropy",
    optimizer="adam" if name in ("lstm", "transformer") else "sgd",
    metrics=["accuracy"] if name == "mlp" else [],
    jit_compile=variant != "tensorflow",
)


class Clock(keras.callbacks.Callback):
    """Seconds a step in each epoch on the clock; stops when there have been enough."""

    def on_train_begin(self, logs=None):
        self.step_seconds, self.total, self.warm = [], 0, request["seconds"] == 0

    def on_epoch_begin(self, epoch, logs=None):
        if self.warm:
            turn()
        self.start = perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        seconds = perf_counter() - self.start
        if not self.warm:
            self.warm = True
            return
        self.step_seconds.append(seconds / steps)
        self.total += seconds
        if self.total >= request["seconds"]:
            self.model.stop_training = True


def train():
    (x, y), held_out = images() if is_of_images() else (made_up(rows), None)
    clock = Clock()
    history = model.fit(x, y, batch_size=batch, epochs=100_000, verbose=0, callbacks=[clock])
    peak = peak_memory_bytes()
    if held_out is None:
        return clock.step_seconds, peak, history.history["loss"][-1], None
    scores = model.evaluate(*held_out, batch_size=500, verbose=0, return_dict=True)
    return clock.step_seconds, peak, scores["loss"], scores.get("accuracy")


def compiled():
    """`predict` without its data set and callbacks, which take longer than a small network."""
    if backend == "tensorflow":
        xla = variant == "tensorflow-xla"
        run = tf.function(lambda x: model(x, training=False), jit_compile=xla)
        return tf.constant, lambda x: run(x).numpy()
    import jax

    trainable = [v.value for v in model.trainable_variables]
    other = [v.value for v in model.non_trainable_variables]
    run = jax.jit(lambda t, o, x: model.stateless_call(t, o, x, training=False)[0])
    return jax.numpy.asarray, lambda x: run(trainable, other, x).block_until_ready()


def predict():
    convert, run = compiled()
    x = convert(made_up(batch)[0])

    def epoch():
        for _ in range(rows // batch):
            run(x)

    return repeat(epoch), peak_memory_bytes(), None, None


if request["mode"] == "cold":
    x, y = first_step_data()
    model.fit(x, y, batch_size=batch, epochs=1, verbose=0)
    say_first_step_done()
else:
    step_seconds, peak, loss, accuracy = train() if request["task"] == "train" else predict()
    version = f"Keras {keras.__version__} on {backend} {__import__(backend).__version__}"
    answer(version, step_seconds, peak, loss, accuracy)
