import type { Value } from "../graph/value.ts";
import { aligned } from "./plan.ts";
import type { Group, Program } from "./program.ts";

/** The constants of a group that need memory: all but scalars, which are part of the code. */
export function arrayConstants({ values }: Pick<Group, "values">): Value<"constant">[] {
  return values.filter(
    (value): value is Value<"constant"> => value.is("constant") && value.size !== 1,
  );
}

/** Bytes of all constants of a program that need memory. */
export function constantBytes({ groups }: Pick<Program, "groups">): number {
  return groups
    .flatMap((group) => arrayConstants(group))
    .reduce((sum, { attributes: { data } }) => sum + aligned(data.byteLength), 0);
}
