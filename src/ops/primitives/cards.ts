import type { Primitive } from "../../graph/alphabet.ts";
import { GraphBuilder } from "../../graph/builder.ts";
import type { Value } from "../../graph/value.ts";
import * as arithmetic from "./arithmetic.ts";
import type { Card, Cards } from "./card.ts";
import * as comparison from "./comparison.ts";
import * as contraction from "./contraction.ts";
import { conv } from "./convolution.ts";
import * as control from "./control.ts";
import * as exponential from "./exponential.ts";
import * as hyperbolic from "./hyperbolic.ts";
import * as indexing from "./indexing.ts";
import * as logic from "./logic.ts";
import * as movement from "./movement.ts";
import * as random from "./random.ts";
import * as reduction from "./reduction.ts";
import * as rowwise from "./rowwise.ts";
import * as rounding from "./rounding.ts";
import * as selection from "./selection.ts";
import * as sources from "./sources.ts";
import * as trigonometric from "./trigonometric.ts";
import * as window from "./window.ts";

/** The card of every primitive. A primitive without one does not compile. */
export const cards: Cards = {
  ...sources,
  ...arithmetic,
  ...exponential,
  ...trigonometric,
  ...hyperbolic,
  ...rounding,
  ...comparison,
  ...logic,
  ...selection,
  ...random,
  ...movement,
  ...indexing,
  ...reduction,
  ...rowwise,
  ...contraction,
  conv,
  ...window,
  ...control,
};

/** How many products the values sum: the multiply-adds of dots and convolutions. */
export function multiplyAdds(values: readonly Value[]): number {
  return values.reduce((total, value) => total + countOf(value), 0);
}

function countOf<P extends Primitive>(value: Value<P>): number {
  return (cards[value.op] as Card<P>).multiplyAdds?.(value) ?? 0;
}

/** An empty graph to trace into. */
export function newGraph(): GraphBuilder {
  return new GraphBuilder(cards);
}
