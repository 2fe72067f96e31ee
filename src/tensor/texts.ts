import { fail } from "../base/errors.ts";
import { formatShape, sizeOf, type Shape } from "../base/shape.ts";

/** Texts nested as deep as the rank: `"a"`, `["a", "b"]`, `[["a"], ["b"]]`. */
export type NestedTexts = string | readonly NestedTexts[];

/** Texts in an array: what layers of texts take, and give where they turn numbers back. Never part of a program. */
export class Texts {
  /** In C order. */
  readonly data: readonly string[];
  readonly shape: Shape;

  /** Throws if shape and number of texts disagree. */
  constructor(data: readonly string[], shape: Shape) {
    if (sizeOf(shape) !== data.length) {
      fail("shape", {
        where: "texts",
        expected: `${sizeOf(shape)} for shape ${formatShape(shape)}`,
        received: `${data.length}`,
      });
    }
    this.data = data;
    this.shape = shape;
  }

  /** Of nested arrays. Throws where rows differ in length. */
  static of(source: Texts | NestedTexts): Texts {
    if (source instanceof Texts) return source;
    const shape: number[] = [];
    for (let part: unknown = source; Array.isArray(part); part = (part as readonly unknown[])[0])
      shape.push(part.length);
    const data: string[] = [];
    const walk = (part: unknown, axis: number): void => {
      if (axis === shape.length) {
        if (typeof part === "string") data.push(part);
        else fail("data", { where: "texts", expected: "texts", received: typeof part });
        return;
      }
      if (!Array.isArray(part) || part.length !== shape[axis]) {
        fail("shape", {
          where: "texts",
          expected: `rows of ${shape[axis]} entries on axis ${axis}`,
          received: Array.isArray(part) ? `${part.length} entries` : typeof part,
        });
      }
      for (const entry of part as readonly unknown[]) walk(entry, axis + 1);
    };
    walk(source, 0);
    return new Texts(data, shape);
  }

  /** Nested arrays. */
  array(): NestedTexts {
    let next = 0;
    const nest = (axis: number): NestedTexts =>
      axis === this.shape.length
        ? this.data[next++]!
        : Array.from({ length: this.shape[axis]! }, () => nest(axis + 1));
    return nest(0);
  }

  /** Nested arrays: what JSON.stringify writes. */
  toJSON(): NestedTexts {
    return this.array();
  }
}

/** Whether something is texts, or an array of them. */
export function isTexts(source: unknown): source is Texts | NestedTexts {
  let part = source;
  while (Array.isArray(part)) part = (part as readonly unknown[])[0];
  return part instanceof Texts || typeof part === "string";
}
