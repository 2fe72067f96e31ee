import { toSnakeCase } from "../base/config.ts";
import { fail } from "../base/errors.ts";
import type { DType } from "../base/dtype.ts";
import { Operand, type NestedArray } from "../graph/value.ts";
import { isPlain, type Signature } from "../ops/signature.ts";
import { toTensor } from "../tensor/tensor.ts";
import { SymbolicTensor } from "./symbolic.ts";

/** Names of classes that do not follow from those of the ops. */
const classNames: Readonly<Record<string, string>> = {
  batchNormalization: "BatchNorm",
  layerNormalization: "LayerNorm",
  rmsNormalization: "RMSNorm",
  ctcLoss: "CTCLoss",
  ctcDecode: "CTCDecode",
  psnr: "PSNR",
  cdist: "CDist",
  fft: "FFT",
  fft2: "FFT2",
  ifft2: "IFFT2",
  rfft: "RFFT",
  irfft: "IRFFT",
  stft: "STFT",
  istft: "ISTFT",
  svd: "SVD",
  rgbToGrayscale: "RGBToGrayscale",
  rgbToHsv: "RGBToHSV",
  hsvToRgb: "HSVToRGB",
  ssim: "SSIM",
};

/** Keras's files of ops but the largest, `numpy`, and `image`, whose ops say so. */
const files: Readonly<Record<string, string>> = {
  nn: "Relu Relu6 Sigmoid SparseSigmoid Softplus Softsign SoftShrink SparsePlus Silu Squareplus LogSigmoid LeakyRelu HardSigmoid HardSilu Elu Selu Gelu Celu Glu TanhShrink HardTanh HardShrink Threshold Softmax LogSoftmax Sparsemax MaxPool AdaptiveMaxPool AveragePool AdaptiveAveragePool Conv DepthwiseConv SeparableConv ConvTranspose OneHot BinaryCrossentropy CategoricalCrossentropy SparseCategoricalCrossentropy MultiHot Moments BatchNorm CTCLoss CTCDecode Normalize PSNR DotProductAttention RMSNorm LayerNorm Polar Unfold Fold DepthToSpace SpaceToDepth",
  core: "AssociativeScan Scatter ScatterUpdate Slice SliceUpdate StopGradient Unstack Cast SaturateCast ConvertToTensor",
  math: "SegmentSum SegmentMax SegmentMin SegmentProd TopK InTopK Logsumexp CDist ExtractSequences FFT FFT2 IFFT2 RFFT IRFFT STFT ISTFT Rsqrt Erf Erfc Erfinv Logdet ViewAsComplex ViewAsReal",
  linalg:
    "Cholesky CholeskyInverse Det Eig Eigh Inv LuFactor Norm Qr Solve SolveTriangular SVD Lstsq MatrixRank Pinv",
};

/** Names of those that Keras gives when an op is called. */
const called =
  /^(x\d?|xs|y|a|b|q|images?\d?|inputs|kernel|bias|depthwiseKernel|pointwiseKernel|condition|data|elems|values?|indices|key|mask|weights|operands|query|targets?|output|targetLength|outputLength|predictions|mean|variance|scale|offset|gamma|beta|transform|translation|coordinates|startPoints|endPoints|startIndices|updates|segmentIds|sequenceLengths|sortedSequence|bins|constantValues|array|elements|abs_|angle|start|stop)$/u;

/** Whether Keras gives a parameter when an op is called; the others belong to its config. */
export function isCallParameter(name: string): boolean {
  return called.test(name);
}

/** Names of parameters that Keras writes otherwise. */
const spelled: Readonly<Record<string, string>> = { newShape: "newshape", n: "N" };

/** "gaussianBlur" and "image.gaussianBlur": "GaussianBlur". */
export function classNameOf(name: string): string {
  const own = name.split(".").at(-1)!;
  return classNames[own] ?? own.replace(/^./u, (letter) => letter.toUpperCase());
}

/** The file in which Keras has the op. */
export function moduleOf(name: string): string {
  if (name.startsWith("image.")) return "keras.src.ops.image";
  const className = classNameOf(name);
  const file = Object.keys(files).find((own) => files[own]!.split(" ").includes(className));
  return `keras.src.ops.${file ?? "numpy"}`;
}

