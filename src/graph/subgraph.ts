import { fail } from "../base/errors.ts";
import type { Body, Typed } from "./alphabet.ts";
import { GraphBuilder, topologicalOrder } from "./builder.ts";
import { printGraph } from "./print.ts";
import { type Operand, Value } from "./value.ts";
import { Variable, whileTracing } from "./variable.ts";

/** The graph inside a control primitive. It may be asked for more results, as gradients do; what it gave stays. */
export class Subgraph implements Body {
  readonly parameters: readonly Value[];
  readonly #results: Value[];

  constructor(parameters: readonly Value[], results: readonly Value[]) {
    this.parameters = parameters;
    this.#results = [...results];
  }

  get results(): readonly Value[] {
    return this.#results;
  }

  /** Adds a result; gives its number. */
  give(value: Value): number {
    return this.#results.push(value) - 1;
  }

  /** What the results are computed from, inputs before users. */
  get values(): readonly Value[] {
    return topologicalOrder(this.#results);
  }

  /** Everything that tells two graphs apart, without the names and places of their values. */
  toJSON(): unknown {
    const numbers = new Map<Value, number>(this.parameters.map((value, i) => [value, i]));
    const values = this.values.filter((value) => !numbers.has(value));
    for (const value of values) numbers.set(value, numbers.size);
    const number = (value: Value): number | undefined => numbers.get(value);
    return {
      parameters: this.parameters.map(({ shape, dtype }) => [shape, dtype]),
      values: values.map(({ op, inputs, attributes }) => [op, inputs.map(number), attributes]),
      results: this.#results.map(number),
    };
  }

  toString(): string {
    const inner = printGraph([...new Set([...this.parameters, ...this.values])], this.#results);
    return `{\n${inner.replaceAll(/^/gmu, "  ")}\n}`;
  }
}

/** The graph behind the body that an attribute names. */
export function subgraphOf(body: Body): Subgraph {
  if (body instanceof Subgraph) return body;
  return fail("state", { where: "control", expected: "a traced body", received: "another object" });
}

/** A traced body, and the values of the graph around it that it uses: they stand for its last parameters, in order. */
export interface TracedBody {
  readonly body: Subgraph;
  readonly captured: readonly Value[];
}

/** Where a body is traced. */
export interface BodyPlace {
  readonly where: string;
  readonly outer: GraphBuilder;
  /** Whether all that it computes stays inside: it may never run. Default false. */
  readonly isOptional?: boolean;
}

/** Calls `f` with symbolic values of these types, which lie in a graph inside `outer`. */
export function traceBody(
  place: BodyPlace,
  types: readonly Typed[],
  f: (values: readonly Value[], builder: GraphBuilder) => readonly Operand[],
): TracedBody {
  const builder = new BodyBuilder(place);
  const given = types.map(({ shape, dtype }, i) => builder.parameter(`p${i}`, shape, dtype));
  const results = whileTracing(builder, () =>
    f(given, builder).map((operand) => builder.lift(operand)),
  );
  if (builder.losses.length > 0) {
    fail("unsupported", {
      where: place.where,
      expected: "a body without penalties",
      received: "a loss that is added inside",
      advice: "Return it from the body and add it outside",
    });
  }
  const { inside, captured } = builder;
  return { body: new Subgraph([...given, ...inside], results), captured };
}

/** Whether a value is a scalar constant, stretched or not: cheaper to write again than to hand over. */
function isPlain(value: Value): boolean {
  if (value.is("constant")) return value.size === 1;
  return (value.is("broadcast") || value.is("reshape")) && isPlain(value.inputs[0]!);
}

/** Writes the body of a loop or branch; what it uses from outside becomes a parameter. */
class BodyBuilder extends GraphBuilder {
  override readonly depth: number;
  /** Parameters for what stands at the same places in `captured`. */
  readonly inside: Value[] = [];
  readonly captured: Value[] = [];
  readonly #place: BodyPlace;
  readonly #known = new Map<Value, Value>();

  constructor(place: BodyPlace) {
    super(place.outer.signatures);
    this.#place = place;
    this.depth = place.outer.depth + 1;
  }

  override get floor(): GraphBuilder {
    return this.#place.isOptional === true ? this : this.#place.outer.floor;
  }

  override lift(operand: Operand): Value {
    if (operand instanceof Value && operand.builder === this) return operand;
    if (!(operand instanceof Value) && !(operand instanceof Variable)) return super.lift(operand);
    return this.#bring(this.#place.outer.lift(operand));
  }

  #bring(value: Value): Value {
    let own = this.#known.get(value);
    if (own !== undefined) return own;
    if (isPlain(value)) {
      own = this.emit(
        value.primitive,
        value.inputs.map((input) => this.#bring(input)),
        value.attributes,
      );
    } else {
      own = this.parameter(`captured${this.inside.length}`, value.shape, value.dtype);
      this.inside.push(own);
      this.captured.push(value);
    }
    this.#known.set(value, own);
    return own;
  }

  override assign(variable: Variable): never {
    return fail("unsupported", {
      where: this.#place.where,
      expected: "a body that changes no variables",
      received: `an assignment to ${variable.path}`,
      advice: "Carry its value through the loop and assign it behind",
    });
  }
}

/** The types of a control primitive's results. */
function resultTypes(control: Value): readonly Typed[] {
  if (control.is("scan")) {
    const { body, carries, length } = control.attributes;
    return body.results.map(({ shape, dtype }, i) => ({
      shape: i < carries ? shape : [length, ...shape],
      dtype,
    }));
  }
  if (control.is("whileLoop")) return control.attributes.body.results;
  return (control as Value<"branch">).attributes.branches[0]!.results;
}

/** Result number `index` of a control primitive. */
export function partOf(control: Value, index: number): Value {
  const { shape, dtype } = resultTypes(control)[index]!;
  return control.builder.emit("part", [control], { index, shape, dtype }) as Value;
}

/** The graphs inside a control primitive; none inside others. */
export function bodiesOf(value: Value): readonly Subgraph[] {
  if (value.is("scan")) return [subgraphOf(value.attributes.body)];
  if (value.is("whileLoop"))
    return [value.attributes.condition, value.attributes.body].map(subgraphOf);
  return value.is("branch") ? value.attributes.branches.map(subgraphOf) : [];
}
