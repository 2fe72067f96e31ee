import type { Common, Primitive } from "../../graph/alphabet.ts";
import { GraphBuilder } from "../../graph/builder.ts";
import type { Value } from "../../graph/value.ts";
import * as arithmetic from "./arithmetic.ts";
import type { Card, CommonCards } from "./card.ts";
import * as comparison from "./comparison.ts";
import * as contraction from "./contraction.ts";
import * as exponential from "./exponential.ts";
import * as indexing from "./indexing.ts";
import * as logic from "./logic.ts";
import * as movement from "./movement.ts";
import { part } from "./part.ts";
import * as reduction from "./reduction.ts";
import * as rounding from "./rounding.ts";
import * as selection from "./selection.ts";
import * as sources from "./sources.ts";

/** The cards of all primitives that are known by name; the rare ones come with what emits them. One without does not compile. */
export const commonCards: CommonCards = {
  ...sources,
  ...arithmetic,
  ...exponential,
  ...rounding,
  ...comparison,
  ...logic,
  ...selection,
  ...movement,
  ...indexing,
  ...reduction,
  ...contraction,
  part,
};

/** How many products the values sum: the multiply-adds of dots and convolutions. */
export function multiplyAdds(values: readonly Value[]): number {
  return values.reduce((total, value) => total + countOf(value), 0);
}

function countOf(value: Value): number {
  return cardOf(value).multiplyAdds?.(value) ?? 0;
}

/** The card of a value's primitive. */
export function cardOf(value: Value): Card<Primitive> {
  return (value.brought ?? commonCards[value.op as Common]) as Card<Primitive>;
}

/** An empty graph to trace into. */
export function newGraph(): GraphBuilder {
  return new GraphBuilder(commonCards);
}
