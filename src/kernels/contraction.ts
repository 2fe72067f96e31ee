import { bytesPerElement } from "../base/dtype.ts";
import type { Value } from "../graph/value.ts";
import type { EngineTraits } from "../program/traits.ts";
import { fixed, type Affine } from "./affine.ts";
import { packPanel, packTile } from "./contraction/pack.ts";
import { resultIndex, type Operand } from "./contraction/plan.ts";
import { scheduleOf, type Schedule } from "./contraction/schedule.ts";
import { writeTile } from "./contraction/tile.ts";
import { Elements, NotVectorisable, storeAt, type ElementContext } from "./element.ts";
import { writeElementwise, writeResults, type ElementwiseBody } from "./elementwise.ts";
import { openFrame, rehearse, type Frame, type GroupGraph } from "./frame.ts";
import {
  binary,
  constant,
  extract,
  integer,
  scalarOf,
  type Expression,
  type KernelFunction,
} from "./ir.ts";
import { leftOver, loopOver } from "./sharing.ts";

/* Writes the loops that contraction/schedule.ts chooses: there are the versions, loop orders and tile sizes. */

/** The kernel of a group around a dot. */
export function contractionKernel(
  group: GroupGraph,
  root: Value<"dot">,
  traits: EngineTraits,
): KernelFunction {
  if (root.size === 0) return openFrame(group, traits).finish();
  const { sharedBytes, ownBytes } = scheduleOf(openFrame(group, traits), root);
  const frame = openFrame(group, traits, sharedBytes, ownBytes);
  new ContractionWriter(frame, root).write();
  return frame.finish();
}

/** A panel of columns: where it starts, how many vectors it has, and how many of its columns are real. */
interface Panel {
  readonly start: Affine;
  readonly vectors: number;
  readonly columns: number;
}

/** Where a tile reads y: in place, in the packed panel, or in place while it packs. */
type Source = "packed" | "direct" | "both";

/** One call of a tile. */
interface TilePlace {
  readonly outer: readonly Affine[];
  /** Its first row. */
  readonly m: Affine;
  readonly panel: Panel;
  readonly rows: number;
  readonly source: Source;
  /** Its first row within the packed block of x; absent: x is read in place. */
  readonly local?: Affine;
}

class ContractionWriter {
  readonly #frame: Frame;
  readonly #root: Value<"dot">;
  readonly #schedule: Schedule;
  readonly #epilogueByVectors: boolean;
  readonly #x: Expression;
  readonly #y: Expression;
  /** The sum that the epilogue is being written for. Each has indices of its own, so what depends on it is never mixed up. */
  #sum: Expression | undefined;
  readonly #scalarEpilogue: Epilogue;
  readonly #vectorEpilogue: Epilogue;

  constructor(frame: Frame, root: Value<"dot">) {
    this.#frame = frame;
    this.#root = root;
    this.#schedule = scheduleOf(frame, root);
    const { plan, xCopy, yCopy } = this.#schedule;
    this.#x = this.#operand(plan.x, xCopy);
    this.#y = this.#operand(plan.y, yCopy);
    const { threads, sharedBytes } = this.#schedule;
    if (threads > 1 && sharedBytes > 0) frame.context.builder.barrier();
    this.#epilogueByVectors = this.#rehearseEpilogue();
    this.#scalarEpilogue = this.#epilogue(frame.context);
    this.#vectorEpilogue = this.#epilogue({ ...frame.context, lanes: this.#schedule.lanes });
  }

  /** The operand's first element, copied in the order of the loops if it is no view. */
  #operand({ value, source, offset, axes }: Operand, copy: number): Expression {
    const { builder, pointers } = this.#frame.context;
    const bytes = bytesPerElement(value.dtype);
    if (source !== undefined)
      return builder.hoist(binary("add", pointers.get(source)!, integer(offset * bytes)));
    if (value.size === 0) return this.#frame.outputs[0]!;
    const pointer = builder.hoist(binary("add", this.#frame.workspace!, integer(copy)));
    const shape = axes.map((axis) => value.shape[axis]!);
    const write: ElementwiseBody["write"] = (elements, context, index) => {
      const own: Affine[] = [];
      axes.forEach((axis, i) => (own[axis] = index[i]!));
      const position = context.indices.ravel(index, shape);
      context.watch?.({ position, pinned: [] });
      storeAt(
        context,
        { dtype: value.dtype, pointer, position, lanes: context.lanes },
        elements.at(value, own),
      );
    };
    writeElementwise(this.#frame, { shape, write }, this.#schedule.threads);
    return pointer;
  }

  /** Address in this thread's own workspace. */
  #own(offset: number): Expression {
    return this.#frame.context.builder.hoist(
      binary("add", this.#frame.ownWorkspace!, integer(offset)),
    );
  }

  #rehearseEpilogue(): boolean {
    const { plan, lanes } = this.#schedule;
    try {
      rehearse(this.#frame, lanes, (_, context) => {
        const index = [...plan.outer, plan.m, plan.n].map(({ extent }, i) =>
          context.indices.variable(
            context.builder.variable("i32"),
            0,
            extent - 1,
            i === plan.outer.length + 1,
          ),
        );
        this.#writeElement(
          this.#epilogue(context),
          index,
          constant(scalarOf(this.#root.dtype), 0, lanes),
        );
      });
      return true;
    } catch (error) {
      if (error instanceof NotVectorisable) return false;
      throw error;
    }
  }

