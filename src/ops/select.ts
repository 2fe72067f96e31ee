import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import type { OperandLike } from "./convert.ts";
import { where } from "./where.ts";

/** What stands where no condition holds. */
export interface SelectOptions {
  /** Default 0. */
  readonly default?: OperandLike | undefined;
}

/** From the list of choices the one whose condition is the first that is true, element by element. */
export function select(
  condlist: readonly OperandLike[],
  choicelist: readonly OperandLike[],
  options: SelectOptions = {},
): Operand {
  if (condlist.length !== choicelist.length || condlist.length === 0) {
    fail("value", {
      where: "select",
      expected: "as many choices as conditions, one at least",
      received: `${condlist.length} conditions and ${choicelist.length} choices`,
    });
  }
  return condlist.reduceRight<OperandLike>(
    (rest, condition, i) => where(condition, choicelist[i]!, rest),
    options.default ?? 0,
  ) as Operand;
}
