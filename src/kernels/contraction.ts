import { bytesPerElement } from "../base/dtype.ts";
import type { Value } from "../graph/value.ts";
import { aligned } from "../program/plan.ts";
import type { EngineTraits } from "../program/traits.ts";
import { fixed, type Affine } from "./affine.ts";
import { copyBytes, planContraction, resultIndex, type ContractionPlan, type Operand } from "./contraction/plan.ts";
import { writeTile } from "./contraction/tile.ts";
import { Elements, NotVectorisable, storeAt, type ElementContext } from "./element.ts";
import { writeElementwise, writeResults } from "./elementwise.ts";
import { openFrame, rehearse, type Frame, type GroupGraph } from "./frame.ts";
import { binary, constant, extract, integer, load, scalarOf, type Expression, type KernelFunction, type Variable } from "./ir.ts";

/*
 * Contractions as loops around [m, k] x [k, n], with the pointwise epilogue applied to the sums in registers.
 * Naive: one sum at a time. Here: tiles of 4 rows x 2 vectors (8 sums + 2 + 4 loads = 14 registers, the most that V8 on
 * Node 20 keeps without spilling), each a function of its own.
 * - by panels: for each panel of 2 vectors of columns, for each tile of rows. The panel lies packed in the workspace
 *   where y's columns are not neighbours (packed before) or where k is so long that strided rows would not stay in the
 *   first-level cache (packed by the first tile, which reads them anyway: two stores per step).
 * - by rows: for each tile of rows, for each panel: for short k, where the results are most of the traffic (weight
 *   gradients): they are streamed once, row by row.
 * Rows that are left over get tiles of fewer rows, columns that are left over a panel padded with zeros.
 */

const tileRows = 4;
const tileVectors = 2;
/** Longest k whose products are walked by rows. */
const shortDepth = 64;

/** How y is read. */
type Packing = "none" | "first tile" | "before";

interface Schedule {
  readonly plan: ContractionPlan;
  readonly lanes: number;
  readonly byRows: boolean;
  readonly packing: Packing;
  /** Byte offsets in the workspace, and its size. */
  readonly xCopy: number;
  readonly yCopy: number;
  readonly panel: number;
  readonly bytes: number;
}

function scheduleOf(frame: Frame, root: Value<"dot">): Schedule {
  const plan = planContraction(frame, root);
  const { lanes, firstLevelCache } = frame.traits;
  const { m, n, k } = plan;
  const line = 64;
  const direct = n.yStride === 1 || n.extent === 1;
  const byRows = direct && k.extent <= shortDepth && m.extent > 2 * tileRows;
  const long = k.extent * line > firstLevelCache / 2 && k.yStride > lanes * tileVectors;
  const packing: Packing = !direct ? "before" : long && m.extent > tileRows && !byRows ? "first tile" : "none";
  const xCopy = 0;
  const yCopy = xCopy + copyBytes(plan.x);
  const panel = yCopy + copyBytes(plan.y);
  const padded = n.extent % lanes !== 0;
  const elementBytes = bytesPerElement(root.inputs[1]!.dtype);
  const panelBytes = packing !== "none" || padded ? aligned(k.extent * tileVectors * lanes * elementBytes) : 0;
  return { plan, lanes, byRows, packing, xCopy, yCopy, panel, bytes: panel + panelBytes };
}

/** Bytes of workspace that `contractionKernel` will use. */
export function contractionWorkspace(group: GroupGraph, root: Value<"dot">, traits: EngineTraits): number {
  return root.size === 0 ? 0 : scheduleOf(openFrame(group, traits, 1), root).bytes;
}

/** The kernel of a group around a dot. */
export function contractionKernel(group: GroupGraph, root: Value<"dot">, traits: EngineTraits): KernelFunction {
  const bytes = contractionWorkspace(group, root, traits);
  const frame = openFrame(group, traits, bytes);
  if (root.size > 0) new ContractionWriter(frame, root).write();
  return frame.finish();
}

/** A panel of columns: where it starts, how many vectors it has, and how many of its columns are real. */
interface Panel {
  readonly start: Affine;
  readonly vectors: number;
  readonly columns: number;
}

class ContractionWriter {
  readonly #frame: Frame;
  readonly #root: Value<"dot">;
  readonly #schedule: Schedule;
  readonly #vectorEpilogue: boolean;
  readonly #x: Expression;
  readonly #y: Expression;

  constructor(frame: Frame, root: Value<"dot">) {
    this.#frame = frame;
    this.#root = root;
    this.#schedule = scheduleOf(frame, root);
    const { plan, xCopy, yCopy } = this.#schedule;
    this.#x = this.#operand(plan.x, xCopy);
    this.#y = this.#operand(plan.y, yCopy);
    this.#vectorEpilogue = this.#rehearseEpilogue();
  }

