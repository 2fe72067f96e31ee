import { fail } from "../base/errors.ts";
import type { DataFormat } from "../base/imageDataFormat.ts";
import { formatShape, type Shape } from "../base/shape.ts";
import type { Sliding } from "../graph/alphabet.ts";
import { dilatedExtent, still } from "../graph/window.ts";
import type { Builder, Operand } from "../graph/value.ts";
import { floatOf, resultDType, reshapeWith, unify, type OperandLike } from "./convert.ts";
import { conv as convolution } from "./primitives/convolution.ts";
import {
  expectPadding,
  imagesOf,
  perAxis,
  slidingsOf,
  type Images,
  type Padding,
  type PerAxis,
} from "./spatial.ts";

/** How a kernel slides over images. */
export interface ConvOptions {
  /** Steps of the kernel. Default 1. */
  readonly strides?: PerAxis | undefined;
  /** Default "valid". "causal" (one spatial axis): zeros in front only, so that no place sees what comes later. */
  readonly padding?: Padding | "causal" | undefined;
  /** Default: the one of `setImageDataFormat`. */
  readonly dataFormat?: DataFormat | null | undefined;
  /** Distance of neighbours in the kernel. Default 1. */
  readonly dilationRate?: PerAxis | undefined;
}

/** Letters of the spatial axes. */
const spatialLetters = ["w", "hw", "dhw"];

/** Images and kernel, in one float dtype. */
export interface ConvInputs {
  readonly builder: Builder;
  readonly x: Operand;
  readonly kernel: Operand;
  readonly images: Images;
  /** Extents of the kernel along the spatial axes. */
  readonly sizes: Shape;
}

/** The inputs of a convolution; the kernel must have as many axes as the images. */
export function convInputs(
  where: string,
  inputs: OperandLike,
  kernel: OperandLike,
  dataFormat: DataFormat | null | undefined,
): ConvInputs {
  const dtype = floatOf(resultDType([inputs, kernel]));
  const { builder, operands } = unify(where, [inputs, kernel], dtype);
  const [x, k] = operands as readonly [Operand, Operand];
  const images = imagesOf(where, x.shape, dataFormat);
  if (k.rank !== x.rank) {
    fail("shape", {
      where,
      expected: `a kernel of rank ${x.rank} like the input`,
      received: formatShape(k.shape),
    });
  }
  return { builder, x, kernel: k, images, sizes: k.shape.slice(0, -2) };
}

/** Throws unless the kernel takes the channels of the images. */
export function expectChannels(
  where: string,
  channels: number,
  kernelChannels: number,
  dividing: boolean,
): void {
  const fits = dividing ? channels % kernelChannels === 0 : channels === kernelChannels;
  if (fits && kernelChannels > 0) return;
  fail("shape", {
    where,
    expected: `a kernel for the input's ${channels} channels${dividing ? ", or for an equal share of them" : ""}`,
    received: `one for ${kernelChannels}`,
  });
}

/** What `convolve` needs beside the operands. */
export interface Convolution {
  readonly slidings: readonly Sliding[];
  /** Independent convolutions of equal shares of the channels. */
  readonly groups: number;
  /** Letters of the kernel's last two axes; the groups are split off from the second. */
  readonly kernelEnd: "io" | "oi" | "go";
}

