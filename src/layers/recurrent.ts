import { fail } from "../base/errors.ts";
import { formatShape, type Shape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { Variable } from "../graph/variable.ts";
import { multiply } from "../ops/add.ts";
import { broadcastWith, builderFor, castWith, reshapeWith, scalar } from "../ops/convert.ts";
import { scan } from "../ops/scan.ts";
import { flip } from "../ops/slice.ts";
import { take } from "../ops/take.ts";
import { transpose } from "../ops/transpose.ts";
import { where } from "../ops/where.ts";
import type { RegularizerLike } from "../regularizers/regularizer.ts";
import { type CallContext, Layer, type LayerOptions } from "./layer.ts";
import { GatedCell, partsOf, type RecurrentCell, stateShapes } from "./recurrentCell.ts";
import { SymbolicTensor, type PartialShape } from "./symbolic.ts";

/** Options that all recurrent layers have. */
export interface RecurrentOptions extends LayerOptions {
  /** Give the output of every step, not that of the last alone. Default false. */
  readonly returnSequences?: boolean | undefined;
  /** Give the last states too: [output, ...states]. Default false. */
  readonly returnState?: boolean | undefined;
  /** From the last step to the first; the outputs come in that order. Default false. */
  readonly goBackwards?: boolean | undefined;
  /** Begin with the states in which the last batch ended. Needs a fixed batch size. Default false. */
  readonly stateful?: boolean | undefined;
  /** Write out all steps instead of a loop: more code, no faster here. Default false. */
  readonly unroll?: boolean | undefined;
  /** The output of steps that do not count is 0, not that of the step before. Default false. */
  readonly zeroOutputForMask?: boolean | undefined;
}

/** The defaults, in Keras's order. */
export const recurrentDefaults = {
  returnSequences: false,
  returnState: false,
  goBackwards: false,
  stateful: false,
  unroll: false,
  zeroOutputForMask: false,
};

type RecurrentConfig = LayerOptions &
  typeof recurrentDefaults & { readonly activityRegularizer?: RegularizerLike };

/** Puts the axis of steps in front, or back behind the batch: [a, b, ..] -> [b, a, ..]. */
function swapFirst(x: Operand): Operand {
  return transpose(
    x,
    [1, 0, ...x.shape.slice(2).keys()].map((axis, i) => (i < 2 ? axis : axis + 2)),
  );
}

/** `x` with axes of extent 1 behind its own, up to a rank. */
function widened(x: Operand, rank: number): Operand {
  const ones: Shape = Array.from({ length: rank - x.rank }, () => 1);
  return reshapeWith(builderFor("mask", [x]), x, [...x.shape, ...ones]);
}

/** A cell run over the steps of [batch, steps, ...]: one loop of the program. */
export abstract class Recurrent<
  Options extends RecurrentConfig = RecurrentConfig,
> extends Layer<Options> {
  static override readonly takesMask: boolean = true;
  static override readonly buildsInnerLayers: boolean = true;
  abstract readonly cell: RecurrentCell;
  /** With `stateful`: where the last batch ended. */
  states: readonly Variable[] | undefined;
  #inputShape: PartialShape | undefined;

  /** The options of these names, for the cell. */
  protected cellOptions(names: readonly string[]): Record<string, unknown> {
    const { dtype } = this.options;
    const own = Object.entries(this.options).filter(([name]) => names.includes(name));
    return { ...Object.fromEntries(own), dtype };
  }

  override build(inputShape: PartialShape): void {
    const [batch = null, , ...rest] = inputShape;
    if (inputShape.length < 3) {
      fail("shape", {
        where: this.label,
        expected: "an input [batch, steps, ...]",
        received: formatShape(inputShape),
      });
    }
    if (!this.cell.built) this.cell.ensureBuilt([[batch, ...rest]]);
    if (this.options.stateful) {
      if (batch === null) {
        fail("shape", {
          where: this.label,
          expected: "a fixed batch size, since the layer is stateful",
          received: formatShape(inputShape),
          advice: "Give it to input: input([steps, features], { batchSize: 32 })",
        });
      }
      const dtype = this.dtypePolicy.variableDType;
      this.states = stateShapes(this.cell.stateSize).map((shape) =>
        this.addState(
          new Variable({ name: "rnn_state", shape: [batch, ...shape], dtype, trainable: false }),
        ),
      );
    }
    this.#inputShape = inputShape;
  }

  /** States to begin with may stand beside the input, so only that is checked. */
  #expectInput({ shape }: Operand): void {
    const wanted = this.#inputShape!;
    const fits =
      shape.length === wanted.length &&
      wanted.slice(2).every((extent, i) => extent === null || extent === shape[i + 2]);
    if (fits) return;
    fail("shape", {
      where: this.label,
      expected: `an input [batch, steps, ${wanted.slice(2).join(", ")}]`,
      received: formatShape(shape),
    });
  }

  override buildMany([input]: readonly PartialShape[]): void {
    this.build(input!);
  }

  override get savedBuild(): Readonly<Record<string, unknown>> | undefined {
    const shape = this.builtShape;
    if (shape === undefined || !Array.isArray(shape[0])) return super.savedBuild;
    const [sequences, ...states] = shape as readonly PartialShape[];
    return { shapes_dict: { sequences_shape: sequences, initial_state_shape: states } };
  }

  /** Sets the states of a stateful layer to zeros. */
  resetState(): void {
    if (this.states === undefined) {
      fail("state", {
        where: `${this.label}: resetState`,
        expected: "a built layer with stateful: true",
        received: this.options.stateful ? "one that is not built" : "stateful: false",
      });
    }
    for (const state of this.states) state.assign(state.data.fill(0));
  }

  override call(x: Operand, context: CallContext): Operand | readonly Operand[] {
    const { initialState } = context;
    const given = initialState === undefined ? [] : partsOf(initialState);
    return this.callMany([x, ...given], context);
  }

  /** [input, ...initial states]. */
  override callMany(
    inputs: readonly Operand[],
    context: CallContext,
  ): Operand | readonly Operand[] {
    const [x, ...given] = inputs;
    const { returnSequences, returnState, activityRegularizer } = this.options;
    this.#expectInput(x!);
    const states = this.#initialStates(x!, given);
    const { output, last } = this.#run(x!, states, context);
    this.states?.forEach((state, i) => state.assign(last[i]!));
    this.addActivityLoss(this.words.regularizer(activityRegularizer ?? null, this.label), output);
    if (returnSequences && output.rank < 3) {
      fail("shape", { where: this.label, expected: "steps", received: formatShape(output.shape) });
    }
    return returnState ? [output, ...last] : output;
  }

  #initialStates(x: Operand, given: readonly Operand[]): readonly Operand[] {
    const batch = x.shape[0]!;
    const shapes = stateShapes(this.cell.stateSize).map((shape): Shape => [batch, ...shape]);
    if (given.length === 0) {
      if (this.states !== undefined) return this.states.map((state) => this.read(state, x));
      const builder = builderFor(this.label, [x]);
      return shapes.map((shape) => broadcastWith(builder, scalar(0, x.dtype), shape));
    }
    const fits =
      given.length === shapes.length &&
      given.every(({ shape }, i) => formatShape(shape) === formatShape(shapes[i]!));
    if (!fits) {
      fail("shape", {
        where: this.label,
        expected: `initial states ${shapes.map(formatShape).join(", ")}`,
        received: given.map(({ shape }) => formatShape(shape)).join(", "),
      });
    }
    return given;
  }

  #run(
    x: Operand,
    initial: readonly Operand[],
    context: CallContext,
  ): { readonly output: Operand; readonly last: readonly Operand[] } {
    const { returnSequences, goBackwards, unroll, zeroOutputForMask } = this.options;
    const { cell } = this;
    const steps = swapFirst(x);
    const { entries, step } = this.#steps(steps, initial, context);
    const mask = context.mask === undefined ? undefined : this.#maskEntries(context.mask, x);
    // A cell whose output is its first state need not stack the outputs to know the last.
    const keepsOutput = cell instanceof GatedCell && mask === undefined;
    const carriesOutput = mask !== undefined;
    const shape = [x.shape[0]!, ...this.#outputShape()];
    const nothing = broadcastWith(builderFor(this.label, [x]), scalar(0, x.dtype), shape);
    type Carry = readonly [states: readonly Operand[], output: Operand | null];
    type Entry = readonly [x: Operand, mask: Operand | null];
    const [[last, lastOutput], ys] = scan<Carry, Entry, Operand | null>(
      ([states, before], [entry, counts]) => {
        const [output, ...next] = step(entry, states);
        if (counts === null)
          return [[next, null], returnSequences || !keepsOutput ? output! : null];
        const isMasked = (rank: number): Operand => widened(counts, rank);
        const kept = next.map((state, i) => where(isMasked(state.rank), state, states[i]!));
        const shown = where(isMasked(output!.rank), output!, zeroOutputForMask ? nothing : before!);
        return [[kept, shown], returnSequences ? shown : null];
      },
      [initial, carriesOutput ? nothing : null],
      { xs: [entries, mask ?? null], reverse: goBackwards, unroll },
    );
    if (returnSequences) {
      const inOrder = swapFirst(ys!);
      return { output: goBackwards ? flip(inOrder, { axis: 1 }) : inOrder, last };
    }
    if (keepsOutput) return { output: last[0]!, last };
    if (lastOutput !== null) return { output: lastOutput, last };
    return { output: take(ys!, goBackwards ? 0 : -1, { axis: 0 }), last };
  }

  /** What each step is given, and what it does with it. Of the built-in cells the input's part of all steps is one product. */
  #steps(
    steps: Operand,
    initial: readonly Operand[],
    context: CallContext,
  ): {
    readonly entries: Operand;
    readonly step: (entry: Operand, states: readonly Operand[]) => readonly Operand[];
  } {
    const { cell } = this;
    const inner = { training: context.training };
    if (!(cell instanceof GatedCell)) {
      return {
        entries: steps,
        step: (entry, states) => partsOf(cell.apply([entry, ...states], inner)),
      };
    }
    const like = take(steps, 0, { axis: 0 });
    const masks = cell.dropoutMasks(like, initial[0]!, inner);
    const kept = masks.input === undefined ? steps : multiply(steps, masks.input);
    return {
      entries: cell.project(kept),
      step: (entry, states) => cell.advance(entry, cell.masked(states, masks)),
    };
  }

  #outputShape(): Shape {
    const { outputSize, stateSize } = this.cell;
    if (outputSize === undefined) return stateShapes(stateSize)[0]!;
    return typeof outputSize === "number" ? [outputSize] : outputSize;
  }

  /** The mask [batch, steps] as bool [steps, batch]. */
  #maskEntries(mask: Operand, x: Operand): Operand {
    if (formatShape(mask.shape) !== formatShape(x.shape.slice(0, 2))) {
      fail("shape", {
        where: this.label,
        expected: `a mask ${formatShape(x.shape.slice(0, 2))}`,
        received: formatShape(mask.shape),
      });
    }
    return swapFirst(castWith(builderFor(this.label, [mask]), mask, "bool"));
  }

  protected override invoke(
    input: SymbolicTensor | Operand | readonly (SymbolicTensor | Operand)[],
    context: Partial<CallContext> = {},
  ): unknown {
    const { initialState, ...others } = context as Partial<CallContext> & {
      readonly initialState?: unknown;
    };
    const states: readonly unknown[] = Array.isArray(initialState) ? initialState : [initialState];
    if (input instanceof SymbolicTensor && states.every((state) => state instanceof SymbolicTensor))
      return super.invoke([input, ...states], others);
    return super.invoke(input, context);
  }

  /** As in Keras, not where the first states are given: then the caller says which steps count, or all do. */
  protected override followsMask(inputs: readonly Operand[], context: CallContext): boolean {
    return inputs.length === 1 && context.initialState === undefined;
  }

  /** The mask of the output: that of the input, where all steps come out. */
  override computeMask(_input: Operand, mask?: Operand): Operand | undefined {
    return this.options.returnSequences ? mask : undefined;
  }
}
