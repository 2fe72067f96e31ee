import { fail } from "../../base/errors.ts";
import { sizeOf } from "../../base/shape.ts";
import type { Interpreters } from "./numbers.ts";

/** What has no inputs. */
export const sources: Interpreters<"source"> = {
  parameter: (_, { name }) => {
    fail("state", {
      where: "interpret",
      expected: `the elements of the parameter "${name}"`,
      received: "none",
    });
  },

  constant: (_, { data }) => Float64Array.from(data),

  iota: (_, { axis, shape }) => {
    const inner = sizeOf(shape.slice(axis + 1));
    return new Float64Array(sizeOf(shape)).map(
      (_element, i) => Math.floor(i / inner) % shape[axis]!,
    );
  },
};
