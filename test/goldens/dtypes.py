"""Writes ops_dtypes.json: dtypes and values of ops on operands of mixed dtypes, where the real Keras answers alike on
TensorFlow and on JAX. Needs Keras 3.15.1 on both:

    python test/goldens/dtypes.py
"""

import json
import sys
from pathlib import Path

from backends import written_by

here = Path(__file__).parent
dtypes = ["float32", "int32", "bool", "uint8", "int8", "float16", "int16", "bfloat16"]
binary = [
    "add", "multiply", "divide", "floor_divide", "mod", "maximum", "arctan2", "logaddexp", "hypot", "equal", "logical_and",
    "heaviside", "fmax", "fmod", "nextafter", "outer", "matmul", "inner", "tensordot", "where", "concatenate", "stack",
]  # fmt: skip
unary = ["sign", "abs", "square", "exp", "sqrt", "floor", "round", "relu", "negative", "sinc", "rad2deg", "isfinite"]
reductions = ["sum", "mean", "prod", "max", "std", "var", "cumsum", "median", "ptp", "any", "count_nonzero", "average", "norm"]


def agree(first, second):
    if first is None or second is None:
        return False
    a, b = first["expected"]["output"], second["expected"]["output"]
    if a["shape"] != b["shape"] or a["dtype"] != b["dtype"]:
        return False
    allowed = first["tolerance"].get("output", {"abs": 0, "rel": 0})
    return all(abs(x - y) <= allowed["abs"] + allowed["rel"] * abs(x) for x, y in zip(a["data"], b["data"], strict=True))


def main():
    own, other = written_by("tensorflow", __file__), written_by("jax", __file__)
    lines = []
    for first, second in zip(own["cases"], other["cases"], strict=True):
        if agree(first, second):
            lines.append(json.dumps({**first, "reference": "tensorflow", "confirmed_by": ["jax"]}, separators=(",", ":")))
    made_by = {"tensorflow": own["made_by"], "jax": other["made_by"]}
    head = json.dumps(
        {"area": "ops_dtypes", "note": "written by dtypes.py", "made_by": made_by}, separators=(",", ":")
    )
    (here / "ops_dtypes.json").write_text(head[:-1] + ',"cases":[\n' + ",\n".join(lines) + "\n]}\n")
    print(f"ops_dtypes.json: {len(lines)} cases of {len(own['cases'])}")


def cases():
    """What this process's backend answers; null where it cannot."""
    import keras
    import ml_dtypes
    import numpy as np

    random = np.random.default_rng(21)

    def draw(dtype, *shape):
        if dtype == "bool":
            return random.integers(0, 2, shape).astype(bool)
        if "float" in dtype:
            return np.round(random.normal(size=shape) * 2, 2).astype(getattr(ml_dtypes, dtype, dtype))
        array = random.integers(1 if dtype[0] == "u" else -3, 5, shape)
        return np.where(array == 0, 2, array).astype(dtype)

    def tensor(array):
        kind = keras.backend.standardize_dtype(array.dtype)
        array = np.asarray(keras.ops.convert_to_numpy(array) if keras.ops.is_tensor(array) else array)
        data = array.astype("float64" if "float" in kind else "int64")
        return {"shape": list(array.shape), "dtype": kind, "data": data.ravel().tolist()}

    def written(value):
        if isinstance(value, np.ndarray):
            return {"tensor": tensor(value)}
        return [written(one) for one in value] if isinstance(value, list) else value

    def given(value):
        if isinstance(value, np.ndarray):
            return keras.ops.convert_to_tensor(value)
        return [given(one) for one in value] if isinstance(value, list) else value

    def case(name, op, *args, **kwargs):
        try:
            found = tensor(getattr(keras.ops, op)(*map(given, args), **kwargs))
        except Exception:
            return None
        if not np.all(np.isfinite(found["data"])):
            return None
        largest = max(map(abs, found["data"]), default=0)
        is_narrow = found["dtype"] in ("float16", "bfloat16")
        # Of 16 bits: two steps of bfloat16, for backends round at other places.
        allowed = {"abs": (1e-3 if is_narrow else 1e-6) * largest + 1e-8, "rel": 1.6e-2 if is_narrow else 1.1e-5}
        return {
            "name": name,
            "op": op,
            "args": [written(arg) for arg in args],
            "kwargs": kwargs,
            "expected": {"output": found},
            "tolerance": {"output": allowed} if "float" in found["dtype"] else {},
        }

    def pair(op, a, b):
        if op == "where":
            return np.array([True, False, True]), a, b
        return ([a, b],) if op in ("concatenate", "stack") else (a, b)

    made = []
    for op in binary:
        shapes = [(2, 3), (3, 2)] if op in ("matmul", "tensordot") else [(3,), (3,)]
        options = {"axes": 1} if op == "tensordot" else {}
        for i, first in enumerate(dtypes):
            for j, second in enumerate(dtypes):
                x, y = draw(first, *shapes[0]), draw(second, *shapes[1])
                if i == j or op == "add" or (i + 3 * j + len(op)) % 5 == 0:
                    made.append(case(f"{op}_{first}_{second}", op, *pair(op, x, y), **options))
    for op in ["add", "multiply", "divide", "maximum", "where"]:
        for dtype in dtypes:
            for number in [2, 1.5, True]:
                made.append(case(f"{op}_{dtype}_{number}", op, *pair(op, draw(dtype, 3), number)))
    for first in ["int8", "int16", "int32"]:
        x, y = np.array([1, -1, 5, -5, 6], first), np.array([-3, 3, -3, 3, -3], first)
        made.append(case(f"floor_divide_signs_{first}", "floor_divide", x, y))
        made.append(case(f"mod_signs_{first}", "mod", x, y))
    for dtype in dtypes:
        for op in unary + reductions:
            made.append(case(f"{op}_{dtype}", op, draw(dtype, 2, 3)))
        made.append(case(f"einsum_{dtype}", "einsum", "ij,jk->ki", draw(dtype, 2, 3), draw(dtype, 3, 2)))
        made.append(case(f"ldexp_{dtype}", "ldexp", draw(dtype, 3), np.array([1, -1, 2], "int32")))
    made.append(case("sort_empty", "sort", np.zeros((0, 3), "float32"), axis=0))
    made_by = {"keras": keras.__version__, "backend": keras.backend.backend(), "numpy": np.__version__}
    print(json.dumps({"made_by": made_by, "cases": made}))


if __name__ == "__main__":
    cases() if "--cases" in sys.argv else main()