/** What an op was given, by the names of its parameters; what is left over, in order. */
function namedArguments(
  { parameters }: Signature,
  given: readonly unknown[],
): { readonly byName: ReadonlyMap<string, unknown>; readonly rest: readonly unknown[] } {
  const left = [...given];
  const last = left.at(-1);
  const takesOptions = parameters.some(({ kind }) => kind === "option");
  const options = takesOptions && isPlain(last) ? (left.pop() as Record<string, unknown>) : {};
  const byName = new Map<string, unknown>();
  for (const { name, kind } of parameters) {
    if (kind === "required" || kind === "place") byName.set(name, left.shift());
    if (kind === "option") byName.set(name, options[name]);
  }
  return { byName, rest: left };
}

/** What an op is told besides what it is called with, as Keras saves it. */
export function operationConfig(
  name: string,
  signature: Signature,
  given: readonly unknown[],
): Record<string, unknown> {
  const { byName } = namedArguments(signature, given);
  const own = [...byName].filter(([key, value]) => !called.test(key) && value !== undefined);
  return {
    name,
    ...Object.fromEntries(own.map(([key, value]) => [spelled[key] ?? toSnakeCase(key), value])),
  };
}

/** An argument as Keras saves it: symbolic tensors by `save`, other tensors with their elements, slices as such. */
function saveArgument(
  where: string,
  part: unknown,
  save: (tensor: SymbolicTensor) => unknown,
): unknown {
  if (part instanceof SymbolicTensor) return save(part);
  if (part instanceof Operand) {
    return { class_name: "__tensor__", config: { value: part.array(), dtype: part.dtype } };
  }
  if (Array.isArray(part)) return part.map((entry) => saveArgument(where, entry, save));
  if (isPlain(part) && Array.isArray(part["slice"])) {
    const [start = null, stop = null, step = null] = part["slice"] as readonly unknown[];
    return { class_name: "__slice__", config: { start, stop, step } };
  }
  if (part === "..." || (isPlain(part) && "ellipsis" in part))
    return { class_name: "__ellipsis__", config: {} };
  if (part === null || ["number", "boolean", "string"].includes(typeof part)) return part;
  return fail("unsupported", {
    where: `${where}: toJSON`,
    expected: "tensors, numbers and texts as what an op is called with",
    received: typeof part,
    advice: "Put the op into the call of a layer of your own, and register that",
  });
}

/** What an op is called with, as Keras saves it. */
export function operationCall(
  where: string,
  signature: Signature,
  given: readonly unknown[],
  save: (tensor: SymbolicTensor) => unknown,
): { readonly args: readonly unknown[]; readonly kwargs: Readonly<Record<string, unknown>> } {
  const { byName, rest } = namedArguments(signature, given);
  const args: unknown[] = [];
  const kwargs: Record<string, unknown> = {};
  for (const { name, kind } of signature.parameters) {
    const value = byName.get(name);
    if (kind === "rest") args.push(...rest.map((part) => saveArgument(where, part, save)));
    if (!called.test(name) || value === undefined) continue;
    const saved = saveArgument(where, value, save);
    if (kind === "option") kwargs[toSnakeCase(name)] = saved;
    else args.push(saved);
  }
  return { args, kwargs };
}

function isObject(part: unknown): part is Readonly<Record<string, unknown>> {
  return typeof part === "object" && part !== null;
}

/** An argument of its saved form; `find` gives the symbolic tensors, undefined for one that is not there yet. */
export function loadArgument(
  part: unknown,
  find: (saved: Readonly<Record<string, unknown>>) => unknown,
): unknown {
  if (Array.isArray(part)) return part.map((entry) => loadArgument(entry, find));
  if (!isObject(part)) return part;
  const config = part["config"] as Readonly<Record<string, unknown>>;
  switch (part["class_name"]) {
    case "__keras_tensor__":
      return find(config);
    case "__slice__":
      return { slice: [config["start"], config["stop"], config["step"]] };
    case "__ellipsis__":
      return "...";
    case "__tensor__":
    case "__numpy__": {
      const dtype = config["dtype"] as DType | "int64";
      return toTensor(config["value"] as NestedArray, {
        dtype: dtype === "int64" ? "int32" : dtype,
      });
    }
    default:
      return part;
  }
}