/** The primitive with letters for images [n, spatial.., channels] or [n, channels, spatial..]; groups get an axis of their own. */
export function convolve(
  { builder, x, kernel, images }: ConvInputs,
  { slidings, groups, kernelEnd }: Convolution,
): Operand {
  const letters = spatialLetters[images.axes.length - 1]!;
  const windows = Object.fromEntries([...letters].map((letter, i) => [letter, slidings[i]!]));
  const [first, second] = kernel.shape.slice(-2) as [number, number];
  const spatial = kernel.shape.slice(0, -2);
  const inputs = x.shape[images.channels]!;
  // What each operand's channels are: one axis, or groups and what is in them.
  let [inputEnd, outputEnd, kernelLetters] = ["i", "o", kernelEnd as string];
  let [inputShape, kernelShape] = [[inputs], [first, second]];
  let outputs = kernelEnd === "oi" ? first : second;
  if (kernelEnd === "go") {
    [inputEnd, outputs] = ["g", first * second];
    if (second === 1) [kernelLetters, kernelShape, outputEnd] = ["g", [first], "g"];
    else outputEnd = "go";
  } else if (groups > 1) {
    [inputEnd, outputEnd, kernelLetters] = ["gi", "go", "igo"];
    inputShape = [groups, inputs / groups];
    kernelShape = [first, groups, second / groups];
  }
  const last = images.channels !== 1;
  const join = (end: string): string => (last ? `n${letters}${end}` : `n${end}${letters}`);
  const split = x.shape.toSpliced(images.channels, 1, ...inputShape);
  const result = builder.emit(
    convolution,
    [reshapeWith(builder, x, split), reshapeWith(builder, kernel, [...spatial, ...kernelShape])],
    { x: join(inputEnd), y: letters + kernelLetters, out: join(outputEnd), windows },
  );
  const joined = result.shape.toSpliced(images.channels, outputEnd.length, outputs);
  return reshapeWith(builder, result, joined);
}

/** Strides, dilations and padding as windows of the kernel. */
function windowsOf(
  where: string,
  { images, sizes }: ConvInputs,
  { strides = 1, dilationRate = 1, padding = "valid" }: ConvOptions,
): Sliding[] {
  const rank = images.axes.length;
  const word = expectPadding(
    where,
    padding,
    rank === 1 ? ["valid", "same", "causal"] : ["valid", "same"],
  );
  const steps = {
    sizes,
    strides: perAxis(where, "strides", strides, { rank }),
    dilations: perAxis(where, "dilationRate", dilationRate, { rank }),
  };
  if (word !== "causal") return slidingsOf(where, images.extents, { ...steps, padding: word });
  const [stride, dilation] = [steps.strides[0]!, steps.dilations[0]!];
  return [{ ...still, stride, dilation, low: dilatedExtent(sizes[0]!, dilation) - 1 }];
}

/**
 * Cross-correlation of images with filters: [n, spatial.., in] and a kernel [spatial.., in / groups, out] ->
 * [n, places.., out]. A kernel for a share of the channels makes groups.
 */
export function conv(inputs: OperandLike, kernel: OperandLike, options: ConvOptions = {}): Operand {
  const found = convInputs("conv", inputs, kernel, options.dataFormat);
  const channels = found.x.shape[found.images.channels]!;
  const [share, filters] = found.kernel.shape.slice(-2) as [number, number];
  expectChannels("conv", channels, share, true);
  const groups = channels / share;
  if (filters % groups !== 0) {
    fail("shape", {
      where: "conv",
      expected: `a number of filters that ${groups} groups divide`,
      received: `${filters}`,
    });
  }
  const slidings = windowsOf("conv", found, options);
  return convolve(found, { slidings, groups, kernelEnd: "io" });
}

/** Each channel with filters of its own: [n, spatial.., in] and a kernel [spatial.., in, multiplier] -> [n, places.., in · multiplier]. */
export function depthwiseConv(
  inputs: OperandLike,
  kernel: OperandLike,
  options: ConvOptions = {},
): Operand {
  const found = convInputs("depthwiseConv", inputs, kernel, options.dataFormat);
  const channels = found.x.shape[found.images.channels]!;
  expectChannels("depthwiseConv", channels, found.kernel.shape.at(-2)!, false);
  const slidings = windowsOf("depthwiseConv", found, options);
  return convolve(found, { slidings, groups: channels, kernelEnd: "go" });
}

/** `depthwiseConv` with [spatial.., in, multiplier], then a mix of the channels with a kernel [1.., in · multiplier, out]. */
export function separableConv(
  inputs: OperandLike,
  depthwiseKernel: OperandLike,
  pointwiseKernel: OperandLike,
  options: ConvOptions = {},
): Operand {
  const depthwise = depthwiseConv(inputs, depthwiseKernel, options);
  return conv(depthwise, pointwiseKernel, { dataFormat: options.dataFormat });
}
