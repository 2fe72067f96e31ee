import { fixed, type Affine } from "../affine.ts";
import type { ElementContext } from "../element.ts";
import { leftOvers, loopOver } from "../sharing.ts";
import type { Schedule } from "./schedule.ts";

/** A panel of columns: where it starts, how many vectors it has, and how many of its columns are real. */
export interface Panel {
  readonly start: Affine;
  readonly vectors: number;
  readonly columns: number;
}

/**
 * Writes a loop over the panels of whole width, and what is left: before it, so that whoever does that is helped with the
 * others. `shared`: whether threads share them out.
 */
export function eachPanel(
  { builder, indices }: ElementContext,
  schedule: Schedule,
  shared: boolean,
  body: (panel: Panel) => void,
): void {
  const { plan, lanes, tileVectors, byRows, blocks } = schedule;
  const wide = tileVectors * lanes;
  const whole = Math.floor(plan.n.extent / wide);
  const rest = restOf(schedule, whole * wide, byRows ? whole % blocks : whole);
  leftOvers(
    builder,
    shared,
    rest.map((panel) => () => body(panel)),
  );
  loopOver(builder, shared, [0, whole, 1], (j) =>
    body({
      start: indices.scale(indices.argument(j, 0, whole - 1), wide),
      vectors: tileVectors,
      columns: wide,
    }),
  );
}

/** Panels of the columns from `start` on, behind `whole` of whole width; two, where threads have shared those out evenly. */
export function restOf(schedule: Schedule, start: number, whole: number): Panel[] {
  const { plan, lanes, threads, split } = schedule;
  const columns = plan.n.extent - start;
  const vectors = Math.ceil(columns / lanes);
  if (vectors === 0) return [];
  const halved = split === "panels" && vectors > 1 && whole % threads === 0;
  const first = halved ? Math.ceil(vectors / 2) : vectors;
  const panel: Panel = {
    start: fixed(start),
    vectors: first,
    columns: Math.min(columns, first * lanes),
  };
  return first === vectors ? [panel] : [panel, ...restOf(schedule, start + first * lanes, 1)];
}
