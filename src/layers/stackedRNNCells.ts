import { fail } from "../base/errors.ts";
import type { Shape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { type CallContext, Layer, layerOptions, type LayerOptions } from "./layer.ts";
import { partsOf, type RecurrentCell, type StateSize, stateShapes } from "./recurrentCell.ts";
import type { PartialShape } from "./symbolic.ts";

/** Cells one behind the other as one cell: the output of each is the input of the next. States: those of all, in order. */
export class StackedRNNCells extends Layer<
  LayerOptions & { readonly cells: readonly RecurrentCell[] }
> {
  static override readonly className = "StackedRNNCells";
  static override readonly buildsInnerLayers = true;

  constructor(options: LayerOptions & { readonly cells: readonly RecurrentCell[] }) {
    super(layerOptions("StackedRNNCells", { cells: [] as readonly RecurrentCell[] }, options));
    const { cells } = this.options;
    const fits =
      Array.isArray(cells) &&
      cells.length > 0 &&
      cells.every((cell: unknown) => cell instanceof Layer && "stateSize" in cell);
    if (!fits) {
      fail("value", {
        where: this.label,
        expected: "a list of cells: layers with a stateSize",
        received: Array.isArray(cells) ? `${cells.length} entries` : typeof cells,
      });
    }
  }

  get cells(): readonly RecurrentCell[] {
    return this.options.cells;
  }

  get stateSize(): StateSize {
    return this.cells.flatMap(({ stateSize }) => [...stateShapes(stateSize)]);
  }

  get outputSize(): number | Shape {
    const last = this.cells.at(-1)!;
    return last.outputSize ?? stateShapes(last.stateSize)[0]!;
  }

  override build(inputShape: PartialShape): void {
    let shape = inputShape;
    for (const cell of this.cells) {
      if (!cell.built) cell.ensureBuilt([shape]);
      const size = cell.outputSize ?? stateShapes(cell.stateSize)[0]!;
      shape = [shape[0] ?? null, ...(typeof size === "number" ? [size] : size)];
    }
  }

  override call(x: Operand): Operand {
    return fail("value", {
      where: this.label,
      expected: "a list of the input and all states",
      received: `one tensor of rank ${x.rank}`,
      advice: "Put the cells into rnn(cells) to run them over a sequence",
    });
  }

  override callMany([x, ...states]: readonly Operand[], context: CallContext): Operand[] {
    let output = x!;
    const next: Operand[] = [];
    let start = 0;
    for (const cell of this.cells) {
      const count = stateShapes(cell.stateSize).length;
      const own = states.slice(start, start + count);
      start += count;
      const [given, ...after] = partsOf(cell.apply([output, ...own], context));
      output = given!;
      next.push(...after);
    }
    return [output, ...next];
  }
}

/** `rnn(stackedRNNCells([lstmCell(32), lstmCell(16)]))` */
export const stackedRNNCells = (
  cells: readonly RecurrentCell[],
  options: LayerOptions = {},
): StackedRNNCells => new StackedRNNCells({ ...options, cells });
