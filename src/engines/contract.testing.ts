import { arenaContract } from "./arena.testing.ts";
import type { Engine } from "./engine.ts";
import { groupsContract, type GroupsOptions } from "./groups.testing.ts";
import { pointwiseContract } from "./pointwise.testing.ts";
import { primitivesContract } from "./primitives.testing.ts";

/** What is tried, and with whom. */
export interface ContractOptions extends GroupsOptions {
  /** Other settings of the same engine, which must compute the same groups. */
  readonly beside?: readonly Engine[];
}

/**
 * What every engine must do: keep an arena, compute every primitive's samples and their gradients, the pointwise ones at
 * their edges, and random groups of any shape, all as the interpreter does.
 */
export function engineContract(
  engine: Engine,
  { beside = [], ...options }: ContractOptions = {},
): void {
  arenaContract(engine);
  primitivesContract(engine);
  pointwiseContract([engine, ...beside]);
  groupsContract([engine, ...beside], options);
}
