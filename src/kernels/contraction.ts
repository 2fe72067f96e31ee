import { bytesPerElement } from "../base/dtype.ts";
import type { Value } from "../graph/value.ts";
import type { GroupGraph } from "../program/program.ts";
import type { EngineTraits } from "../program/traits.ts";
import { fixed, laneStride, type Affine } from "./affine.ts";
import { packPanel, packTile } from "./contraction/pack.ts";
import { eachPanel, restOf, type Panel } from "./contraction/panels.ts";
import { resultIndex, writeOrdered, type Operand } from "./contraction/plan.ts";
import { scheduleOf, splitRows, type Schedule } from "./contraction/schedule.ts";
import { writeTile, type Tile } from "./contraction/tile.ts";
import { Elements, NotVectorisable, storeAt, type Access, type ElementContext } from "./element.ts";
import { writeElementwise, type ElementwiseBody } from "./elementwise.ts";
import { keptParameter, openFrame, rehearse, type Frame } from "./frame.ts";
import {
  binary,
  constant,
  extract,
  integer,
  scalarOf,
  type Expression,
  type KernelFunction,
  type Variable,
} from "./ir.ts";
import { leftOvers, loopOver } from "./sharing.ts";

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

/** Where a tile reads y: in place, in the packed panel, in place while it packs, or among the panels that are kept. */
type Source = "packed" | "direct" | "both" | "all" | "kept";

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
  readonly part: Part;
}

/** Products that are summed in one go. */
interface Part {
  /** The first. */
  readonly from: Affine;
  readonly depth: number;
  /** Whether sums of earlier products are waiting, and whether these will wait. */
  readonly goesOn: boolean;
  readonly waits: boolean;
}

/** Rows whose panels are walked together. */
interface Block {
  /** Its first row. */
  readonly base: Affine;
  readonly count: number;
  /** Whether threads share its rows out. */
  readonly shared: boolean;
  readonly part: Part;
}

class ContractionWriter {
  readonly #frame: Frame;
  readonly #root: Value<"dot">;
  readonly #schedule: Schedule;
  readonly #epilogueByVectors: boolean;
  /** Whether the epilogue may compute lanes behind the last column: it reads what lies behind, at most a vector. */
  readonly #epilogueBehind: boolean;
  readonly #x: Expression;
  readonly #y: Expression;
  /** The sum that the epilogue is being written for. Each has indices of its own, so what depends on it is never mixed up. */
  #sum: Expression | undefined;
  readonly #scalarEpilogue: Epilogue;
  readonly #vectorEpilogue: Epilogue;
  /** For the last columns, where they are no whole vector. */
  readonly #restEpilogue: Epilogue;

