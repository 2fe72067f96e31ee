import { add, subtract } from "../ops/add.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";

/**
 * A running sum, of one number or of each of many, in two float32 variables, so that an epoch of small summands loses no digits: `total` is what float32
 * holds of the sum, `compensation` what it could not hold.
 * Knuth, The Art of Computer Programming 2, section 4.2.2: s = a + b rounded, and its exact error from s, a and b alone.
 */
export class CompensatedSum {
  readonly total: Variable;
  readonly compensation: Variable;

  constructor(total: Variable, compensation: Variable) {
    this.total = total;
    this.compensation = compensation;
  }

  /** Adds what has the sum's shape, at once or as an update of the traced program. */
  add(x: Operand): void {
    const sum = add(this.total, x);
    const added = subtract(sum, this.total);
    const error = add(subtract(this.total, subtract(sum, added)), subtract(x, added));
    const compensation = add(this.compensation, error);
    this.total.assign(sum);
    this.compensation.assign(compensation);
  }

  /** The sum now, in float64. */
  value(): number {
    return this.total.item() + this.compensation.item();
  }

  /** All sums now in C order, in float64. */
  values(): number[] {
    const rest = this.compensation.data;
    return Array.from(this.total.data, (x, i) => x + rest[i]!);
  }
}
