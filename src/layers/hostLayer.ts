import type { DType } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import { Operand, Value } from "../graph/value.ts";
import { Tensor, toTensor, type TensorLike } from "../tensor/tensor.ts";
import { isTexts, Texts, type NestedTexts } from "../tensor/texts.ts";
import { type CallContext, type CallOptions, Layer, type LayerOptions } from "./layer.ts";
import type { Node, PartialShape, SymbolicTensor } from "./symbolic.ts";
import type { OutputType } from "./traceShapes.ts";

/** What a layer on the host takes and gives. */
export type HostData = Tensor | Texts;

/** What can be given to a layer on the host. */
export type HostLike = Operand | Texts | NestedTexts;

/** Texts of what holds texts; else the elements, which must be known. */
function hostDataOf(where: string, source: HostLike): HostData {
  if (source instanceof Texts || isTexts(source)) return Texts.of(source);
  if (source instanceof Value && !source.is("constant")) {
    return fail("state", {
      where,
      expected: "data",
      received: "what a layer in front of it computes",
      advice:
        "Put this layer first in the model: it works on texts and whole numbers as they come in",
    });
  }
  const { data, shape, dtype, builder } = source;
  return new Tensor(data, shape, dtype, builder);
}

function toHostData(where: string, source: unknown, { shape }: SymbolicTensor): HostData {
  const isText = source instanceof Texts || isTexts(source);
  const data = hostDataOf(where, isText ? source : toTensor(source as TensorLike));
  // As Keras does: a last axis of 1 that is missing is added.
  if (data.shape.length !== shape.length - 1 || shape.at(-1) !== 1) return data;
  const wider = [...data.shape, 1];
  return data instanceof Texts ? new Texts(data.data, wider) : data.reshape(wider);
}

/** The inputs of a model that begins on the host, texts and numbers: alone, as a list or by name. */
function hostInputs(
  where: string,
  x: unknown,
  names: readonly string[],
  inputs: readonly SymbolicTensor[],
): HostData[] {
  if (inputs.length === 1) {
    const isRecord = typeof x === "object" && x !== null && Object.hasOwn(x, names[0]!);
    const own: unknown = isRecord ? (x as Readonly<Record<string, unknown>>)[names[0]!] : x;
    return [toHostData(where, own, inputs[0]!)];
  }
  const parts: readonly unknown[] = Array.isArray(x)
    ? x
    : names.map((name) => (x as Readonly<Record<string, unknown>>)[name]);
  if (parts.length !== inputs.length || parts.includes(undefined)) {
    return fail("data", {
      where,
      expected: `one array for each of ${names.join(", ")}`,
      received: Array.isArray(x) ? `a list of ${x.length}` : Object.keys(x as object).join(", "),
    });
  }
  return parts.map((part, i) => toHostData(`${where}: ${names[i]}`, part, inputs[i]!));
}

/** The part of a model that the host does. */
export interface HostPart {
  readonly inputs: readonly SymbolicTensor[];
  readonly hostNodes: readonly Node[];
  readonly entries: readonly SymbolicTensor[];
}

/** A layer that looks texts and numbers up. Calling one with texts gives a tensor. */
// oxlint-disable-next-line no-unsafe-declaration-merging, no-unused-vars -- what makes an instance callable for the type checker
export interface HostLayer<Options extends LayerOptions = LayerOptions> {
  (input: SymbolicTensor, context?: CallOptions): SymbolicTensor;
  (inputs: readonly SymbolicTensor[], context?: CallOptions): SymbolicTensor;
  (input: Operand, context?: Partial<CallContext>): Operand;
  (inputs: readonly Operand[], context?: Partial<CallContext>): Operand;
  (input: Texts | NestedTexts): Tensor;
  (inputs: readonly HostLike[]): Tensor;
}

/**
 * A layer that works on the host, before the program of a model begins: texts have no place in a program. In a model
 * it stands at the inputs, alone or behind others of its kind.
 */
export abstract class HostLayer<
  Options extends LayerOptions = LayerOptions,
> extends Layer<Options> {
  /** Marks what models run before their program begins. */
  readonly worksOnHost = true;
  /** Whether several inputs are one list of features. */
  protected readonly takesSeveral: boolean = false;

  /** What comes out of data. */
  abstract compute(inputs: readonly HostData[]): HostData;

  /** The shape of what comes out, null where it is not known. */
  protected abstract outputShape(inputShapes: readonly PartialShape[]): PartialShape;

  /** The dtype of what comes out. */
  protected abstract get outputDType(): DType | "string";

  /** Shape and dtype of an input that these data are for. */
  inputTypeOf(x: unknown): {
    readonly batchShape: PartialShape;
    readonly dtype: "string" | "int32";
  } {
    const data = hostDataOf(this.label, isTexts(x) ? Texts.of(x) : toTensor(x as TensorLike));
    const batchShape = [null, ...data.shape.slice(1)];
    return { batchShape, dtype: data instanceof Texts ? "string" : "int32" };
  }

  /** What a model's layers on the host make of its inputs: one tensor per entry of its program. */
  static runNodes(
    where: string,
    { inputs, hostNodes, entries }: HostPart,
    x: unknown,
    names: readonly string[],
  ): Tensor[] {
    const given = hostInputs(`${where}: x`, x, names, inputs);
    const known = new Map(inputs.map((tensor, i) => [tensor, given[i]!]));
    for (const node of hostNodes) {
      const layer = node.layer as HostLayer;
      known.set(node.outputs[0]!, layer.compute(node.inputs.map((tensor) => known.get(tensor)!)));
    }
    return entries.map((tensor) => {
      const data = known.get(tensor)!;
      if (data instanceof Tensor) return data;
      return fail("data", {
        where,
        expected: `numbers for "${tensor.name}"`,
        received: "texts",
        advice: "Put a layer that looks them up behind the input, such as textVectorization()",
      });
    });
  }

  override call(x: Operand): Operand {
    return this.callMany([x]);
  }

  override callMany(inputs: readonly Operand[]): Operand {
    const result = this.compute(inputs.map((x) => hostDataOf(this.label, x)));
    if (result instanceof Tensor) return result;
    return fail("unsupported", {
      where: this.label,
      expected: "numbers as the result inside a model",
      received: "texts",
      advice: "Call the layer itself on what the model predicts",
    });
  }

  override computeOutputs(inputShapes: readonly PartialShape[]): OutputType[] {
    return [{ shape: this.outputShape(inputShapes), dtype: this.outputDType as DType }];
  }

  protected override invoke(input: unknown, context: Partial<CallContext> = {}): unknown {
    const parts = (Array.isArray(input) ? input : [input]) as readonly unknown[];
    const isData = isTexts(input) || parts.some((part) => part instanceof Texts || isTexts(part));
    if (!isData && !(this.takesSeveral && parts.every((part) => part instanceof Operand)))
      return this.#numbers(input as Operand, context);
    const given = this.takesSeveral ? (parts as readonly HostLike[]) : [input as HostLike];
    return this.compute(given.map((part) => hostDataOf(this.label, part)));
  }

  /** Numbers may come back as texts. */
  #numbers(input: Operand, context: Partial<CallContext>): unknown {
    const isKnown = input instanceof Operand && !(input instanceof Value);
    return isKnown ? this.compute([hostDataOf(this.label, input)]) : super.invoke(input, context);
  }
}
