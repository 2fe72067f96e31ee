"""Writes files/rnn_cells.json: how the real Keras saves RNN layers of stacked cells and of cells of one's own, with the paths
of their weights. Needs Keras 3.15.1:

    KERAS_BACKEND=jax python test/goldens/cells.py
"""

import json
from pathlib import Path

import keras
from keras import layers, ops


@keras.saving.register_keras_serializable(package="mine")
class Own(layers.Layer):
    def __init__(self, units, **options):
        super().__init__(**options)
        self.units = self.state_size = units

    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], self.units), initializer="ones", name="kernel")
        self.built = True

    def call(self, x, states):
        following = ops.tanh(ops.matmul(x, self.kernel) + states[0])
        return 2 * following, [following]

    def get_config(self):
        return {**super().get_config(), "units": self.units}


made = [
    layers.RNN(Own(3), return_sequences=True),
    layers.RNN([layers.LSTMCell(3), layers.GRUCell(2)], go_backwards=True),
    layers.RNN(layers.StackedRNNCells([layers.LSTMCell(3), Own(2)])),
    layers.Bidirectional(layers.RNN(layers.StackedRNNCells([layers.SimpleRNNCell(3), Own(2)]))),
]
models = [keras.Sequential([keras.Input((4, 5)), layer]) for layer in made]
saved = [{"model": json.loads(model.to_json()), "paths": [w.path for w in model.weights]} for model in models]
lines = ",\n".join(json.dumps(one, separators=(",", ":")) for one in saved)
(Path(__file__).parent / "files" / "rnn_cells.json").write_text(f"[\n{lines}\n]\n")