  write(): void {
    this.#outer(0, []);
  }

  #outer(depth: number, indices: readonly Affine[]): void {
    const { outer } = this.#schedule.plan;
    const { builder, indices: algebra } = this.#frame.context;
    const loop = outer[depth];
    if (loop === undefined) {
      if (this.#schedule.byRows) this.#byRows(indices);
      else this.#byPanels(indices);
      return;
    }
    loopOver(builder, this.#schedule.split === depth, [0, loop.extent, 1], (i) =>
      this.#outer(depth + 1, [...indices, algebra.variable(i, 0, loop.extent - 1)]),
    );
  }

  /** The panels of columns: whole ones in a loop, then what is left. */
  #panels(body: (panel: Panel) => void): void {
    const { plan, lanes, tileVectors, split } = this.#schedule;
    const shared = split === "panels";
    const { builder, indices } = this.#frame.context;
    const { extent } = plan.n;
    const wide = tileVectors * lanes;
    const whole = extent - (extent % wide);
    loopOver(builder, shared, [0, whole / wide, 1], (j) =>
      body({
        start: indices.scale(indices.argument(j, 0, whole / wide - 1), wide),
        vectors: tileVectors,
        columns: wide,
      }),
    );
    let start = whole;
    while (start < extent) {
      const vectors = Math.max(1, Math.floor((extent - start) / lanes));
      const columns = Math.min(vectors * lanes, extent - start);
      const first = fixed(start);
      leftOver(builder, shared, () => body({ start: first, vectors, columns }));
      start += columns;
    }
  }

  /** The tiles of `count` rows from row `first` on: whole ones in a loop, then what is left. */
  #tiles(
    first: number,
    count: number,
    shared: boolean,
    body: (start: Expression | number, rows: number) => void,
  ): void {
    const { tileRows } = this.#schedule;
    const { builder } = this.#frame.context;
    const whole = count - ((count - first) % tileRows);
    loopOver(builder, shared, [first, whole, tileRows], (i) => body(i, tileRows));
    if (whole < count) leftOver(builder, shared, () => body(whole, count - whole));
  }

  #byPanels(outer: readonly Affine[]): void {
    const { plan, blockRows, split } = this.#schedule;
    const { builder, indices } = this.#frame.context;
    const { extent } = plan.m;
    const shared = split === "rows";
    if (blockRows === 0) {
      this.#block(outer, { base: fixed(0), count: extent, shared });
      return;
    }
    const blocks = Math.floor(extent / blockRows);
    loopOver(builder, shared, [0, blocks, 1], (b) => {
      const base = indices.scale(indices.argument(b, 0, blocks - 1), blockRows);
      this.#block(outer, { base, count: blockRows, shared: false });
    });
    const rest = extent - blocks * blockRows;
    if (rest > 0) this.#block(outer, { base: fixed(extent - rest), count: rest, shared });
  }

  /** All panels of `count` rows from row `base` on, the tiles of rows shared out or not. */
  #block(
    outer: readonly Affine[],
    {
      base,
      count,
      shared,
    }: { readonly base: Affine; readonly count: number; readonly shared: boolean },
  ): void {
    const { plan, packing, lanes, blockRows, tileRows } = this.#schedule;
    const { builder, indices } = this.#frame.context;
    if (blockRows > 0) this.#packRows(outer, base, count);
    this.#panels((panel) => {
      const padded = panel.columns < panel.vectors * lanes;
      const before = packing === "before" || padded;
      const firstTile = packing === "first tile" && !before && count > tileRows;
      if (before) this.#pack(outer, panel);
      const tile = (start: Expression | number, rows: number, source: Source): void => {
        // All three as arguments: vectors that the epilogue loads must not live in registers across the tile's loop.
        const inputs = [
          typeof start === "number" ? integer(start) : start,
          indices.lower(base),
          indices.lower(panel.start),
        ];
        builder.outlineWith(inputs, (row, from, column) => {
          const own = {
            ...panel,
            start: indices.argument(column, 0, plan.n.extent - panel.columns),
          };
          const local = indices.argument(row, 0, count - 1);
          const m =
            blockRows === 0
              ? local
              : indices.add(indices.argument(from, 0, plan.m.extent - count), local);
          this.#tile({
            outer,
            m,
            panel: own,
            rows,
            source,
            ...(blockRows > 0 && rows === tileRows ? { local } : {}),
          });
        });
      };
      if (firstTile) tile(0, tileRows, "both");
      this.#tiles(firstTile ? tileRows : 0, count, shared, (start, rows) =>
        tile(start, rows, before || firstTile ? "packed" : "direct"),
      );
    });
  }

  /** Copies whole tiles of x, whose rows lie side by side, into the workspace: [tile][k][row]. */
  #packRows(outer: readonly Affine[], base: Affine, count: number): void {
    const { plan, lanes, xBlock, tileRows } = this.#schedule;
    const { builder, indices } = this.#frame.context;
    const { dtype } = this.#root.inputs[0]!;
    const bytes = bytesPerElement(dtype);
    const { k } = plan;
    builder.loop(0, count - (count % tileRows), tileRows, (row) => {
      const local = indices.argument(row, 0, count - 1);
      const from = this.#address("x", outer, [[indices.add(base, local), 1]]);
      const to = indices.address(this.#own(xBlock), indices.scale(local, k.extent * bytes));
      packTile(builder, { from, to, dtype, lanes, tileRows, depth: k.extent, step: k.xStride });
    });
  }

  #byRows(outer: readonly Affine[]): void {
    const { plan, lanes, tileVectors, blockPanels, split } = this.#schedule;
    const { builder, indices } = this.#frame.context;
    const { extent } = plan.n;
    const wide = tileVectors * lanes;
    const panels = Math.floor(extent / wide);
    /** All tiles of rows of the panels from `first` on, and of a smaller panel behind them if asked for. */
    const block = (first: Affine, count: number, smaller: number, shared: boolean): void =>
      this.#tiles(0, plan.m.extent, split === "rows", (start, rows) => {
        const m =
          typeof start === "number" ? fixed(start) : indices.argument(start, 0, plan.m.extent - 1);
        const tile = (column: Affine, vectors: number): void =>
          builder.outlineWith([indices.lower(column)], (c) => {
            const columns = vectors * lanes;
            const panel: Panel = {
              start: indices.argument(c, 0, extent - columns),
              vectors,
              columns,
            };
            this.#tile({ outer, m, panel, rows, source: "direct" });
          });
        loopOver(builder, shared, [0, count, 1], (j) =>
          tile(
            indices.scale(indices.add(first, indices.argument(j, 0, count - 1)), wide),
            tileVectors,
          ),
        );
        if (smaller > 0) leftOver(builder, shared, () => tile(fixed(panels * wide), smaller));
      });
    const byPanels = split === "panels";
    const blocks = Math.floor(panels / blockPanels);
    const smaller = Math.floor((extent - panels * wide) / lanes);
    loopOver(builder, byPanels, [0, blocks, 1], (b) => {
      const first = indices.scale(indices.argument(b, 0, blocks - 1), blockPanels);
      block(first, blockPanels, 0, false);
    });
    if (panels > blocks * blockPanels || smaller > 0)
      block(fixed(blocks * blockPanels), panels - blocks * blockPanels, smaller, byPanels);
    const rest = extent % lanes;
    if (rest === 0) return;
    const panel: Panel = { start: fixed(extent - rest), vectors: 1, columns: rest };
    leftOver(builder, byPanels, () => {
      this.#pack(outer, panel);
      this.#tiles(0, plan.m.extent, split === "rows", (start, rows) => {
        builder.outlineWith([typeof start === "number" ? integer(start) : start], (row) => {
          this.#tile({
            outer,
            m: indices.argument(row, 0, plan.m.extent - 1),
            panel,
            rows,
            source: "packed",
          });
        });
      });
    });
  }

  /** Address in x or y of the element at these loops' indices. */
  #address(
    side: "x" | "y",
    outer: readonly Affine[],
    inner: readonly (readonly [index: Affine, stride: number])[],
  ): Expression {
    const { plan } = this.#schedule;
    const { indices } = this.#frame.context;
    const stride = side === "x" ? "xStride" : "yStride";
    const bytes = bytesPerElement(plan[side].value.dtype);
    const position = indices.combine([
      ...outer.map((index, i) => [index, plan.outer[i]![stride]] as const),
      ...inner,
    ]);
    return indices.address(side === "x" ? this.#x : this.#y, indices.scale(position, bytes));
  }

  /** Copies a panel of y into the workspace, its missing columns as zeros. */
  #pack(outer: readonly Affine[], { start, vectors, columns }: Panel): void {
    const { plan, lanes, panel } = this.#schedule;
    const { builder } = this.#frame.context;
    const { dtype } = this.#root.inputs[1]!;
    const { k, n } = plan;
    if (k.extent === 0) return;
    const from = this.#address("y", outer, [[start, n.yStride]]);
    const to = this.#own(panel);
    packPanel(builder, {
      from,
      to,
      dtype,
      lanes,
      vectors,
      columns,
      columnStride: n.yStride,
      depth: k.extent,
      step: k.yStride,
    });
  }

  #tile({ outer, m, panel, rows, source, local }: TilePlace): void {
    const { plan, lanes, xBlock, tileRows } = this.#schedule;
    const { builder, indices } = this.#frame.context;
    const { dtype: xType } = this.#root.inputs[0]!;
    const yBytes = bytesPerElement(this.#root.inputs[1]!.dtype);
    const xBytes = bytesPerElement(xType);
    const packed = this.#schedule.panel;
    const sums = writeTile(builder, this.#root, {
      rows,
      vectors: panel.vectors,
      lanes,
      depth: plan.k.extent,
      x:
        local === undefined
          ? {
              pointer: this.#address("x", outer, [[m, plan.m.xStride]]),
              row: plan.m.xStride * xBytes,
              step: Math.max(1, plan.k.xStride) * xBytes,
            }
          : {
              pointer: indices.address(
                this.#own(xBlock),
                indices.scale(local, plan.k.extent * xBytes),
              ),
              row: xBytes,
              step: tileRows * xBytes,
            },
      y:
        source === "packed" && plan.k.extent > 0
          ? { pointer: this.#own(packed), step: panel.vectors * lanes * yBytes }
          : {
              pointer: this.#address("y", outer, [[panel.start, plan.n.yStride]]),
              step: plan.k.yStride * yBytes,
            },
      copyTo: source === "both" ? this.#own(packed) : undefined,
    });
    const laneIndex = lanes === 1 ? fixed(0) : indices.variable(integer(0), 0, lanes - 1, true);
    sums.forEach((vectors, row) =>
      vectors.forEach((sum, v) => {
        const own = indices.shift(m, row);
        const column = indices.shift(panel.start, v * lanes);
        if (this.#epilogueByVectors && panel.columns >= (v + 1) * lanes) {
          this.#writeElement(
            this.#vectorEpilogue,
            [...outer, own, indices.add(column, laneIndex)],
            sum,
          );
          return;
        }
        for (let i = 0; i < lanes && v * lanes + i < panel.columns; i++) {
          const element = builder.let(extract(sum, i));
          this.#writeElement(
            this.#scalarEpilogue,
            [...outer, own, indices.shift(column, i)],
            element,
          );
        }
      }),
    );
  }

  #epilogue(context: ElementContext): Epilogue {
    const known = new Map([[this.#root as Value, () => cut(this.#sum!, this.#root.dtype)]]);
    const own: ElementContext = { ...context, known };
    return { context: own, elements: new Elements(own) };
  }

  /** The results where the sum is `sum`, at the indices of the loops outer.., m, n. */
  #writeElement({ context, elements }: Epilogue, loops: readonly Affine[], sum: Expression): void {
    this.#sum = sum;
    const index = resultIndex({ ...this.#frame, context }, this.#root, this.#schedule.plan, loops);
    writeResults(this.#frame, elements, context, { index, shape: this.#root.shape });
  }
}

/** What writes the results of a sum: by vectors or one by one. */
interface Epilogue {
  readonly context: ElementContext;
  readonly elements: Elements;
}

/** Sums of uint8 wrap. */
function cut(sum: Expression, dtype: Value["dtype"]): Expression {
  return dtype === "uint8" ? binary("and", sum, constant("i32", 255)) : sum;
}
