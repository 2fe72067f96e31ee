import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import { type TensorLike, toTensor } from "../tensor/tensor.ts";

/** The names of a data set's classes: an array that also takes an array of class numbers. */
export class ClassNames extends Array<string> {
  /** `map` and the like give plain arrays. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  /**
   * The name of every class number, [n] -> n names: `classNames.take([9, 2])` is `["Ankle boot", "Pullover"]`.
   * Throws "value" for a number that is no class, "shape" for probabilities.
   */
  take(classes: TensorLike): string[] {
    const { data, shape } = toTensor(classes);
    if (shape.length > 1) {
      fail("shape", {
        where: "classNames.take",
        expected: "class numbers [n]",
        received: formatShape(shape),
        advice: "Of probabilities take the largest: ops.argmax(probabilities, -1)",
      });
    }
    return Array.from(data, (index) => {
      const name = this[index];
      if (name !== undefined) return name;
      return fail("value", {
        where: "classNames.take",
        expected: `class numbers from 0 to ${this.length - 1}`,
        received: String(index),
      });
    });
  }
}
