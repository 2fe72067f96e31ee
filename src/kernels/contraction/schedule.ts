import { bytesPerElement } from "../../base/dtype.ts";
import type { Value } from "../../graph/value.ts";
import { aligned } from "../../program/plan.ts";
import type { GroupGraph } from "../../program/program.ts";
import type { EngineTraits } from "../../program/traits.ts";
import { lineBytes } from "../builder.ts";
import { openFrame, workspaceOf, type Frame } from "../frame.ts";
import { evenness, nearlyEqual, operationsPerElement, threadsFor } from "../sharing.ts";
import { copyBytes, planContraction, type ContractionPlan } from "./plan.ts";

/*
 * Contractions as loops around [m, k] x [k, n], with the pointwise epilogue applied to the sums in registers.
 * Naive: one sum at a time. Here: tiles of as many sums as the registers hold, each a function of its own. WebAssembly
 * (14 registers, all loads first): 4 rows x 2 vectors (8 sums + 2 + 4 loads), 1 x 6 and 2 x 4 where there are no more rows.
 * - by panels: for each panel of 2 vectors of columns, for each tile of rows. The panel lies packed in the workspace
 *   where y's columns are not neighbours (packed before) or where k is so long that strided rows would not stay in the
 *   first-level cache (packed by the first tile, which reads them anyway: two stores per step). Rows that lie a power of two
 *   apart share few sets of it, so there "long" is short. ([256, 256] x [256, 256] on Zen 3, wasm: 24 GFLOP/s became 48.)
 *   x's rows are packed, a block of them that fits the second-level cache at a time, where they lie side by side and
 *   k is long (weight gradients of large batches): one cache line per product would be touched for 4 numbers.
 *   Where k is very long, it goes part by part: each with its part of x packed and panels that stay in the first-level
 *   cache. The sums wait in the workspace in between, as they are: no bit changes. ([128, 3200] x [3200, 512], an LSTM's
 *   weights on Zen 3: 13.6 ms became 6.2, on wasm 21.7 became 12.4.)
 * - by blocks of rows, where there are many: all panels of y are packed at the beginning, by all threads; then for each
 *   block of rows whose part of x fits the second-level cache, for each panel, for each tile of rows. x is read once from
 *   memory, and the results are written block by block. (Products of 4,096 rows, a transformer's, on Zen 3 and two threads:
 *   14 to 20 % less time.)
 * - by rows: for each tile of rows, for each panel: for short k, where the results are most of the traffic (weight
 *   gradients): they are streamed once, row by row. Where y's rows would not stay in the first-level cache, its panels are
 *   packed at the beginning.
 *   Panels that are kept come from the third-level cache or memory: while the tiles of one are computed, the next is asked
 *   for. (Products of 49 rows with some hundred columns, one image of MobileNetV2 on Zen 3: 5 to 13 % less time.)
 * Rows that are left over get tiles of fewer rows. Of columns that are left over, whole vectors are read and computed,
 * and those lanes written that are columns; where the epilogue cannot be had by vectors, one by one.
 * Threads share out a loop around the tiles, else panels or tiles of rows, whichever are more even; panels of equal
 * ones, so that a weight's columns stay with one thread in products and gradients. Sums are never cut.
 */

/** Vectors of a tile of so many rows: sums, the vectors themselves, and the rows' factors fill the registers. */
function tileVectorsFor(rows: number, { registers, loadsFirst }: EngineTraits): number {
  return Math.max(1, Math.floor((registers - (loadsFirst ? rows : 1)) / (rows + 1)));
}

/** Sums that hide the latency of a multiply-add on two units. */
const sumsInFlight = 8;

/** About how many cycles a tile takes per product: two multiply-adds or two loads each. */
function cyclesOf(rows: number, vectors: number): number {
  return Math.max(rows * vectors, rows + vectors, sumsInFlight) / 2;
}

/** Rows as whole tiles and smaller ones behind them, of at least so many sums where that can be. */
export function splitRows(
  count: number,
  { tileRows, tileVectors, loadsFirst }: TileShape,
): { readonly whole: number; readonly rest: readonly number[] } {
  const whole = Math.floor(count / tileRows);
  const over = count % tileRows;
  if (over === 0) return { whole, rest: [] };
  const enough = over * tileVectors >= sumsInFlight || over === tileRows - 1;
  if (whole === 0 || loadsFirst || enough) return { whole, rest: [over] };
  const both = tileRows + over;
  return { whole: whole - 1, rest: [Math.ceil(both / 2), Math.floor(both / 2)] };
}

