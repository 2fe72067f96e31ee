/** New tensors. */
import { tensor } from "../../eager/tensor.ts";
import { Operand } from "../../graph/value.ts";
import { op, type Op } from "../../layers/operation.ts";
import { cast } from "../../ops/cast.ts";
import type { OperandLike } from "../../ops/convert.ts";
import * as spaces from "../../ops/linspace.ts";
import * as windows from "../../ops/windows.ts";
import * as creation from "../../ops/zeros.ts";
import type { Shape } from "../../base/shape.ts";
import { Tensor, type TensorLike } from "../../tensor/tensor.ts";

/** The same function, whose tensors compute on the engine. */
function onEngine<F extends (...inputs: never) => unknown>(make: F): F {
  const place = (made: unknown): unknown => {
    if (Array.isArray(made)) return (made as readonly unknown[]).map(place);
    return made instanceof Tensor ? tensor(made) : made;
  };
  const made = (...inputs: readonly unknown[]): unknown =>
    place((make as unknown as (...inputs: readonly unknown[]) => unknown)(...inputs));
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

/** A tensor of numbers, nested arrays, a typed array or a tensor; a traced value stays one. */
function convertOf(x: TensorLike, options: creation.CreateOptions = {}): Operand {
  const { dtype } = options;
  if (x instanceof Operand && x.builder?.tracing === true)
    return dtype === undefined ? x : cast(x, dtype);
  return dtype === undefined ? tensor(x) : tensor(x, { dtype });
}

export const array: Op<typeof convertOf> = op("array", "x dtype?", convertOf);
export const convertToTensor: Op<typeof convertOf> = op(
  "convertToTensor",
  "x dtype? sparse? ragged?",
  convertOf,
);
export const copy: Op<typeof convertOf> = op("copy", "x", convertOf);
export const empty: typeof creation.zeros = op("empty", "shape dtype?", onEngine(creation.zeros));
export const emptyLike: Op<typeof creation.zerosLike> = op(
  "emptyLike",
  "x dtype?",
  creation.zerosLike,
);
export const tri: typeof creation.tri = op("tri", "n m? k? dtype?", onEngine(creation.tri));
export const linspace: Op<typeof spaces.linspace> = op(
  "linspace",
  "start stop num? endpoint? retstep? dtype? axis?",
  onEngine(spaces.linspace),
);
export const logspace: Op<typeof spaces.logspace> = op(
  "logspace",
  "start stop num? endpoint? base? dtype? axis?",
  onEngine(spaces.logspace),
);
export const geomspace: Op<typeof spaces.geomspace> = op(
  "geomspace",
  "start stop num? endpoint? dtype? axis?",
  onEngine(spaces.geomspace),
);
export const bartlett: typeof windows.bartlett = op("bartlett", "x", onEngine(windows.bartlett));
export const blackman: typeof windows.blackman = op("blackman", "x", onEngine(windows.blackman));
export const hamming: typeof windows.hamming = op("hamming", "x", onEngine(windows.hamming));
export const hanning: typeof windows.hanning = op("hanning", "x", onEngine(windows.hanning));
export const kaiser: typeof windows.kaiser = op("kaiser", "x beta", onEngine(windows.kaiser));
