/** New tensors. */
import { tensor } from "../../eager/tensor.ts";
import { Operand } from "../../graph/value.ts";
import { op, type Op } from "../../layers/operation.ts";
import type { OperandLike } from "../../ops/convert.ts";
import * as creation from "../../ops/zeros.ts";
import type { Shape } from "../../base/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** The same function, whose tensors compute on the engine. */
function onEngine<F extends (...inputs: never) => Tensor>(make: F): F {
  const made = (...inputs: readonly unknown[]): Tensor =>
    tensor((make as unknown as (...inputs: readonly unknown[]) => Tensor)(...inputs));
  return made as unknown as F;
}

/** One value, or a tensor stretched to the shape. */
function fullOf(
  shape: Shape,
  fillValue: OperandLike,
  options: creation.CreateOptions = {},
): Operand {
  const isScalar = typeof fillValue === "number" || typeof fillValue === "boolean";
  const value = isScalar || fillValue instanceof Operand ? fillValue : tensor(fillValue);
  const filled = creation.full(shape, value, options);
  return isScalar ? tensor(filled) : filled;
}

export const zeros: typeof creation.zeros = op("zeros", "shape dtype?", onEngine(creation.zeros));
export const ones: typeof creation.ones = op("ones", "shape dtype?", onEngine(creation.ones));
export const full: typeof fullOf = op("full", "shape fillValue dtype?", fullOf);
export const eye: typeof creation.eye = op("eye", "n m? k? dtype?", onEngine(creation.eye));
export const identity: typeof creation.identity = op(
  "identity",
  "n dtype?",
  onEngine(creation.identity),
);
export const arange: typeof creation.arange = op(
  "arange",
  "start stop? step? dtype?",
  onEngine(creation.arange),
);
export const fullLike: Op<typeof creation.fullLike> = op(
  "fullLike",
  "x fillValue dtype?",
  creation.fullLike,
);
export const onesLike: Op<typeof creation.onesLike> = op("onesLike", "x dtype?", creation.onesLike);
export const zerosLike: Op<typeof creation.zerosLike> = op(
  "zerosLike",
  "x dtype?",
  creation.zerosLike,
);