/** How tiles cut rows: `loadsFirst` as in the traits. */
interface TileShape {
  readonly tileRows: number;
  readonly tileVectors: number;
  readonly loadsFirst: boolean;
}

/** Rows and vectors of the tiles that walk [m, n] in the fewest cycles; of equal ones the one with most rows. */
function chooseTile(m: number, n: number, traits: EngineTraits): TileShape {
  const { tileRows: most, lanes, loadsFirst } = traits;
  const shape = (tileRows: number): TileShape => ({
    tileRows,
    tileVectors: tileVectorsFor(Math.max(1, Math.min(m, tileRows)), traits),
    loadsFirst,
  });
  if (loadsFirst) return shape(most);
  const all = Math.ceil(n / lanes);
  const cycles = (tile: TileShape): number => {
    const { tileRows, tileVectors } = tile;
    const across = (rows: number): number => {
      const over = all % tileVectors;
      const whole = Math.floor(all / tileVectors) * cyclesOf(rows, tileVectors);
      return whole + (over === 0 ? 0 : cyclesOf(rows, over));
    };
    const { whole, rest } = splitRows(m, tile);
    return whole * across(tileRows) + rest.reduce((sum, rows) => sum + across(rows), 0);
  };
  let best = shape(most);
  let fewest = cycles(best);
  for (let rows = most - 1; rows >= 1; rows--) {
    const own = shape(rows);
    const needed = cycles(own);
    if (needed >= fewest) continue;
    best = own;
    fewest = needed;
  }
  return best;
}

/** Smallest gain in speed for which threads meet. */
const worthwhile = 1.2;

/** Longest k whose products are walked by rows. */
const shortDepth = 64;

/**
 * How y is read: in place, from panels that are packed on the way, from the panels of all columns that are packed at the
 * beginning, or from such panels that are kept.
 */
export type Packing = "none" | "first tile" | "before" | "all" | "kept";

/** The loop that threads share out: one around the tiles, by its depth, or that over panels or tiles of rows. */
export type Split = number | "panels" | "rows" | "none";

/** How a contraction is walked. */
export interface Schedule {
  readonly plan: ContractionPlan;
  readonly lanes: number;
  /** Rows and vectors of a tile. */
  readonly tileRows: number;
  readonly tileVectors: number;
  readonly loadsFirst: boolean;
  readonly byRows: boolean;
  readonly packing: Packing;
  /** Whether each tile of kept panels asks for the next one. */
  readonly asksAhead: boolean;
  /** By rows: blocks of panels whose part of y stays in the first-level cache, as many for each thread. */
  readonly blocks: number;
  /** By rows, where threads share the blocks out: parts of the rows, so that a thread may take over some of another's. */
  readonly bands: number;
  /** What threads share out; for loops around the tiles, how deep it lies. */
  readonly split: Split;
  readonly threads: number;
  /** Products of a part: long sums are made part by part, and wait in the workspace in between. */
  readonly depth: number;
  /** Bytes of the workspace that all threads share, and where the copies and the waiting sums lie in it. */
  readonly sharedBytes: number;
  readonly xCopy: number;
  readonly yCopy: number;
  readonly sums: number;
  /** Bytes from row to row of the waiting sums. */
  readonly sumsRow: number;
  /** Bytes of each thread's own workspace, and where its panel and its block of x lie in it. */
  readonly ownBytes: number;
  readonly panel: number;
  readonly xBlock: number;
  /** Rows that are walked together for all panels; 0: all. */
  readonly blockRows: number;
  /** Whether x's part of a block is packed, tile by tile. */
  readonly packsRows: boolean;
  /** Where the panels lie that are packed at the beginning, in the shared workspace. */
  readonly panels: number;
}

/** Most and fewest products of a part of a very long sum, and the shortest sum that is cut. */
const deepestPart = 256;
const shallowestPart = 64;
const shortestCut = 1024;

/** Rows from which on a product goes by blocks of rows. */
const manyRows = 512;

