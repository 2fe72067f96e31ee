import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { Sliding } from "../graph/alphabet.ts";
import type { Operand } from "../graph/value.ts";
import { dilatedExtent } from "../graph/window.ts";
import { convInputs, convolve, expectChannels, type ConvOptions } from "./conv.ts";
import type { OperandLike } from "./convert.ts";
import { expectPadding, perAxis, type Padding, type PerAxis } from "./spatial.ts";

/** How a transposed convolution spreads its input. */
export interface ConvTransposeOptions extends ConvOptions {
  /** Default "valid". */
  readonly padding?: Padding | undefined;
  /** Extents of the result beyond the smallest possible ones, less than the strides. Default null: from the padding. */
  readonly outputPadding?: PerAxis | null | undefined;
}

/** Padding of the spread input along one axis, as Keras chooses it. */
function slidingOf(
  size: number,
  {
    stride,
    dilation,
    padding,
    outputPadding,
  }: {
    readonly stride: number;
    readonly dilation: number;
    readonly padding: Padding;
    readonly outputPadding: number | undefined;
  },
): Sliding {
  const reach = dilatedExtent(size, dilation);
  const spread = { stride: 1, inputDilation: stride, dilation };
  if (padding === "valid") {
    const more = outputPadding ?? Math.max(reach, stride) - reach;
    return { ...spread, low: reach - 1, high: reach - 1 + more };
  }
  const total =
    outputPadding === undefined ? stride + reach - 2 : reach + (reach % 2) - 2 + outputPadding;
  const low = Math.min(Math.ceil(total / 2), reach - 1);
  return { ...spread, low, high: total - low };
}

/**
 * The gradient of `conv` with respect to its input, as an operation of its own:
 * [n, spatial.., in] and a kernel [spatial.., out, in] -> [n, larger.., out].
 */
export function convTranspose(
  inputs: OperandLike,
  kernel: OperandLike,
  options: ConvTransposeOptions = {},
): Operand {
  const where = "convTranspose";
  const found = convInputs(where, inputs, kernel, options.dataFormat);
  const { builder, images, sizes } = found;
  const { strides = 1, dilationRate = 1, padding = "valid", outputPadding = null } = options;
  const rank = images.axes.length;
  const word = expectPadding(where, padding, ["valid", "same"]);
  const steps = perAxis(where, "strides", strides, { rank });
  const dilations = perAxis(where, "dilationRate", dilationRate, { rank });
  const more =
    outputPadding === null
      ? undefined
      : perAxis(where, "outputPadding", outputPadding, { rank, minimum: 0 });
  if (more?.some((extent, i) => extent >= steps[i]!) === true) {
    fail("value", {
      where,
      expected: `outputPadding below the strides ${formatShape(steps)}`,
      received: formatShape(more),
    });
  }
  expectChannels(where, found.x.shape[images.channels]!, found.kernel.shape.at(-1)!, false);
  const slidings = sizes.map((size, i) =>
    slidingOf(size, {
      stride: steps[i]!,
      dilation: dilations[i]!,
      padding: word,
      outputPadding: more?.[i],
    }),
  );
  const turned = builder.emit("reverse", [found.kernel], { axes: sizes.map((_, axis) => axis) });
  return convolve({ ...found, kernel: turned }, { slidings, groups: 1, kernelEnd: "oi" });
}
