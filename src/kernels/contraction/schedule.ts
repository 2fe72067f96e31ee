import { bytesPerElement } from "../../base/dtype.ts";
import type { Value } from "../../graph/value.ts";
import { aligned } from "../../program/plan.ts";
import type { EngineTraits } from "../../program/traits.ts";
import { openFrame, type Frame, type GroupGraph } from "../frame.ts";
import { copyBytes, planContraction, type ContractionPlan } from "./plan.ts";

/*
 * Contractions as loops around [m, k] x [k, n], with the pointwise epilogue applied to the sums in registers.
 * Naive: one sum at a time. Here: tiles of as many sums as the registers hold, each a function of its own. WebAssembly
 * (14 registers, all loads first): 4 rows x 2 vectors (8 sums + 2 + 4 loads), 1 x 6 and 2 x 4 where there are no more rows.
 * - by panels: for each panel of 2 vectors of columns, for each tile of rows. The panel lies packed in the workspace
 *   where y's columns are not neighbours (packed before) or where k is so long that strided rows would not stay in the
 *   first-level cache (packed by the first tile, which reads them anyway: two stores per step).
 *   x's rows are packed, a block of them that fits the second-level cache at a time, where they lie side by side and
 *   k is long (weight gradients of large batches): one cache line per product would be touched for 4 numbers.
 * - by rows: for each tile of rows, for each panel: for short k, where the results are most of the traffic (weight
 *   gradients): they are streamed once, row by row.
 * Rows that are left over get tiles of fewer rows, columns that are left over a panel padded with zeros.
 */

/** Vectors of a tile of so many rows: sums, the vectors themselves, and the rows' factors fill the registers. */
function tileVectorsFor(rows: number, { registers, loadsFirst }: EngineTraits): number {
  return Math.max(1, Math.floor((registers - (loadsFirst ? rows : 1)) / (rows + 1)));
}

/** Longest k whose products are walked by rows. */
const shortDepth = 64;

/** How y is read. */
export type Packing = "none" | "first tile" | "before";

/** How a contraction is walked. */
export interface Schedule {
  readonly plan: ContractionPlan;
  readonly lanes: number;
  /** Rows and vectors of a tile. */
  readonly tileRows: number;
  readonly tileVectors: number;
  readonly byRows: boolean;
  readonly packing: Packing;
  /** By rows: panels whose part of y stays in half of the first-level cache. */
  readonly blockPanels: number;
  /** Byte offsets in the workspace, and its size. */
  readonly xCopy: number;
  readonly yCopy: number;
  readonly panel: number;
  readonly xBlock: number;
  readonly bytes: number;
  /** Rows of x that are packed together for all panels, tile by tile; 0: x is read in place. */
  readonly blockRows: number;
}

/** Chooses loop order and packing from shapes, strides and traits. */
export function scheduleOf(frame: Frame, root: Value<"dot">): Schedule {
  const plan = planContraction(frame, root);
  const { lanes, firstLevelCache, secondLevelCache, tileRows } = frame.traits;
  const { m, n, k } = plan;
  const tileVectors = tileVectorsFor(Math.max(1, Math.min(m.extent, tileRows)), frame.traits);
  const line = 64;
  const direct = n.yStride === 1 || n.extent === 1;
  const byRows = direct && k.extent <= shortDepth && m.extent > 2 * tileRows;
  const long = k.extent * line > firstLevelCache / 2 && k.yStride > lanes * tileVectors;
  const packing: Packing = !direct
    ? "before"
    : long && m.extent > tileRows && !byRows
      ? "first tile"
      : "none";
  const xCopy = 0;
  const yCopy = xCopy + copyBytes(plan.x);
  const panel = yCopy + copyBytes(plan.y);
  const padded = n.extent % lanes !== 0;
  const elementBytes = bytesPerElement(root.inputs[1]!.dtype);
  const panelBytes =
    packing !== "none" || padded ? aligned(k.extent * tileVectors * lanes * elementBytes) : 0;
  const panelCache = Math.max(1, k.extent) * tileVectors * lanes * elementBytes;
  const most = Math.max(1, Math.floor(firstLevelCache / 2 / panelCache));
  const panels = Math.max(1, Math.floor(n.extent / (tileVectors * lanes)));
  const blockPanels = Math.ceil(panels / Math.ceil(panels / most));
  const across =
    m.xStride === 1 &&
    k.xStride > tileRows &&
    k.extent > shortDepth &&
    n.extent >= 64 &&
    m.extent >= 4 * tileRows;
  const rowBytes = k.extent * bytesPerElement(root.inputs[0]!.dtype);
  const fitting = Math.max(4, Math.floor(secondLevelCache / 4 / (rowBytes * tileRows))) * tileRows;
  const blockRows = across ? Math.min(fitting, m.extent - (m.extent % tileRows)) : 0;
  const xBlock = panel + panelBytes;
  const bytes = xBlock + aligned(blockRows * rowBytes);
  return {
    plan,
    lanes,
    tileRows,
    tileVectors,
    byRows,
    packing,
    blockPanels,
    xCopy,
    yCopy,
    panel,
    xBlock,
    bytes,
    blockRows,
  };
}

/** Bytes of workspace that `contractionKernel` will use. */
export function contractionWorkspace(
  group: GroupGraph,
  root: Value<"dot">,
  traits: EngineTraits,
): number {
  return root.size === 0 ? 0 : scheduleOf(openFrame(group, traits), root).bytes;
}