/** Whether a product goes by blocks of rows: x's rows lie one behind the other, and the panels stay in the second-level cache. */
function isByBlocks(
  { outer, m, n, k }: ContractionPlan,
  wide: number,
  { lanes, secondLevelCache }: EngineTraits,
): boolean {
  return (
    outer.length === 0 &&
    m.extent >= manyRows &&
    k.xStride === 1 &&
    n.extent > wide &&
    panelBytesOf(k.extent, n.extent, lanes) <= secondLevelCache
  );
}

/** How many products are summed in one go: all, or a part, so that x's part of all rows fits the second-level cache. */
function depthOf(
  { outer, m, k }: ContractionPlan,
  root: Value<"dot">,
  { secondLevelCache }: EngineTraits,
): number {
  if (outer.length > 0 || root.dtype !== "float32" || k.extent < shortestCut) return k.extent;
  const fitting = Math.floor(secondLevelCache / 2 / (m.extent * 4));
  const depth = Math.min(deepestPart, fitting - (fitting % shallowestPart));
  return depth === 0 ? k.extent : depth;
}

/** Chooses loop order and packing from shapes, strides and traits. */
export function scheduleOf(frame: Frame, root: Value<"dot">): Schedule {
  const plan = planContraction(frame, root);
  const { lanes, firstLevelCache, secondLevelCache, loadsFirst } = frame.traits;
  const { outer, m, n, k } = plan;
  const { tileRows, tileVectors } = chooseTile(m.extent, n.extent, frame.traits);
  const kept = frame.group.prepared !== undefined;
  const direct = kept || n.yStride === 1 || n.extent === 1;
  const byRows = direct && k.extent <= shortDepth && m.extent > 2 * tileRows;
  const step = k.yStride * bytesPerElement(root.inputs[1]!.dtype);
  const leaves = k.extent > linesOf(step, firstLevelCache) / 2 && k.yStride > lanes * tileVectors;
  const inPlace = leaves && m.extent > tileRows && !byRows ? "first tile" : "none";
  const wide = tileVectors * lanes;
  const byBlocks = !byRows && isByBlocks(plan, wide, frame.traits);
  const packsAll = byBlocks || (byRows && leaves && outer.length === 0);
  const onTheWay = direct ? inPlace : "before";
  const packing: Packing = kept ? "kept" : packsAll ? "all" : onTheWay;
  const operations = root.size * (k.extent + operationsPerElement(frame.group));
  // By rows each thread streams its own part of x and of the results, which the next kernel reads the same way.
  const rowsFirst = byBlocks || (kept && n.extent < m.extent);
  const split = chooseSplit(plan, threadsFor(frame.traits, operations), { tileRows, wide, rowsFirst }); // prettier-ignore
  const threads = split === "none" ? 1 : frame.traits.threads;
  const yCopy = copyBytes(plan.x);
  const elementBytes = bytesPerElement(root.inputs[1]!.dtype);
  const across =
    m.xStride === 1 &&
    k.xStride > tileRows &&
    k.extent > shortDepth &&
    n.extent >= 32 &&
    m.extent >= 4 * tileRows;
  const depth =
    across && packing === "first tile" && split !== "rows"
      ? depthOf(plan, root, frame.traits)
      : k.extent;
  const isCut = depth < k.extent;
  const packs = packing === "before" || packing === "first tile";
  const panelBytes = packs ? aligned(depth * wide * elementBytes) : 0;
  const panelCache = Math.max(1, k.extent) * wide * elementBytes;
  const most = Math.max(1, Math.floor((firstLevelCache * 5) / 8 / panelCache));
  const panels = Math.max(1, Math.floor(n.extent / wide));
  const panelThreads = split === "panels" ? threads : 1;
  const blocks = panelThreads * Math.ceil(panels / (panelThreads * most));
  const rowBytes = depth * bytesPerElement(root.inputs[0]!.dtype);
  const fitting = Math.max(4, Math.floor(secondLevelCache / 4 / (rowBytes * tileRows)));
  const tiles = Math.floor(m.extent / tileRows);
  const blockRows = isCut
    ? tiles * tileRows
    : across || byBlocks
      ? tileRows *
        (split === "rows" ? equalParts(tiles, fitting, threads) : Math.min(fitting, tiles))
      : 0;
  const sums = yCopy + copyBytes(plan.y);
  const allBytes = packing === "all" ? panelBytesOf(k.extent, n.extent, lanes) : 0;
  const sumsRow = aligned(n.extent * 4);
  return {
    plan,
    lanes,
    tileRows,
    tileVectors,
    loadsFirst,
    byRows,
    asksAhead: kept && frame.traits.prefetches && m.extent > tileRows,
    packing: split === "rows" && packing === "first tile" ? "before" : packing,
    blocks,
    bands:
      byRows && split === "panels" && outer.length === 0 ? bandsOf(tiles, operations / blocks) : 1,
    split,
    threads,
    depth,
    sharedBytes: sums + allBytes + (isCut ? m.extent * sumsRow : 0),
    xCopy: 0,
    yCopy,
    sums,
    sumsRow,
    // The last tile is packed by whole vectors.
    ownBytes: panelBytes + (across ? aligned(blockRows * rowBytes + lanes * 4) : 0),
    panel: 0,
    xBlock: panelBytes,
    blockRows,
    packsRows: across,
    panels: sums,
  };
}