  /** The operand's first element, copied in the order of the loops if it is no view. */
  #operand({ value, source, offset, axes }: Operand, copy: number): Expression {
    const { builder, pointers } = this.#frame.context;
    const bytes = bytesPerElement(value.dtype);
    if (source !== undefined) return builder.hoist(binary("add", pointers.get(source)!, integer(offset * bytes)));
    const pointer = this.#workspace(copy);
    const shape = axes.map((axis) => value.shape[axis]!);
    writeElementwise(this.#frame, {
      shape,
      write: (elements, context, index) => {
        const own: Affine[] = [];
        axes.forEach((axis, i) => (own[axis] = index[i]!));
        const position = context.indices.ravel(index, shape);
        context.watch?.({ position, pinned: [] });
        storeAt(context, { dtype: value.dtype, pointer, position, lanes: context.lanes }, elements.at(value, own));
      },
    });
    return pointer;
  }

  #workspace(offset: number): Expression {
    return this.#frame.context.builder.hoist(binary("add", this.#frame.workspace!, integer(offset)));
  }

  #rehearseEpilogue(): boolean {
    const { plan, lanes } = this.#schedule;
    try {
      rehearse(this.#frame, lanes, (_, context) => {
        const index = [...plan.outer, plan.m, plan.n].map(({ extent }, i) =>
          context.indices.variable(context.builder.variable("i32"), 0, extent - 1, i === plan.outer.length + 1),
        );
        this.#writeElement(context, index, constant(scalarOf(this.#root.dtype), 0, lanes));
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
    builder.loop(0, loop.extent, 1, (i) => this.#outer(depth + 1, [...indices, algebra.variable(i, 0, loop.extent - 1)]));
  }

  /** The panels of columns: whole ones in a loop, then what is left. */
  #panels(body: (panel: Panel) => void): void {
    const { plan, lanes } = this.#schedule;
    const { builder, indices } = this.#frame.context;
    const { extent } = plan.n;
    const wide = tileVectors * lanes;
    const whole = extent - (extent % wide);
    builder.loop(0, whole / wide, 1, (j) =>
      body({ start: indices.scale(indices.argument(j, 0, whole / wide - 1), wide), vectors: tileVectors, columns: wide }),
    );
    let start = whole;
    while (start < extent) {
      const columns = Math.min(lanes, extent - start);
      body({ start: fixed(start), vectors: 1, columns });
      start += columns;
    }
  }

  /** The tiles of rows: whole ones in a loop, then what is left. `first`: rows that were done already. */
  #tiles(first: number, body: (start: Expression | number, rows: number) => void): void {
    const { m } = this.#schedule.plan;
    const whole = m.extent - ((m.extent - first) % tileRows);
    this.#frame.context.builder.loop(first, whole, tileRows, (i) => body(i, tileRows));
    if (whole < m.extent) body(whole, m.extent - whole);
  }

  #byPanels(outer: readonly Affine[]): void {
    const { plan, packing, lanes } = this.#schedule;
    const { builder, indices } = this.#frame.context;
    this.#panels((panel) => {
      const padded = panel.columns < panel.vectors * lanes;
      const before = packing === "before" || padded;
      const firstTile = packing === "first tile" && !before;
      if (before) this.#pack(outer, panel);
      const tile = (start: Expression | number, rows: number, source: "packed" | "direct" | "both"): void => {
        const argument = typeof start === "number" ? integer(start) : start;
        builder.outlineWith([argument], (row) => {
          const m = indices.argument(row, 0, plan.m.extent - 1);
          this.#tile({ outer, m, panel, rows, source });
        });
      };
      if (firstTile) tile(0, tileRows, "both");
      this.#tiles(firstTile ? tileRows : 0, (start, rows) => tile(start, rows, before || firstTile ? "packed" : "direct"));
    });
  }

  #byRows(outer: readonly Affine[]): void {
    const { plan, lanes } = this.#schedule;
    const { builder, indices } = this.#frame.context;
    const padded: Panel[] = [];
    this.#tiles(0, (start, rows) => {
      const m = typeof start === "number" ? fixed(start) : indices.argument(start, 0, plan.m.extent - 1);
      this.#panels((panel) => {
        if (panel.columns < panel.vectors * lanes) {
          if (padded.length === 0) padded.push(panel);
          return;
        }
        builder.outlineWith([indices.lower(panel.start)], (column) => {
          const start = indices.argument(column, 0, plan.n.extent - panel.columns);
          this.#tile({ outer, m, panel: { ...panel, start }, rows, source: "direct" });
        });
      });
    });
    for (const panel of padded) {
      this.#pack(outer, panel);
      this.#tiles(0, (start, rows) => {
        builder.outlineWith([typeof start === "number" ? integer(start) : start], (row) => {
          this.#tile({ outer, m: indices.argument(row, 0, plan.m.extent - 1), panel, rows, source: "packed" });
        });
      });
    }
  }

  /** Address in x or y of the element at these loops' indices. */
  #address(side: "x" | "y", outer: readonly Affine[], inner: readonly (readonly [index: Affine, stride: number])[]): Expression {
    const { plan } = this.#schedule;
    const { builder, indices } = this.#frame.context;
    const stride = side === "x" ? "xStride" : "yStride";
    const bytes = bytesPerElement(plan[side].value.dtype);
    const position = indices.combine([...outer.map((index, i) => [index, plan.outer[i]![stride]] as const), ...inner]);
    const base = side === "x" ? this.#x : this.#y;
    return builder.hoist(binary("add", base, indices.lower(indices.scale(position, bytes))));
  }

  /** Copies a panel of y into the workspace, its missing columns as zeros. */
  #pack(outer: readonly Affine[], { start, vectors, columns }: Panel): void {
    const { plan, lanes, panel } = this.#schedule;
    const { builder } = this.#frame.context;
    const { dtype } = this.#root.inputs[1]!;
    const bytes = bytesPerElement(dtype);
    const { k, n } = plan;
    if (k.extent === 0) return;
    const from = this.#address("y", outer, [[start, n.yStride]]);
    const to = this.#workspace(panel);
    builder.outline(() => {
      const end = builder.let(binary("add", from, integer(k.extent * k.yStride * bytes)));
      const target = builder.mutable(to);
      const step = Math.max(1, k.yStride) * bytes;
      builder.walk(from, end, step, (p) => {
        for (let v = 0; v < vectors; v++) {
          const items = Array.from({ length: lanes }, (_, lane): Expression => {
            const column = v * lanes + lane;
            return column < columns ? load(dtype, p, column * n.yStride * bytes, 1) : constant(scalarOf(dtype), 0);
          });
          const vector: Expression =
            lanes === 1 ? items[0]! : { kind: "assemble", scalar: scalarOf(dtype), lanes, items };
          builder.store(dtype, target, v * lanes * bytes, builder.let(vector));
        }
        builder.assign(target, binary("add", target, integer(vectors * lanes * bytes)));
      });
    });
  }

  #tile({ outer, m, panel, rows, source }: {
    readonly outer: readonly Affine[];
    readonly m: Affine;
    readonly panel: Panel;
    readonly rows: number;
    readonly source: "packed" | "direct" | "both";
  }): void {
    const { plan, lanes } = this.#schedule;
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
      x: {
        pointer: this.#address("x", outer, [[m, plan.m.xStride]]),
        row: plan.m.xStride * xBytes,
        step: Math.max(1, plan.k.xStride) * xBytes,
      },
      y:
        source === "packed"
          ? { pointer: this.#workspace(packed), step: panel.vectors * lanes * yBytes }
          : { pointer: this.#address("y", outer, [[panel.start, plan.n.yStride]]), step: plan.k.yStride * yBytes },
      copyTo: source === "both" ? this.#workspace(packed) : undefined,
    });
    const lane = indices.argument(integer(0), 0, lanes - 1);
    const laneAtom = lanes === 1 ? fixed(0) : { constant: 0, terms: lane.terms.map(([atom, k]) => [{ ...atom, lane: true }, k] as const) };
    sums.forEach((vectors, row) =>
      vectors.forEach((sum, v) => {
        const own = indices.shift(m, row);
        const column = indices.shift(panel.start, v * lanes);
        if (this.#vectorEpilogue && panel.columns >= (v + 1) * lanes) {
          this.#writeElement({ ...this.#frame.context, lanes }, [...outer, own, indices.add(column, laneAtom)], sum);
          return;
        }
        for (let i = 0; i < lanes && v * lanes + i < panel.columns; i++) {
          const element = builder.let(extract(sum, i));
          this.#writeElement(this.#frame.context, [...outer, own, indices.shift(column, i)], element);
        }
      }),
    );
  }

  /** The results where the sum is `sum`, at the indices of the loops outer.., m, n. */
  #writeElement(context: ElementContext, loops: readonly Affine[], sum: Expression | Variable): void {
    const { plan } = this.#schedule;
    const { dtype } = this.#root;
    const own: ElementContext = { ...context, known: new Map([[this.#root as Value, () => cut(sum, dtype)]]) };
    const index = resultIndex({ ...this.#frame, context }, this.#root, plan, loops);
    writeResults(this.#frame, new Elements(own), own, { index, shape: this.#root.shape });
  }
}

/** Sums of uint8 wrap. */
function cut(sum: Expression, dtype: Value["dtype"]): Expression {
  return dtype === "uint8" ? binary("and", sum, constant("i32", 255)) : sum;
}
