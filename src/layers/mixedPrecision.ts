import { isFloat, isNarrow, type DType } from "../base/dtype.ts";
import { narrowsFloat64 } from "../base/floatx.ts";
import type { DTypePolicy } from "../base/dtypePolicy.ts";
import { Operand } from "../graph/value.ts";
import { whileReadingAs } from "../graph/variable.ts";
import { cast } from "../ops/cast.ts";
import { keepMask } from "../ops/mask.ts";

/** Floats in the dtype that a layer computes in, with their mask; all else as it is. */
function inDType(x: Operand, dtype: DType): Operand {
  // A float64 among float32 stays: it is there for a gradient check.
  const stays = x.dtype === dtype || (x.dtype === "float64" && !narrowsFloat64(dtype));
  if (!isFloat(x.dtype) || stays) return x;
  const made = cast(x, dtype);
  keepMask(x, made);
  return made;
}

function partIn(part: unknown, dtype: DType): unknown {
  if (part instanceof Operand) return inDType(part, dtype);
  return Array.isArray(part) ? part.map((own: unknown) => partIn(own, dtype)) : part;
}

/** How a layer computes under a policy: inputs, weights and results in its dtype. */
export class Precision {
  /** Of inputs and weights while the layer computes. */
  readonly #inside: DType;
  readonly #outside: DType;
  readonly #isPlain: boolean;

  /** `isWide`: 16 bits are too few inside of the layer, which computes in float32 then. */
  constructor({ name, computeDType }: DTypePolicy, isWide: boolean) {
    this.#isPlain = name === "float32";
    this.#outside = computeDType;
    this.#inside = isWide && isNarrow(computeDType) ? "float32" : computeDType;
  }

  inputs(inputs: readonly Operand[]): readonly Operand[] {
    return inputs.map((x) => inDType(x, this.#inside));
  }

  /** What a call is told besides its inputs. */
  context<Context extends object>(context: Context): Context {
    if (this.#isPlain) return context;
    return Object.fromEntries(
      Object.entries(context).map(([key, part]) => [key, partIn(part, this.#inside)]),
    ) as Context;
  }

  /** Runs the layer's `call`. */
  whileComputing<T>(action: () => T): T {
    return whileReadingAs(this.#isPlain ? undefined : this.#inside, action);
  }

  outputs<Result extends Operand | readonly Operand[]>(result: Result): Result {
    return this.#isPlain ? result : (partIn(result, this.#outside) as Result);
  }
}