/** Most bands of a block, and the operations from which one is worth claiming: some microseconds. */
const mostBands = 8;
const bandOperations = 1 << 17;

/** Into how many bands to cut the tiles of rows of a block with so many operations. */
function bandsOf(tiles: number, operations: number): number {
  return Math.max(1, Math.min(mostBands, tiles, Math.floor(operations / bandOperations)));
}

/** Lines whose addresses differ by a multiple of a first-level cache's sets that it holds: most have eight ways. */
const ways = 8;

/** How many lines that lie `step` bytes apart the first-level cache holds: few sets take all where a step is a power of two. */
function linesOf(step: number, firstLevelCache: number): number {
  let sets = firstLevelCache / lineBytes / ways;
  for (let rest = step / lineBytes; sets > 1 && rest % 2 === 0; rest /= 2) sets /= 2;
  return sets * ways;
}

/** Parts of at most `most` out of `count`, about equal and as many for each thread. */
function equalParts(count: number, most: number, threads: number): number {
  const parts = threads * Math.ceil(count / (threads * most));
  return threads === 1 ? Math.ceil(count / parts) : Math.max(1, Math.floor(count / parts));
}

/** Panels, unless rows are clearly more even. */
function chooseSplit(
  { outer, m, n }: ContractionPlan,
  threads: number,
  {
    tileRows,
    wide,
    rowsFirst,
  }: { readonly tileRows: number; readonly wide: number; readonly rowsFirst: boolean },
): Split {
  if (threads === 1) return "none";
  const around = outer.findIndex(({ extent }) => evenness(extent, threads) >= nearlyEqual);
  if (around >= 0) return around;
  const panels = evennessWithRest(n.extent, wide, threads);
  const rows = evennessWithRest(m.extent, tileRows, threads);
  const most = outer.map(({ extent }) => evenness(extent, threads));
  const best = Math.max(panels, rows, ...most);
  if (best * threads < worthwhile) return "none";
  if (rowsFirst && rows >= nearlyEqual) return "rows";
  if (panels >= nearlyEqual || panels === best) return "panels";
  return rows === best ? "rows" : most.indexOf(best);
}

/** As `evenness` of whole parts, the rest going to thread 0. */
function evennessWithRest(extent: number, part: number, threads: number): number {
  const parts = Math.floor(extent / part);
  const first = Math.floor(parts / threads) * part + (extent % part);
  return extent / (threads * Math.max(first, Math.ceil(parts / threads) * part));
}

/** Bytes of all panels of y where they are kept: [panel][k][columns], the last one's missing columns as zeros. */
export function keptBytes({ plan: { k, n }, lanes }: Schedule): number {
  return panelBytesOf(k.extent, n.extent, lanes);
}

function panelBytesOf(products: number, columns: number, lanes: number): number {
  return aligned(products * Math.ceil(columns / lanes) * lanes * bytesPerElement("float32"));
}

/** Bytes of workspace that `contractionKernel` will use. */
export function contractionWorkspace(
  group: GroupGraph,
  root: Value<"dot">,
  traits: EngineTraits,
): number {
  if (root.size === 0) return 0;
  return workspaceOf(scheduleOf(openFrame(group, traits), root), traits);
}