  constructor(frame: Frame, root: Value<"dot">) {
    this.#frame = frame;
    this.#root = root;
    this.#schedule = scheduleOf(frame, root);
    const { plan, xCopy, yCopy } = this.#schedule;
    this.#x = this.#operand(plan.x, xCopy);
    this.#y = this.#operand(plan.y, yCopy);
    const { threads, sums } = this.#schedule;
    if (threads > 1 && sums > 0) frame.context.builder.barrier();
    const accesses = this.#rehearseEpilogue();
    this.#epilogueByVectors = accesses !== undefined;
    const { results } = frame.group;
    const isNeighbour = (index: Affine): boolean => [0, 1].includes(laneStride(index) ?? -1);
    this.#epilogueBehind =
      accesses !== undefined &&
      results.every(({ dtype }) => bytesPerElement(dtype) === 4) &&
      accesses.every(
        ({ position, pinned }) =>
          isNeighbour(position) && pinned.every((index) => laneStride(index) === 0),
      );
    this.#scalarEpilogue = this.#epilogue(frame.context);
    const { lanes } = this.#schedule;
    this.#vectorEpilogue = this.#epilogue({ ...frame.context, lanes });
    this.#restEpilogue = this.#epilogue({
      ...frame.context,
      lanes,
      written: plan.n.extent % lanes,
    });
  }

  /** The operand's first element, copied in the order of the loops if it is no view. */
  #operand({ value, source, offset, axes }: Operand, copy: number): Expression {
    const { builder, pointers } = this.#frame.context;
    const bytes = bytesPerElement(value.dtype);
    if (source !== undefined && source === keptParameter(this.#frame.group))
      return pointers.get(source)!;
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

  get #isCut(): boolean {
    return this.#schedule.depth < this.#schedule.plan.k.extent;
  }

  /** Where sums wait for their next part. */
  #sums(): Expression {
    const { builder } = this.#frame.context;
    return builder.hoist(binary("add", this.#frame.workspace!, integer(this.#schedule.sums)));
  }

  /** What the epilogue reads and writes by vectors; undefined if it cannot be had by vectors. */
  #rehearseEpilogue(): readonly Access[] | undefined {
    const { plan, lanes } = this.#schedule;
    try {
      return rehearse(this.#frame, lanes, (_, context) => {
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
    } catch (error) {
      if (error instanceof NotVectorisable) return undefined;
      throw error;
    }
  }

  write(): void {
    if (this.#schedule.packing === "all") this.#packAll();
    this.#outer(0, []);
  }

  /** Packs the panels of all columns; threads meet before they are read. */
  #packAll(): void {
    const { plan, panels, threads } = this.#schedule;
    const { builder, indices } = this.#frame.context;
    const bytes = bytesPerElement(this.#root.inputs[1]!.dtype);
    const to = builder.hoist(binary("add", this.#frame.workspace!, integer(panels)));
    eachPanel(this.#frame.context, this.#schedule, threads > 1, (panel) =>
      this.#pack(
        [],
        panel,
        this.#whole,
        indices.address(to, indices.scale(panel.start, plan.k.extent * bytes)),
      ),
    );
    if (threads > 1) builder.barrier();
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

  /** The tiles of `count` rows, those that `first` says left out: whole ones in a loop, then what is left. */
  #tiles(
    first: number,
    count: number,
    shared: boolean,
    body: (start: Expression | number, rows: number) => void,
  ): void {
    const { tileRows } = this.#schedule;
    const { builder } = this.#frame.context;
    const { whole, rest } = splitRows(count, this.#schedule);
    const end = whole * tileRows;
    let start = end;
    const bodies = rest.map((rows) => {
      const own = start;
      start += rows;
      return () => body(own, rows);
    });
    leftOvers(builder, shared, bodies);
    loopOver(builder, shared, [first, end, tileRows], (i) => body(i, tileRows));
  }

  /** All products at once. */
  get #whole(): Part {
    return {
      from: fixed(0),
      depth: this.#schedule.plan.k.extent,
      goesOn: false,
      waits: false,
    };
  }

  /** Part by part: a first one, those between, and one that the epilogue follows. */
  #byParts(outer: readonly Affine[]): void {
    const { plan, depth, split } = this.#schedule;
    const { builder, indices } = this.#frame.context;
    const rows = { base: fixed(0), count: plan.m.extent, shared: false };
    const last = Math.ceil(plan.k.extent / depth) - 1;
    const part = (from: Affine, goesOn: boolean, waits: boolean, own: number = depth): void =>
      this.#block(outer, { ...rows, part: { from, depth: own, goesOn, waits } });
    // Panels of the first and the last part may be anyone's, those between are always the same thread's.
    const meet = (): void => {
      if (split !== "none") builder.barrier();
    };
    part(fixed(0), false, true);
    meet();
    builder.loop(1, last, 1, (i) =>
      part(indices.scale(indices.argument(i, 1, last - 1), depth), true, true),
    );
    if (last > 1) meet();
    part(fixed(last * depth), true, false, plan.k.extent - last * depth);
  }

  #byPanels(outer: readonly Affine[]): void {
    const { plan, blockRows, split, depth } = this.#schedule;
    const { builder, indices } = this.#frame.context;
    const { extent } = plan.m;
    const shared = split === "rows";
    const part = this.#whole;
    if (depth < plan.k.extent) {
      this.#byParts(outer);
      return;
    }
    if (blockRows === 0) {
      this.#block(outer, { base: fixed(0), count: extent, shared, part });
      return;
    }
    const blocks = Math.floor(extent / blockRows);
    loopOver(builder, shared, [0, blocks, 1], (b) => {
      const base = indices.scale(indices.argument(b, 0, blocks - 1), blockRows);
      this.#block(outer, { base, count: blockRows, shared: false, part });
    });
    const rest = extent - blocks * blockRows;
    if (rest > 0) this.#block(outer, { base: fixed(extent - rest), count: rest, shared, part });
  }

  /** All panels of `count` rows from row `base` on, the tiles of rows shared out or not. */
  #block(outer: readonly Affine[], { base, count, shared, part }: Block): void {
    const { plan, packing, blockRows, packsRows, tileRows, split } = this.#schedule;
    const { builder, indices } = this.#frame.context;
    if (packsRows) this.#packRows(outer, base, count, part);
    const { whole } = splitRows(count, this.#schedule);
    eachPanel(this.#frame.context, this.#schedule, split === "panels", (panel) => {
      const before = packing === "before";
      const firstTile = packing === "first tile" && whole > 0 && count > tileRows;
      if (before && plan.k.extent > 0)
        this.#pack(outer, panel, part, this.#own(this.#schedule.panel));
      const tile = (start: Expression | number, rows: number, source: Source): void => {
        // All three as arguments: vectors that the epilogue loads must not live in registers across the tile's loop.
        const inputs = [
          typeof start === "number" ? integer(start) : start,
          indices.lower(base),
          indices.lower(panel.start),
          ...(this.#isCut ? [indices.lower(part.from)] : []),
        ];
        builder.outlineWith(inputs, (row, from, column, product?: Variable) => {
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
            ...(packsRows && rows === tileRows ? { local } : {}),
            part:
              product === undefined
                ? part
                : { ...part, from: indices.argument(product, 0, plan.k.extent - 1) },
          });
        });
      };
      if (firstTile) tile(0, tileRows, "both");
      this.#tiles(firstTile ? tileRows : 0, count, shared, (start, rows) =>
        tile(
          start,
          rows,
          packing === "kept" || packing === "all"
            ? packing
            : before || firstTile
              ? "packed"
              : "direct",
        ),
      );
    });
  }

  /** Copies whole tiles of x, whose rows lie side by side, into the workspace: [tile][k][row]. */
  #packRows(outer: readonly Affine[], base: Affine, count: number, part: Part): void {
    const { plan, lanes, xBlock, tileRows } = this.#schedule;
    const { builder, indices } = this.#frame.context;
    const { dtype } = this.#root.inputs[0]!;
    const bytes = bytesPerElement(dtype);
    const { k } = plan;
    builder.loop(0, splitRows(count, this.#schedule).whole * tileRows, tileRows, (row) => {
      const local = indices.argument(row, 0, count - 1);
      const from = this.#address("x", outer, [
        [indices.add(base, local), 1],
        [part.from, k.xStride],
      ]);
      const { depth } = part;
      const to = indices.address(this.#own(xBlock), indices.scale(local, depth * bytes));
      packTile(builder, { from, to, dtype, lanes, tileRows, depth, step: k.xStride });
    });
  }

  #byRows(outer: readonly Affine[]): void {
    const { plan, lanes, tileVectors, blocks, bands, split, packing } = this.#schedule;
    const { builder, indices } = this.#frame.context;
    const { extent } = plan.n;
    const source = packing === "kept" || packing === "all" ? packing : "direct";
    const wide = tileVectors * lanes;
    const panels = Math.floor(extent / wide);
    const each = Math.floor(panels / blocks);
    /** Panels that the blocks leave over, in turn one for each. */
    const over: Panel[] = Array.from({ length: panels - each * blocks }, (_, i) => ({
      start: fixed((each * blocks + i) * wide),
      vectors: tileVectors,
      columns: wide,
    }));
    over.push(...restOf(this.#schedule, panels * wide, over.length));
    /** The panels of a block in one tile of rows after the other: in all, or in those of a band. */
    const block = (number: Expression | undefined, band?: Expression): void => {
      const first =
        number === undefined
          ? fixed(0)
          : indices.scale(indices.argument(number, 0, blocks - 1), each);
      const body = (start: Expression | number, rows: number): void => {
        const m =
          typeof start === "number" ? fixed(start) : indices.argument(start, 0, plan.m.extent - 1);
        const tile = (panel: Panel): void =>
          builder.outlineWith([indices.lower(panel.start)], (c) => {
            const own = { ...panel, start: indices.argument(c, 0, extent - panel.columns) };
            this.#tile({ outer, m, panel: own, rows, source, part: this.#whole });
          });
        builder.loop(0, each, 1, (j) => {
          const panel = indices.add(first, indices.argument(j, 0, each - 1));
          tile({ start: indices.scale(panel, wide), vectors: tileVectors, columns: wide });
        });
        over.forEach((panel, i) => {
          if (number === undefined) tile(panel);
          else builder.if(binary("eq", number, integer(i % blocks)), () => tile(panel));
        });
      };
      if (band === undefined) this.#tiles(0, plan.m.extent, split === "rows", body);
      else this.#band(band, body);
    };
    if (blocks === 1) block(undefined);
    else if (bands === 1) loopOver(builder, split === "panels", [0, blocks, 1], block);
    else
      builder.parallel(0, blocks * bands, 1, (i) => {
        const number = builder.let(binary("div", i, integer(bands)));
        block(number, builder.let(binary("rem", i, integer(bands))));
      });
  }

  /** The tiles of a band: as many whole ones as in the other bands; what is left goes to the first ones. */
  #band(band: Expression, body: (start: Expression | number, rows: number) => void): void {
    const { plan, bands, tileRows } = this.#schedule;
    const { builder } = this.#frame.context;
    const { whole, rest } = splitRows(plan.m.extent, this.#schedule);
    const height = Math.floor(whole / bands) * tileRows;
    const tile = (to: number, step: number, i: Expression): void => {
      const start = binary("add", binary("mul", band, integer(step)), i);
      body(builder.let(binary("add", start, integer(to))), tileRows);
    };
    builder.loop(0, height, tileRows, (i) => tile(0, height, i));
    builder.if(binary("lt", band, integer(whole % bands)), () =>
      tile(bands * height, tileRows, integer(0)),
    );
    let start = whole * tileRows;
    for (const rows of rest) {
      const own = start;
      start += rows;
      builder.if(binary("eq", band, integer(bands - 1)), () => body(own, rows));
    }
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
  #pack(
    outer: readonly Affine[],
    { start, vectors, columns }: Panel,
    part: Part,
    to: Expression,
  ): void {
    const { plan, lanes } = this.#schedule;
    const { builder } = this.#frame.context;
    const { dtype } = this.#root.inputs[1]!;
    const { k, n } = plan;
    const from = this.#address("y", outer, [
      [start, n.yStride],
      [part.from, k.yStride],
    ]);
    packPanel(builder, {
      from,
      to,
      dtype,
      lanes,
      vectors,
      columns,
      columnStride: n.yStride,
      depth: part.depth,
      step: k.yStride,
    });
  }

  #tile({ outer, m, panel, rows, source, local, part }: TilePlace): void {
    const { plan, lanes, xBlock, tileRows } = this.#schedule;
    const { builder, indices } = this.#frame.context;
    const { dtype: xType } = this.#root.inputs[0]!;
    const xBytes = bytesPerElement(xType);
    const { sumsRow } = this.#schedule;
    const waiting = this.#isCut
      ? indices.address(
          this.#sums(),
          indices.combine([
            [m, sumsRow],
            [panel.start, 4],
          ]),
        )
      : undefined;
    const sums = writeTile(builder, this.#root, {
      rows,
      vectors: panel.vectors,
      lanes,
      depth: part.depth,
      x:
        local === undefined
          ? {
              pointer: this.#address("x", outer, [
                [m, plan.m.xStride],
                [part.from, plan.k.xStride],
              ]),
              row: plan.m.xStride * xBytes,
              step: Math.max(1, plan.k.xStride) * xBytes,
            }
          : {
              pointer: indices.address(
                this.#own(xBlock),
                indices.scale(local, part.depth * xBytes),
              ),
              row: xBytes,
              step: tileRows * xBytes,
            },
      y: this.#yOf(outer, panel, source, part),
      copyTo: source === "both" ? this.#own(this.#schedule.panel) : undefined,
      before: part.goesOn ? { pointer: waiting!, row: sumsRow } : undefined,
    });
    if (part.waits) {
      sums.forEach((vectors, row) =>
        vectors.forEach((sum, v) =>
          builder.store(this.#root.dtype, waiting!, row * sumsRow + v * lanes * 4, sum),
        ),
      );
      return;
    }
    const lane = (count: number): Affine =>
      lanes === 1 ? fixed(0) : indices.variable(integer(0), 0, count - 1, true);
    const laneIndex = lane(lanes);
    const restIndex = lane(Math.max(1, panel.columns % lanes));
    sums.forEach((vectors, row) =>
      vectors.forEach((sum, v) => {
        const own = indices.shift(m, row);
        const column = indices.shift(panel.start, v * lanes);
        const whole = panel.columns >= (v + 1) * lanes;
        if (this.#epilogueByVectors && (whole || this.#epilogueBehind)) {
          this.#writeElement(
            whole ? this.#vectorEpilogue : this.#restEpilogue,
            [...outer, own, indices.add(column, whole ? laneIndex : restIndex)],
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

  /** Where a tile reads y's panel, and bytes from product to product. */
  #yOf(
    outer: readonly Affine[],
    { start, vectors }: Panel,
    source: Source,
    { from }: Part,
  ): Tile["y"] {
    const { plan, lanes, panel, panels, asksAhead } = this.#schedule;
    const { k, n } = plan;
    const { builder, indices } = this.#frame.context;
    const bytes = bytesPerElement(this.#root.inputs[1]!.dtype);
    const step = vectors * lanes * bytes;
    if (source === "all") {
      const all = builder.hoist(binary("add", this.#frame.workspace!, integer(panels)));
      return { pointer: indices.address(all, indices.scale(start, k.extent * bytes)), step };
    }
    if (source === "kept") {
      // While tiles of rows read this panel, the next one comes from memory.
      const ahead = asksAhead ? k.extent * step : undefined;
      return { pointer: indices.address(this.#y, indices.scale(start, k.extent * bytes)), step, ahead }; // prettier-ignore
    }
    if (source === "packed" && k.extent > 0) return { pointer: this.#own(panel), step };
    const place = [[start, n.yStride], [from, k.yStride]] as const; // prettier-ignore
    return { pointer: this.#address("y", outer, place), step: k.yStride * bytes };
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
    writeOrdered(this.#frame, this.#root, context, elements, index);
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
