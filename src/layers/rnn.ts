import { fail } from "../base/errors.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";
import { Recurrent, recurrentDefaults, type RecurrentOptions } from "./recurrent.ts";
import type { RecurrentCell } from "./recurrentCell.ts";
import { StackedRNNCells } from "./stackedRNNCells.ts";

/** Options of `rnn`. */
export type RNNOptions = RecurrentOptions;

type RNNConfig = LayerOptions & typeof recurrentDefaults & { readonly cell: RecurrentCell };

const noCell: unknown = undefined;

/**
 * A cell run over a sequence: [batch, steps, ...] -> [batch, ...], or [batch, steps, ...]. The cell may be one of your
 * own: a layer with a `stateSize` whose `callMany` takes [x, ...states] and gives [output, ...states]. A list of cells
 * is stacked.
 */
export class RNN extends Recurrent<RNNConfig> {
  static override readonly className = "RNN";
  override readonly cell: RecurrentCell;

  constructor(options: RNNOptions & { readonly cell: RecurrentCell | readonly RecurrentCell[] }) {
    const { cell: given } = options;
    const cell = Array.isArray(given)
      ? new StackedRNNCells({ cells: given as readonly RecurrentCell[] })
      : given;
    super(
      layerOptions(
        "RNN",
        { ...recurrentDefaults, cell: noCell as RecurrentCell },
        { ...options, cell },
      ),
    );
    const isCell = cell instanceof Layer && "stateSize" in cell;
    if (!isCell) {
      fail("value", {
        where: this.label,
        expected: "a cell: a layer with a stateSize",
        received: cell instanceof Layer ? String(cell) : typeof cell,
      });
    }
    this.cell = cell;
  }
}

/** `rnn(lstmCell(32))`, `rnn([gruCell(8), gruCell(4)])` */
export const rnn = (
  cell: RecurrentCell | readonly RecurrentCell[],
  options: RNNOptions = {},
): RNN => new RNN({ ...options, cell });
