import { checkOptions } from "../base/config.ts";
import { fail } from "../base/errors.ts";
import { valueAndGrad } from "../eager/jit.ts";
import { tensor } from "../eager/tensor.ts";
import type { Operand } from "../graph/value.ts";
import { multiply } from "../ops/add.ts";
import { argmax } from "../ops/argmax.ts";
import { oneHot } from "../ops/oneHot.ts";
import { reshape } from "../ops/reshape.ts";
import { sum } from "../ops/sum.ts";
import type { Tensor, TensorLike } from "../tensor/tensor.ts";
import type { Model } from "./model.ts";

/** Options of `saliency`. */
export interface SaliencyOptions {
  /** Which unit of the output is asked. Default: for each sample the one that answers most. */
  readonly unit?: number | undefined;
}

/**
 * How the output answers to each number of the input: the gradient of one unit, without training, of the shape of `x`.
 * Its size shows what the model looks at. Simonyan et al. 2014, https://arxiv.org/abs/1312.6034
 */
export function saliency(model: Model, x: TensorLike, options: SaliencyOptions = {}): Tensor {
  checkOptions("saliency", options, ["unit"]);
  const { unit } = options;
  const given = tensor(x, { dtype: "float32" });
  const score = (input: Operand): Operand => {
    const output = model(input);
    const rows = reshape(output, [output.shape[0]!, -1]);
    const units = rows.shape[1]!;
    if (unit !== undefined && !(Number.isInteger(unit) && unit >= 0 && unit < units)) {
      fail("value", {
        where: `saliency: ${model.name}: unit`,
        expected: `a whole number from 0 to ${units - 1}`,
        received: String(unit),
      });
    }
    const chosen = unit ?? argmax(rows, { axis: -1 });
    return sum(multiply(rows, oneHot(chosen, units)));
  };
  return valueAndGrad(score)(given).gradient as Tensor;
}
