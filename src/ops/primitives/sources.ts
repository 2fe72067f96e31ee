import { dtypeOf, heldAs } from "../../base/dtype.ts";
import { fail } from "../../base/errors.ts";
import { formatShape, sizeOf } from "../../base/shape.ts";
import type { Card } from "./card.ts";
import { expectAxes, expectCount, expectDtype, expectShape, numbers } from "./types.ts";

/** An input of the graph. */
export const parameter: Card<"parameter"> = {
  kind: "source",
  type(inputs, { shape, dtype }) {
    expectCount("parameter", inputs, 0);
    expectShape("parameter", shape);
    return { shape, dtype };
  },
  samples: [{ shapes: [], attributes: { name: "x", shape: [2, 3], dtype: "float32" } }],
};

/** Elements that are known while tracing. */
export const constant: Card<"constant"> = {
  kind: "source",
  type(inputs, { shape, dtype, data }) {
    expectCount("constant", inputs, 0);
    expectShape("constant", shape);
    if (data.length !== sizeOf(shape)) {
      fail("shape", {
        where: "constant",
        expected: `${sizeOf(shape)} elements for ${formatShape(shape)}`,
        received: `${data.length}`,
      });
    }
    const stored = dtypeOf(data);
    if (stored !== (dtype === "bool" ? "uint8" : heldAs(dtype))) {
      fail("dtype", {
        where: "constant",
        expected: `an array of ${dtype}`,
        received: `one of ${stored}`,
      });
    }
    return { shape, dtype };
  },
  samples: [
    {
      shapes: [],
      attributes: { shape: [2, 3], dtype: "float32", data: Float32Array.of(1, -2, 3.5, 0, 5, -6) },
    },
    { shapes: [], attributes: { shape: [], dtype: "int32", data: Int32Array.of(-7) } },
  ],
};

/** 0, 1, 2, .. along one axis. */
export const iota: Card<"iota"> = {
  kind: "source",
  type(inputs, { shape, dtype, axis }) {
    expectCount("iota", inputs, 0);
    expectShape("iota", shape);
    expectAxes("iota", [axis], shape.length);
    expectDtype("iota", dtype, numbers, "a result");
    return { shape, dtype };
  },
  samples: [
    { shapes: [], attributes: { shape: [2, 5, 3], dtype: "int32", axis: 1 } },
    { shapes: [], attributes: { shape: [4], dtype: "float32", axis: 0 } },
  ],
};
