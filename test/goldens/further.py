"""Writes layers_further.json, metrics_further.json and optimizers_further.json: what the real Keras answers where the other
goldens have no case. Needs Keras 3.15.1 on TensorFlow and on JAX:

    python test/goldens/further.py
"""

import json
import sys
from pathlib import Path

from backends import written_by

here = Path(__file__).parent
areas = {"layers_further": "layers_further", "metrics_further": "metrics", "optimizers_further": "optimizers"}


def numbers(tensor):
    return tensor["data"] if isinstance(tensor, dict) else [tensor]


def tensors(field):
    """All tensors and numbers in a field of an answer."""
    if isinstance(field, dict) and "data" in field:
        return [field]
    if isinstance(field, (list, dict)):
        inner = field.values() if isinstance(field, dict) else field
        return [tensor for one in inner for tensor in tensors(one)]
    return [field] if isinstance(field, float) else []


def tolerance(field):
    """Rounding of float32, as the other goldens have it: a millionth of the largest number."""
    largest = max((abs(x) for tensor in tensors(field) for x in numbers(tensor)), default=0)
    return {"abs": float(f"{max(1e-8, 1e-6 * largest):.1e}"), "rel": 1.1e-5}


def main():
    own, other = written_by("tensorflow", __file__), written_by("jax", __file__)
    for file, area in areas.items():
        lines = []
        for first, second in zip(own[file], other[file], strict=True):
            case = first or second
            again = second or first
            case["tolerance"] = {}
            for name, field in case["expected"].items():
                if not tensors(field) or name == "after_reset":
                    continue
                case["tolerance"][name] = allowed = tolerance(field)
                for a, b in zip(tensors(field), tensors(again["expected"][name]), strict=True):
                    for x, y in zip(numbers(a), numbers(b), strict=True):
                        assert abs(x - y) <= allowed["abs"] + allowed["rel"] * abs(x), (case["name"], name, x, y)
            case["reference"] = "jax" if first is None else "tensorflow"
            case["confirmed_by"] = [] if again is case else ["jax"]
            lines.append(json.dumps(case, separators=(",", ":")))
        made_by = {"tensorflow": own["made_by"], "jax": other["made_by"]}
        head = json.dumps({"area": area, "note": "written by further.py", "made_by": made_by}, separators=(",", ":"))
        text = head[:-1] + ',"cases":[\n' + ",\n".join(lines) + "\n]}\n"
        (here / f"{file}.json").write_text(text)
        print(f"{file}.json: {len(lines)} cases")


