import type { Primitive } from "../../graph/alphabet.ts";
import type { Emitted } from "../../graph/signature.ts";
import type { Cards, RareCards } from "./card.ts";
import { commonCards } from "./cards.ts";
import { concat } from "./concat.ts";
import * as control from "./control.ts";
import { conv } from "./convolution.ts";
import { erf } from "./errorFunction.ts";
import * as hyperbolic from "./hyperbolic.ts";
import * as nearZero from "./nearZero.ts";
import { pow } from "./power.ts";
import { randomBits } from "./random.ts";
import { rem } from "./remainder.ts";
import * as rowwise from "./rowwise.ts";
import * as indexing from "./scatter.ts";
import * as trigonometric from "./trigonometric.ts";
import * as window from "./window.ts";

const rareCards: RareCards = {
  conv,
  ...trigonometric,
  ...hyperbolic,
  ...nearZero,
  erf,
  pow,
  rem,
  randomBits,
  ...control,
  ...rowwise,
  ...window,
  scatterAdd: indexing.scatterAdd,
  dynamicUpdateSlice: indexing.dynamicUpdateSlice,
  concat,
};

/** The card of every primitive. */
export const cards: Cards = { ...commonCards, ...rareCards, ...indexing };

/** A primitive of any name as builders take it. */
export function emitted<P extends Primitive>(op: P): Emitted<P> {
  const brought: Partial<Cards> = { ...rareCards, ...indexing };
  return (brought[op] ?? op) as Emitted<P>;
}
