import type {
  AttributesOf,
  Common,
  Primitive,
  PrimitiveOf,
  Rare,
  RareChoice,
  RarePointwise,
} from "../../graph/alphabet.ts";
import type { PartsOf } from "../../graph/interpret/numbers.ts";
import type { Brought, Signature } from "../../graph/signature.ts";
import type { ChoiceRule } from "../../kernels/element.ts";
import type { Lowering } from "../../kernels/lowering.ts";
import type { PointwiseRule } from "../../kernels/pointwise.ts";
import type { DType } from "../../base/dtype.ts";
import type { Work } from "../../base/eventLoop.ts";
import type { BufferId, Entry, Step } from "../../program/program.ts";
import type { Shape } from "../../base/shape.ts";
import type { Operand, Value } from "../../graph/value.ts";

/** What a gradient rule is given. All are values of one graph; the rule writes into it. */
export interface Vjp<P extends Primitive> {
  readonly inputs: readonly Value[];
  readonly attributes: AttributesOf<P>;
  readonly out: Value<P>;
  /** The gradient with respect to `out`: same shape and dtype. */
  readonly dOut: Value;
}

/** An input of a gradient check. */
export interface Sample<P extends Primitive> {
  readonly shapes: readonly Shape[];
  /** Per input; default "float32" for all (checked in float64). Inputs that are not floats are not differentiated. */
  readonly dtypes?: readonly DType[];
  /**
   * Where the function is smooth: numbers are drawn from here. Default [-2, 2]. One pair, or one per input.
   * Integers: both ends included, so a default is not for unsigned ones. bool: drawn from both, whatever this says.
   */
  readonly domain?: readonly [number, number] | readonly (readonly [number, number])[];
  readonly attributes?: AttributesOf<P>;
}

/** All that is known of one primitive: its type, its gradient, and where to try them. */
export interface Card<P extends Primitive> extends Signature<P> {
  /**
   * The gradients with respect to the inputs, in order; null where there is none.
   * Absent: the primitive has no gradient at all.
   */
  readonly vjp?: (rule: Vjp<P>) => readonly (Operand | null)[];
  /** How many products it sums, of the inputs and the result that `value` has. Absent: none. */
  readonly multiplyAdds?: (value: Value<P>) => number;
  /** Samples for the gradient check and the engines' contract. Break symmetry: distinct extents, permutations of order 3. */
  readonly samples: readonly Sample<P>[];
}

/** The card of a rare primitive that is one expression per element. Whoever emits it brings it along. */
export interface PointwiseCard<P extends RarePointwise> extends Card<P>, Brought<P> {
  /** The IR of an element, or of a vector of them. */
  readonly expression: PointwiseRule<P>;
}

/** The card of one whose elements are chosen from those of its inputs. */
export interface ChoiceCard<P extends RareChoice> extends Card<P>, Brought<P> {
  /** The IR of the element at an index. */
  readonly choice: ChoiceRule<P>;
}

/** The card of another: how it is interpreted and becomes loops, too. */
export interface RareCard<
  P extends Exclude<Rare, RareChoice | RarePointwise | PrimitiveOf<"control">>,
>
  extends Card<P>, Brought<P> {
  readonly lowering: Lowering<P>;
  /** An equal value that is less work, if there is one. */
  simpler?(value: Value<P>): Value | undefined;
  /** The outputs of a graph with what only scales and shifts its results folded into its factors; `state` never changes. */
  folded?(outputs: readonly Value[], state: ReadonlySet<Value>): Work<readonly Value[]>;
}

/** Reverse mode over one graph: src/grad/reverse.ts hands itself over. */
export type Gradients = (
  outputs: readonly Value[],
  cotangents: readonly Operand[],
  wrt: readonly Value[],
) => (Value | undefined)[];

/** What is asked of the gradient of a control primitive. */
export interface ControlRule<P extends PrimitiveOf<"control">> {
  readonly out: Value<P>;
  /** The gradients with respect to the parts, where there are any. */
  readonly dParts: ReadonlyMap<number, Value>;
  /** Whether the gradient with respect to an input is asked for. */
  readonly isWanted: (input: number) => boolean;
  readonly gradients: Gradients;
}

/** What lies around the body of a loop. */
export interface LoopAround {
  /** Buffers that the loop reads and does not change. */
  readonly unchanged: ReadonlySet<BufferId>;
  /** Gets the steps that bring such buffers into the forms that kernels want, before the loop begins. */
  readonly before: Step[];
}

/** Where the steps of a loop or branch are written: src/compiler/assemble.ts hands itself over. */
export interface ControlWriter {
  /** The buffers of its inputs. Those that a loop carries are changed in place. */
  readonly inputs: readonly BufferId[];
  /** The buffers of the parts that are used, by their numbers. */
  readonly parts: ReadonlyMap<number, BufferId>;
  /** The number of a new loop. */
  readonly newLoop: () => number;
  /** A new buffer for a value like this one that lies in a stack of such. */
  readonly entry: (value: Value, place: Entry) => BufferId;
  /**
   * The steps of a body: the buffers of its parameters, and of those of its results that are wanted. `around`: of a loop's
   * body, what stays the same and is done beforehand.
   */
  readonly block: (
    name: string,
    body: { readonly parameters: readonly Value[]; readonly results: readonly Value[] },
    inputs: readonly BufferId[],
    outputs: readonly (BufferId | undefined)[],
    around?: LoopAround,
  ) => Work<Step[]>;
  /** The steps that `write` gives with the buffer of a bool, which lives as long as they. */
  readonly withFlag: (write: (flag: BufferId) => Work<Step[]>) => Work<Step[]>;
}

/** The card of a loop or branch, whose gradients are loops and branches again. */
export interface ControlCard<P extends PrimitiveOf<"control">> extends Card<P>, Brought<P> {
  readonly parts: PartsOf<P>;
  /** The gradients with respect to the inputs, in order; null where there is none. */
  controlVjp(rule: ControlRule<P>): readonly (Operand | null)[];
  /** What a program does instead of it, all around the launches of its bodies. */
  steps(control: Value<P>, writer: ControlWriter): Work<Step[]>;
}

/** The cards of the primitives that are known by name. */
export type CommonCards = { readonly [P in Common]: Card<P> };

/** Those of all others. */
export type RareCards = { readonly [P in PrimitiveOf<"control">]: ControlCard<P> } & {
  readonly [P in RarePointwise]: PointwiseCard<P>;
} & {
  readonly [P in RareChoice]: ChoiceCard<P>;
} & {
  readonly [P in Exclude<Rare, RareChoice | RarePointwise | PrimitiveOf<"control">>]: RareCard<P>;
};

/** One card per primitive. */
export type Cards = CommonCards & RareCards;
