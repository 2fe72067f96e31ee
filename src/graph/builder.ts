import { elementsIn, heldAs, isNarrow, type DType, type TypedArray } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import type { Shape } from "../base/shape.ts";
import type { AttributesOf, Common, Kind, Primitive } from "./alphabet.ts";
import {
  nameOf,
  type Brought,
  type Emitted,
  type Signature,
  type Signatures,
} from "./signature.ts";
import { type Operand, Value, type Builder } from "./value.ts";
import { Variable, type Tracer } from "./variable.ts";

/** A variable's new value at the end of a program. */
export interface Update {
  readonly variable: Variable;
  readonly value: Value;
}

/** Whether each element of the result is an element of an input, or the primitive is made of others. */
function copiesElements(op: Primitive, kind: Kind): boolean {
  if (kind === "movement" || kind === "control" || kind === "part") return true;
  if (kind === "indexing") return op !== "scatterAdd";
  return ["parameter", "constant", "cast", "where", "stopGradient"].includes(op);
}

/** The attributes of a constant, with elements that its dtype can hold. */
function roundedData<P extends Primitive>(
  attributes: AttributesOf<P>,
  dtype: DType,
): AttributesOf<P> {
  const { data } = attributes as { readonly data: TypedArray };
  return { ...attributes, data: elementsIn(dtype, data) };
}

const isNarrowed = ({ dtype }: { readonly dtype: DType }): boolean => isNarrow(dtype);

/** Writes a graph: every primitive applied to its values becomes one more value. */
export class GraphBuilder implements Builder, Tracer {
  readonly tracing = true;
  /** All values in order of creation: inputs stand before their users. */
  readonly values: Value[] = [];
  /** Penalties that layers added to the loss (regularizers), scalars. */
  readonly losses: Value[] = [];
  /** Bodies of loops and branches around this graph. */
  readonly depth: number = 0;
  readonly signatures: Signatures;
  readonly #parameters = new Map<Variable, Value>();
  readonly #current = new Map<Variable, Value>();
  readonly #lifted = new Map<Operand, Value>();
  #closed = false;

  constructor(signatures: Signatures) {
    this.signatures = signatures;
  }

  get floor(): GraphBuilder {
    return this;
  }

  emit<P extends Primitive>(
    primitive: Emitted<P>,
    inputs: readonly Operand[],
    attributes: AttributesOf<P>,
  ): Value<P> {
    const op = nameOf(primitive);
    if (this.#closed) {
      fail("state", {
        where: op,
        expected: "a value of a graph that is still being traced",
        received: "one of a program that is finished",
        advice: "Return it from the function that made it, and use what the function gives",
      });
    }
    const brought: Brought<P> | undefined = typeof primitive === "string" ? undefined : primitive;
    const signature =
      brought ?? (this.signatures[op as Common] as Signature<Primitive> as Signature<P>);
    const values = inputs.map((input) => this.lift(input));
    const { shape, dtype } = signature.type(values, attributes);
    if (!copiesElements(op, signature.kind) && [{ dtype }, ...values].some(isNarrowed))
      return this.#emitWide(primitive, values, attributes, dtype);
    const id = this.values.length;
    const isConstant = op === "constant" && isNarrow(dtype);
    const value = new Value<P>({
      id,
      op,
      brought,
      kind: signature.kind,
      inputs: values,
      attributes: isConstant ? roundedData(attributes, dtype) : attributes,
      shape,
      dtype,
      builder: this,
    });
    this.values.push(value);
    return value;
  }

  /** Computes in the dtypes that hold the narrow ones; what comes out narrow is rounded. */
  #emitWide<P extends Primitive>(
    primitive: Emitted<P>,
    inputs: readonly Value[],
    attributes: AttributesOf<P>,
    dtype: DType,
  ): Value<P> {
    const wide = inputs.map((x) =>
      isNarrowed(x) ? this.emit("cast", [x], { dtype: heldAs(x.dtype) }) : x,
    );
    const own =
      "dtype" in attributes ? { ...attributes, dtype: heldAs(attributes.dtype) } : attributes;
    const result: Value = this.emit(primitive, wide, own);
    const narrow = isNarrow(dtype) ? this.emit("cast", [result], { dtype }) : result;
    return narrow as Value<P>;
  }

  /** Ends the graph: values that outlive their trace are told so. */
  close(): void {
    this.#closed = true;
  }

  /** A new input of the graph. */
  parameter(name: string, shape: Shape, dtype: DType): Value {
    return this.emit("parameter", [], { name, shape, dtype });
  }

  constant(data: TypedArray, shape: Shape, dtype: DType): Value {
    return this.emit("constant", [], { data, shape, dtype });
  }

  /** The operand as a value of this graph: a variable's current value, a tensor as a constant. */
  lift(operand: Operand): Value {
    if (operand instanceof Value) {
      if (operand.builder === this) return operand;
      fail("state", {
        where: operand.op,
        expected: "a value of the graph that is being traced",
        received: "one of another trace",
        advice: "Return it from the function that made it, or keep a tensor instead",
      });
    }
    if (operand instanceof Variable) {
      const own = this.#current.get(operand) ?? this.#parameterOf(operand);
      return this.#in(operand.dtype, own);
    }
    let value = this.#lifted.get(operand);
    if (value === undefined) {
      value = this.constant(operand.data, operand.shape, operand.dtype);
      this.#lifted.set(operand, value);
    }
    return value;
  }

  #in(dtype: DType, value: Value): Value {
    return value.dtype === dtype ? value : this.emit("cast", [value], { dtype });
  }

  #parameterOf(variable: Variable): Value {
    const value = this.parameter(variable.path, variable.shape, variable.ownDType);
    this.#parameters.set(variable, value);
    this.#current.set(variable, value);
    return value;
  }

  assign(variable: Variable, value: Value): void {
    if (!this.#parameters.has(variable)) this.#parameterOf(variable);
    this.#current.set(variable, this.#in(variable.ownDType, this.lift(value)));
  }

  /** The variables that were read or assigned, with their values at the program's start. */
  get variables(): ReadonlyMap<Variable, Value> {
    return this.#parameters;
  }

  /** The variables that were assigned, with their last values. */
  get updates(): Update[] {
    return [...this.#parameters]
      .map(([variable, start]) => ({ variable, start, value: this.#current.get(variable)! }))
      .filter(({ start, value }) => value !== start);
  }
}

/** The values that `outputs` need, inputs before users, each once. */
export function topologicalOrder(outputs: readonly Value[]): Value[] {
  const seen = new Set<Value>();
  const order: Value[] = [];
  const stack: { value: Value; next: number }[] = [];
  for (const output of outputs) {
    if (seen.has(output)) continue;
    seen.add(output);
    stack.push({ value: output, next: 0 });
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const input = top.value.inputs[top.next++];
      if (input === undefined) {
        order.push(top.value);
        stack.pop();
      } else if (!seen.has(input)) {
        seen.add(input);
        stack.push({ value: input, next: 0 });
      }
    }
  }
  return order;
}
