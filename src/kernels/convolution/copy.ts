import type { Affine, Indices } from "../affine.ts";
import { Elements, NotVectorisable, storeAt, type ElementContext } from "../element.ts";
import { rehearse, type Frame } from "../frame.ts";
import { binary, integer, type Expression } from "../ir.ts";
import { leftOver, loopOver } from "../sharing.ts";

/** What is copied where, at an index. */
export interface Copy {
  readonly element: Expression;
  readonly position: Affine;
}

/** A copy into the workspace: loops over `extents`, by vectors along the last one where they can be. */
export interface CopyNest {
  readonly extents: readonly number[];
  readonly to: Expression;
  /** Whether threads share out the outermost loop of more than one step. */
  readonly shared?: boolean;
  /** Indices from outside that the elements depend on, with their largest values. */
  readonly outer: readonly { readonly index: Affine; readonly max: number }[];
  readonly at: (
    elements: Elements,
    context: ElementContext,
    index: readonly Affine[],
    outer: readonly Affine[],
  ) => Copy;
}

/** Smallest number of elements per call. */
const callElements = 64;

/** Writes the loops of a copy of float32 elements; calls of some dozen elements or more, since V8 optimises between calls. */
export function writeCopy(frame: Frame, nest: CopyNest): void {
  const { extents, shared = false } = nest;
  const { builder, indices } = frame.context;
  const last = extents.length - 1;
  const lanes = chooseLanes(frame, nest);
  const scalar = new Elements(frame.context);
  const vectorContext: ElementContext = { ...frame.context, lanes };
  const vector = lanes === 1 ? scalar : new Elements(vectorContext);
  let [outlined, work] = [last, extents[last]!];
  while (outlined > 0 && work < callElements) work *= extents[--outlined]!;
  const store = (elements: Elements, context: ElementContext, index: readonly Affine[]): void => {
    const { element, position } = nest.at(
      elements,
      context,
      index,
      nest.outer.map((own) => own.index),
    );
    storeAt(
      context,
      { dtype: "float32", pointer: nest.to, position, lanes: context.lanes },
      element,
    );
  };
  const first = extents.findIndex((extent) => extent > 1);
  const sharedAt = shared && first >= 0 && first < Math.min(last, outlined) ? first : undefined;
  const walk = (depth: number, index: readonly Affine[]): void => {
    const extent = extents[depth]!;
    if (depth < last) {
      loopOver(builder, depth === sharedAt, [0, extent, 1], (i) => {
        const own = [...index, indices.variable(i, 0, extent - 1)];
        if (depth + 1 === outlined) builder.outline(() => walk(depth + 1, own));
        else walk(depth + 1, own);
      });
      return;
    }
    const whole = lanes === 1 ? 0 : extent - (extent % lanes);
    builder.loop(0, whole, lanes, (i) =>
      store(vector, vectorContext, [...index, indices.variable(i, 0, whole - 1, true)]),
    );
    builder.loop(whole, extent, 1, (i) =>
      store(scalar, frame.context, [...index, indices.variable(i, whole, extent - 1)]),
    );
  };
  const all = (): void => {
    if (outlined === 0) builder.outline(() => walk(0, []));
    else walk(0, []);
  };
  leftOver(builder, shared && sharedAt === undefined, all);
}

function chooseLanes(frame: Frame, { extents, outer, at }: CopyNest): number {
  const { lanes } = frame.traits;
  const last = extents.length - 1;
  if (lanes === 1 || extents[last]! < lanes) return 1;
  try {
    rehearse(frame, lanes, (elements, context) => {
      const unknown = (max: number, lane = false): Affine =>
        context.indices.variable(context.builder.variable("i32"), 0, max, lane);
      const copy = at(
        elements,
        context,
        extents.map((extent, i) => unknown(extent - 1, i === last)),
        outer.map(({ max }) => unknown(max)),
      );
      const step = strideOfLanes(copy.position);
      if (step !== 1) throw new NotVectorisable();
    });
    return lanes;
  } catch (error) {
    if (error instanceof NotVectorisable) return 1;
    throw error;
  }
}

function strideOfLanes({ terms }: Affine): number {
  return terms.reduce((sum, [atom, k]) => (atom.lane ? sum + k : sum), 0);
}

/** `pointer` moved on by so many float32 elements. */
export function moved(indices: Indices, pointer: Expression, elements: Affine): Expression {
  return indices.address(pointer, indices.scale(elements, 4));
}

/** `pointer` moved on by a known number of bytes. */
export function part(frame: Frame, pointer: Expression, offset: number): Expression {
  return frame.context.builder.hoist(binary("add", pointer, integer(offset)));
}