def cases():
    """What this process's backend answers."""
    import keras
    import numpy as np
    from keras import layers, metrics, ops, optimizers

    random = np.random.default_rng(20)

    def draw(*shape, dtype="float32"):
        return np.round(random.normal(size=shape), 4).astype(dtype)

    def tensor(array):
        array = keras.ops.convert_to_numpy(array)
        kind = np.asarray(array).dtype.name
        data = np.asarray(array).astype("int32") if kind == "bool" else np.asarray(array)
        return {"shape": list(np.shape(array)), "dtype": kind, "data": data.ravel().tolist()}

    def gradients(of, values, cotangents):
        """Of sum(output * cotangent), with respect to arrays; all are variables here."""
        if keras.backend.backend() == "tensorflow":
            import tensorflow as tf

            given = [tf.convert_to_tensor(value) for value in values]
            with tf.GradientTape() as tape:
                tape.watch(given)
                total = sum(tf.reduce_sum(o * c) for o, c in zip(of(given), cotangents, strict=True))
            found = tape.gradient(total, given, unconnected_gradients=tf.UnconnectedGradients.ZERO)
            return [tf.convert_to_tensor(g) for g in found]
        import jax

        def total(given):
            return sum((o * c).sum() for o, c in zip(of(given), cotangents, strict=True))

        return jax.grad(total)([jax.numpy.asarray(value) for value in values])

    def layer_case(name, layer, *shapes, mode="single", call=None, whole=None, masks=None):
        call, masks = call or {}, masks or {}
        inputs = [random.integers(0, whole, shape).astype("int32") if whole else draw(*shape) for shape in shapes]
        run = lambda xs: layer(*(xs[:1] if mode == "single" else xs), **call, **masks)
        run(inputs)
        for weight in layer.weights:
            weight.assign(draw(*weight.shape))
        flat = lambda answer: keras.tree.flatten(answer)
        outputs = flat(run(inputs))
        cotangents = [draw(*o.shape) for o in outputs]
        trained = layer.trainable_weights

        def of(given):
            xs = iter(given[: len(floats)])
            full = [next(xs) if x.dtype == "float32" else x for x in inputs]
            answer, _ = layer.stateless_call(
                given[len(floats) :], [w.value for w in layer.non_trainable_variables], *full, **call, **masks
            )
            return flat(answer)

        floats = [x for x in inputs if x.dtype == "float32"]
        found = gradients(of, floats + [w.numpy() for w in trained], cotangents)
        of_inputs = iter(found[: len(floats)])
        return {
            "name": name,
            "layer": keras.saving.serialize_keras_object(layer),
            "mode": mode,
            "call": call,
            **({"input_names": [None for _ in inputs] + list(masks)} if masks else {}),
            "inputs": [tensor(x) for x in [*inputs, *masks.values()]],
            "weights": [{"path": w.path, "trainable": w.trainable, "value": tensor(w)} for w in layer.weights],
            "cotangents": [tensor(c) for c in cotangents],
            "expected": {
                "outputs": [tensor(o) for o in outputs],
                "input_grads": [tensor(next(of_inputs)) if x.dtype == "float32" else None for x in inputs]
                + [None for _ in masks],
                "weight_grads": [tensor(g) for g in found[len(floats) :]],
                "output_shape": [list(o.shape) for o in outputs],
            },
        }

    volume = (2, 3, 4, 5, 2)
    further = [
        layer_case("reversible_embedding", layers.ReversibleEmbedding(5, 3), (2, 4), whole=5),
        layer_case("reversible_embedding_reverse", layers.ReversibleEmbedding(5, 3), (2, 4, 3), call={"reverse": True}),
        layer_case(
            "reversible_embedding_untied",
            layers.ReversibleEmbedding(5, 3, tie_weights=False, logit_soft_cap=2.0),
            (2, 4, 3),
            call={"reverse": True},
        ),
        layer_case("spatial_dropout1d_at_rest", layers.SpatialDropout1D(0.4), (2, 4, 3)),
        layer_case("spatial_dropout3d_at_rest", layers.SpatialDropout3D(0.4), volume),
        layer_case("gaussian_dropout_at_rest", layers.GaussianDropout(0.4), (3, 4)),
        layer_case("alpha_dropout_at_rest", layers.AlphaDropout(0.4), (3, 4)),
        layer_case("separable_conv1d", layers.SeparableConv1D(4, 3), (2, 7, 2)),
        layer_case(
            "separable_conv1d_options",
            layers.SeparableConv1D(
                3, 2, strides=2, padding="same", depth_multiplier=2, use_bias=False, activation="tanh"
            ),
            (2, 7, 3),
        ),
        layer_case("global_max_pooling3d", layers.GlobalMaxPooling3D(), volume),
        layer_case("global_max_pooling3d_keepdims", layers.GlobalMaxPooling3D(keepdims=True), volume),
        layer_case("global_average_pooling3d", layers.GlobalAveragePooling3D(), volume),
        layer_case("global_average_pooling3d_keepdims", layers.GlobalAveragePooling3D(keepdims=True), volume),
        layer_case("adaptive_max_pooling1d", layers.AdaptiveMaxPooling1D(3), (2, 7, 2)),
        layer_case("adaptive_max_pooling3d", layers.AdaptiveMaxPooling3D(2), volume),
        layer_case("adaptive_average_pooling1d", layers.AdaptiveAveragePooling1D(3), (2, 7, 2)),
        layer_case("adaptive_average_pooling3d", layers.AdaptiveAveragePooling3D((2, 3, 2)), volume),
        layer_case("conv_lstm1d", layers.ConvLSTM1D(2, 2), (2, 3, 5, 2)),
        layer_case(
            "conv_lstm1d_sequences",
            layers.ConvLSTM1D(2, 3, padding="same", return_sequences=True, go_backwards=True),
            (2, 3, 5, 2),
        ),
        layer_case("conv_lstm3d", layers.ConvLSTM3D(1, 2), (1, 2, 3, 3, 3, 1)),
        layer_case("simple_rnn_cell", layers.SimpleRNNCell(3), (2, 4), (2, 3), mode="args"),
        layer_case("gru_cell", layers.GRUCell(3), (2, 4), (2, 3), mode="args"),
        layer_case("stacked_cells", layers.RNN([layers.GRUCell(3), layers.SimpleRNNCell(2)]), (2, 4, 3)),
        layer_case(
            "mel_spectrogram",
            layers.MelSpectrogram(
                fft_length=8, sequence_stride=4, sequence_length=8, sampling_rate=100, num_mel_bins=3,
                min_freq=2, max_freq=40,
            ),
            (2, 20),
        ),
    ]

    def metric_case(name, metric, *updates):
        results, given = [], []
        for update in updates:
            metric.update_state(**update)
            result = metric.result()
            results.append(float(result) if np.ndim(result) == 0 else tensor(result))
            given.append({key: tensor(value) for key, value in update.items()})
        state = [{"name": v.name, "value": tensor(v)} for v in metric.variables]
        metric.reset_state()
        after = metric.result()
        return {
            "name": name,
            "metric": keras.saving.serialize_keras_object(metric),
            "updates": given,
            "expected": {
                "results": results,
                "state": state,
                "after_reset": float(after) if np.ndim(after) == 0 else tensor(after),
            },
        }

    def scores(rows, columns):
        return np.round(random.uniform(size=(rows, columns)), 4).astype("float32")

    def one_hot(rows, classes):
        return np.eye(classes, dtype="float32")[random.integers(0, classes, rows)]

    def bits(rows):
        return random.integers(0, 2, (rows, 1)).astype("float32")

    def hot(weights=None):
        weights = scores(1, 4)[0] if weights is None else weights
        return [
            {"y_true": one_hot(6, 4), "y_pred": scores(6, 4)},
            {"y_true": one_hot(4, 4), "y_pred": scores(4, 4), "sample_weight": weights},
        ]

    whole = np.array([1, 2, 0, 3], "float32")
    column = lambda: [
        {"y_true": bits(9), "y_pred": scores(9, 1)},
        {"y_true": bits(5), "y_pred": scores(5, 1), "sample_weight": scores(1, 5)[0]},
    ]
    plain = lambda: [{"y_true": draw(6, 3), "y_pred": draw(6, 3)}, {"y_true": draw(4, 3), "y_pred": draw(4, 3)}]
    further_metrics = [
        metric_case("fbeta", metrics.FBetaScore(beta=2.0), *hot()),
        metric_case("fbeta_micro", metrics.FBetaScore(average="micro", beta=0.5, threshold=0.4), *hot()),
        metric_case("fbeta_weighted", metrics.FBetaScore(average="weighted", beta=1.5), *hot()),
        metric_case("sensitivity_at_specificity", metrics.SensitivityAtSpecificity(0.5, num_thresholds=11), *column()),
        metric_case("specificity_at_sensitivity", metrics.SpecificityAtSensitivity(0.6, num_thresholds=21), *column()),
        metric_case("one_hot_iou", metrics.OneHotIoU(num_classes=4, target_class_ids=[0, 2]), *hot(whole)),
        metric_case("one_hot_mean_iou", metrics.OneHotMeanIoU(num_classes=4), *hot(whole)),
        metric_case("concordance", metrics.ConcordanceCorrelation(), *plain()),
    ]

    def optimizer_case(name, make, steps=10):
        shapes = {"dense/kernel": (4, 3), "dense/bias": (3,), "conv/kernel": (2, 2, 1, 2)}
        initial = {path: draw(*shape) for path, shape in shapes.items()}
        variables = []
        for path, value in initial.items():
            scope, own = path.split("/")
            with keras.name_scope(scope):
                variables.append(keras.Variable(value, name=own))
        optimizer = make(variables)
        saved = keras.saving.serialize_keras_object(optimizer)
        grads, values = [], []
        for _ in range(steps):
            step = [draw(*shape) for shape in shapes.values()]
            optimizer.apply([keras.ops.convert_to_tensor(g) for g in step], variables)
            grads.append([tensor(g) for g in step])
            rate = float(np.float32(optimizer.learning_rate))
            values.append({"values": [tensor(v) for v in variables], "learning_rate": rate})
        return {
            "name": name,
            "optimizer": saved,
            "variables": [{"path": path, "initial": tensor(value)} for path, value in initial.items()],
            "grads": grads,
            "expected": {
                "steps": values,
                "optimizer_state": [{"path": v.path, "value": tensor(v)} for v in optimizer.variables],
            },
        }

    further_optimizers = [
        optimizer_case("muon", lambda _: optimizers.Muon(learning_rate=0.02)),
        optimizer_case(
            "muon_options",
            lambda _: optimizers.Muon(learning_rate=0.02, nesterov=False, momentum=0.8, ns_steps=3, weight_decay=0.01),
        ),
        None  # where an update reads what it has just written
        if keras.backend.backend() == "tensorflow"
        else optimizer_case("schedule_free_adamw", lambda _: optimizers.ScheduleFreeAdamW(learning_rate=0.02)),
        None  # which JAX does under jit only
        if keras.backend.backend() == "jax"
        else optimizer_case(
            "loss_scale",
            lambda _: optimizers.LossScaleOptimizer(
                optimizers.Adam(learning_rate=0.02), initial_scale=8.0, dynamic_growth_steps=3
            ),
        ),
    ]
    nothing = np.array([[True, False, True], [False, False, False]])
    queries = np.array([[True, True, False, True], [True, True, True, False]])
    whole_keys = np.array([[[True, False, True]] * 4, [[False, False, False]] * 4])
    further += [
        layer_case("softmax_masked_out", layers.Softmax(), (2, 3), masks={"mask": nothing}),
        layer_case("softmax_masked_out_axes", layers.Softmax(axis=(1, 2)), (2, 4, 3), masks={"mask": nothing[:, None]}),
        layer_case(
            "mha_query_mask",
            layers.MultiHeadAttention(2, 3),
            (2, 4, 5),
            (2, 3, 5),
            mode="args",
            masks={"query_mask": queries, "value_mask": np.array([[True, True, False], [False, True, True]])},
        ),
        layer_case(
            "mha_scores_masked_out",
            layers.MultiHeadAttention(2, 3),
            (2, 4, 5),
            (2, 3, 5),
            mode="args",
            call={"return_attention_scores": True},
            masks={"attention_mask": whole_keys},
        ),
        layer_case(
            "gqa_masked_out",
            layers.GroupQueryAttention(3, 4, 2),
            (2, 4, 5),
            (2, 3, 5),
            mode="args",
            call={"return_attention_scores": True, "use_causal_mask": True},
            masks={"query_mask": queries},
        ),
    ]
    several = lambda: [{"y_true": random.integers(0, 2, (7, 3)).astype("float32"), "y_pred": scores(7, 3)}]
    label_weights = [0.2, 0.5, 1.5]
    logits = lambda: [{"y_true": random.integers(0, 2, (5, 2)).astype("float32"), "y_pred": draw(5, 2)}]
    further_metrics += [
        metric_case("auc_label_weights", metrics.AUC(label_weights=label_weights, num_thresholds=5), *several()),
        metric_case(
            "auc_labels",
            metrics.AUC(curve="PR", multi_label=True, num_labels=3, label_weights=label_weights, num_thresholds=11),
            *several(),
        ),
        metric_case("binary_accuracy_logits", metrics.BinaryAccuracy(threshold=0.0), *logits()),
        metric_case("binary_accuracy_above_one", metrics.BinaryAccuracy(threshold=1.2), *logits()),
    ]
    answer = {
        "layers_further": further,
        "metrics_further": further_metrics,
        "optimizers_further": further_optimizers,
        "made_by": {"keras": keras.__version__, "backend": keras.backend.backend(), "numpy": np.__version__},
    }
    json.dump(answer, sys.stdout)


cases() if "--cases" in sys.argv else main()
