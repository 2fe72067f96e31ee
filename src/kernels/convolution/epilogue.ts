import type { Value } from "../../graph/value.ts";
import { fixed, type Affine } from "../affine.ts";
import { Elements, NotVectorisable, type ElementContext } from "../element.ts";
import { writeResults } from "../elementwise.ts";
import { rehearse, type Frame } from "../frame.ts";
import { constant, extract, integer, type Expression } from "../ir.ts";

/** What writes results by vectors or one by one. */
interface Writer {
  readonly context: ElementContext;
  readonly elements: Elements;
}

/** The pointwise work around a root whose elements come as vectors of sums along one of its axes. */
export class Epilogue {
  readonly #frame: Frame;
  readonly #root: Value;
  readonly #axis: number;
  readonly #scalar: Writer;
  readonly #vector: Writer | undefined;
  /** The sum that is being written. Each has indices of its own, so what depends on it is never mixed up. */
  #sum: Expression | undefined;

  /** `axis`: the root's axis along which vectors lie; -1: it has none, only the first sum of each is real. */
  constructor(frame: Frame, root: Value, axis: number) {
    this.#frame = frame;
    this.#root = root;
    this.#axis = axis;
    this.#scalar = this.#writer(frame.context);
    this.#vector = this.#rehearsed()
      ? this.#writer({ ...frame.context, lanes: frame.traits.lanes })
      : undefined;
  }

  #writer(context: ElementContext): Writer {
    const known = new Map([[this.#root, () => this.#sum!]]);
    const own: ElementContext = { ...context, known };
    return { context: own, elements: new Elements(own) };
  }

  #rehearsed(): boolean {
    const { lanes } = this.#frame.traits;
    const { shape } = this.#root;
    if (lanes === 1 || this.#axis !== shape.length - 1) return false;
    try {
      rehearse(this.#frame, lanes, (_, context) => {
        const index = shape.map((extent, i) =>
          context.indices.variable(
            context.builder.variable("i32"),
            0,
            extent - 1,
            i === this.#axis,
          ),
        );
        this.#write(this.#writer(context), index, constant("f32", 0, lanes));
      });
      return true;
    } catch (error) {
      if (error instanceof NotVectorisable) return false;
      throw error;
    }
  }

  #write({ context, elements }: Writer, index: readonly Affine[], sum: Expression): void {
    this.#sum = sum;
    writeResults(this.#frame, elements, context, { index, shape: this.#root.shape });
  }

  /**
   * Writes the results of one vector of sums, of which the first `count` are real, from `index` on. `column`: that index
   * along the vectors with a lane index, where several sums share what depends on it alone.
   */
  write(sum: Expression, index: readonly Affine[], count: number, column?: Affine): void {
    const { builder, indices } = this.#frame.context;
    const { lanes } = this.#frame.traits;
    if (this.#vector !== undefined && count >= lanes) {
      const lane = indices.variable(integer(0), 0, lanes - 1, true);
      const own = index.with(
        this.#axis,
        column ?? indices.add(index[this.#axis] ?? fixed(0), lane),
      );
      this.#write(this.#vector, own, sum);
      return;
    }
    for (let i = 0; i < Math.min(lanes, count); i++) {
      const own = index.map((at, axis) => (axis === this.#axis ? indices.shift(at, i) : at));
      this.#write(this.#scalar, own, builder.let(extract(sum, i)));
    }
  }
}
