import { commonSubexpressions } from "./commonSubexpressions.ts";
import { convolutions } from "./convolutions.ts";
import { foldConstants } from "./foldConstants.ts";
import { narrowConcats } from "./narrowConcats.ts";
import type { Pass } from "./rewrite.ts";
import { simplify } from "./simplify.ts";

/** The passes in order, before fusion. */
export const passes: readonly Pass[] = [
  simplify,
  foldConstants,
  convolutions,
  commonSubexpressions,
  simplify,
  narrowConcats,
];
