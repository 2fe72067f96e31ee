import { fail, failUnknownName } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { Tensor } from "../tensor/tensor.ts";
import { add, multiply, negative } from "./add.ts";
import { argmax } from "./argmax.ts";
import { cast } from "./cast.ts";
import { stack } from "./concatenate.ts";
import { builderFor, floatOperand, toOperand, type OperandLike } from "./convert.ts";
import { equal, greaterEqual, less, notEqual } from "./equal.ts";
import { unstack } from "./hstack.ts";
import { logaddexp } from "./log2.ts";
import { logsumexp } from "./logsumexp.ts";
import { logicalAnd, logicalOr } from "./logicalAnd.ts";
import { max } from "./max.ts";
import { giveBack, takeHome } from "./onHost.ts";
import { pad } from "./pad.ts";
import { expandDims, reshape } from "./reshape.ts";
import { logSoftmax } from "./softmax.ts";
import { argsort } from "./sort.ts";
import { sum } from "./sum.ts";
import { takeAlongAxis } from "./take.ts";
import { broadcastTo } from "./tile.ts";
import { where } from "./where.ts";
import { fullLike } from "./zeros.ts";

/** The logarithm of a probability that is as good as none; finite, so that differences stay numbers. */
const never = -1e30;

/** Options of `ctcLoss`. */
export interface CtcLossOptions {
  /** The class that stands for no label. Default 0. */
  readonly maskIndex?: number | undefined;
}

function expectShapes(target: Operand, output: Operand): void {
  if (target.rank === 2 && output.rank === 3 && target.shape[0] === output.shape[0]) return;
  fail("shape", {
    where: "ctcLoss",
    expected: "target [batch, labels] and output [batch, steps, classes]",
    received: `${formatShape(target.shape)} and ${formatShape(output.shape)}`,
  });
}

/** Entries [batch, n] moved to the right by `by`, with a number in front. */
function shifted(x: Operand, by: number, filler: number): Operand {
  const builder = builderFor("ctcLoss", [x]);
  const kept = builder.emit("slice", [x], {
    starts: [0, 0],
    limits: [x.shape[0]!, Math.max(0, x.shape[1]! - by)],
    strides: [1, 1],
  });
  return pad(
    kept,
    [
      [0, 0],
      [Math.min(by, x.shape[1]!), 0],
    ],
    { constantValues: filler },
  );
}

/**
 * -ln of the probability that the output, read as labels with blanks between, says the target: int32 [batch, labels],
 * logits [batch, steps, classes], int32 [batch] twice -> [batch]. Graves et al. 2006, https://doi.org/10.1145/1143844.1143891
 */
export function ctcLoss(
  target: OperandLike,
  output: OperandLike,
  targetLength: OperandLike,
  outputLength: OperandLike,
  options: CtcLossOptions = {},
): Operand {
  const { x: logits } = floatOperand("ctcLoss", output);
  const labels = cast(target, "int32");
  expectShapes(labels, logits);
  const { maskIndex = 0 } = options;
  const [batch, count] = labels.shape as [number, number];
  const [steps, classes] = logits.shape.slice(1) as [number, number];
  const blank = maskIndex < 0 ? maskIndex + classes : maskIndex;
  const width = 2 * count + 1;
  // blank, label, blank, label, .., blank
  const blanks = fullLike(labels, blank);
  const paired = reshape(stack([blanks, labels], { axis: 2 }), [batch, 2 * count]);
  const states = pad(
    paired,
    [
      [0, 0],
      [0, 1],
    ],
    { constantValues: blank },
  );
  const mayJump = logicalAnd(notEqual(states, blank), notEqual(states, shifted(states, 2, blank)));
  const index = broadcastTo(expandDims(states, 1), [batch, steps, width]);
  const emitted = unstack(takeAlongAxis(logSoftmax(logits), index, { axis: 2 }), { axis: 1 });
  const place = builderFor("ctcLoss", [logits]).emit("iota", [], {
    shape: [batch, width],
    dtype: "int32",
    axis: 1,
  });
  const lengths = expandDims(cast(outputLength, "int32"), 1);
  let alpha = where(less(place, 2), emitted[0]!, never);
  for (let t = 1; t < steps; t++) {
    const jumped = where(mayJump, shifted(alpha, 2, never), never);
    const ways = stack([alpha, shifted(alpha, 1, never), jumped], { axis: 1 });
    const next = add(logsumexp(ways, { axis: 1 }), emitted[t]!);
    alpha = where(less(t, lengths), next, alpha);
  }
  const last = multiply(expandDims(cast(targetLength, "int32"), 1), 2);
  const at = (state: Operand): Operand => sum(where(equal(place, state), alpha, 0), { axis: 1 });
  const ending = at(last);
  const onLabel = where(greaterEqual(reshape(last, [-1]), 1), at(add(last, -1)), never);
  return negative(logaddexp(ending, onLabel));
}

/** Options of `ctcDecode`. */
export interface CtcDecodeOptions {
  /** "greedy" (default): the likeliest class of each step; "beam_search": the likeliest labels over all ways to say them. */
  readonly strategy?: "greedy" | "beam_search" | undefined;
  /** How many prefixes beam search keeps. Default 100. */
  readonly beamWidth?: number | undefined;
  /** How many answers beam search gives. Default 1. */
  readonly topPaths?: number | undefined;
  /** Whether equal neighbours are one label (greedy). Default true. */
  readonly mergeRepeated?: boolean | undefined;
  /** The class that stands for no label. Default 0. */
  readonly maskIndex?: number | null | undefined;
}

function greedy(x: Operand, lengths: Operand, blank: number, merges: boolean): [Operand, Operand] {
  const [batch, steps] = x.shape as [number, number];
  const place = builderFor("ctcDecode", [x]).emit("iota", [], {
    shape: [batch, steps],
    dtype: "int32",
    axis: 1,
  });
  const isOver = greaterEqual(place, expandDims(lengths, 1));
  const best = where(isOver, blank, argmax(x, { axis: -1 }));
  const isRepeat = merges ? equal(best, shifted(best, 1, -1)) : equal(place, -1);
  const isNone = logicalOr(equal(best, blank), isRepeat);
  const order = argsort(where(isNone, steps, place), { axis: -1 });
  const decoded = takeAlongAxis(where(isNone, -1, best), order, { axis: -1 });
  const score = sum(where(isOver, 0, max(x, { axis: -1 })), { axis: 1, keepdims: true });
  return [expandDims(decoded, 0), negative(score)];
}

/** ln(eᵃ + eᵇ) */
function logSum(a: number, b: number): number {
  const high = Math.max(a, b);
  return high === -Infinity ? high : high + Math.log(Math.exp(a - high) + Math.exp(b - high));
}

/** Logarithms of the probability of a prefix, said with a blank at the end or without. */
interface Prefix {
  readonly labels: readonly number[];
  blank: number;
  label: number;
}

/** The likeliest prefixes after all steps, best first. */
function searchBeams(rows: readonly Float64Array[], blank: number, beamWidth: number): Prefix[] {
  let beams: Prefix[] = [{ labels: [], blank: 0, label: -Infinity }];
  for (const row of rows) {
    const next = new Map<string, Prefix>();
    const prefixOf = (labels: readonly number[]): Prefix => {
      const key = labels.join();
      const known = next.get(key) ?? { labels, blank: -Infinity, label: -Infinity };
      next.set(key, known);
      return known;
    };
    for (const beam of beams) {
      const total = logSum(beam.blank, beam.label);
      row.forEach((log, c) => {
        const same = prefixOf(beam.labels);
        if (c === blank) same.blank = logSum(same.blank, total + log);
        else {
          const repeats = beam.labels.at(-1) === c;
          if (repeats) same.label = logSum(same.label, beam.label + log);
          const longer = prefixOf([...beam.labels, c]);
          longer.label = logSum(longer.label, (repeats ? beam.blank : total) + log);
        }
      });
    }
    beams = [...next.values()]
      .toSorted((a, b) => logSum(b.blank, b.label) - logSum(a.blank, a.label))
      .slice(0, beamWidth);
  }
  return beams;
}

function beamSearch(
  x: Operand,
  lengths: Operand,
  blank: number,
  beamWidth: number,
  topPaths: number,
): [Operand, Operand] {
  const { tensors, builder } = takeHome("ctcDecode", [logSoftmax(x), lengths]);
  const [logs, counts] = tensors as readonly [Tensor, Tensor];
  const [batch, steps, classes] = logs.shape as [number, number, number];
  const decoded = new Int32Array(topPaths * batch * steps).fill(-1);
  const scores = new Float32Array(batch * topPaths).fill(-Infinity);
  for (let b = 0; b < batch; b++) {
    const rows = Array.from({ length: Math.min(steps, counts.data[b]!) }, (_, t) =>
      Float64Array.from(
        logs.data.subarray((b * steps + t) * classes, (b * steps + t + 1) * classes),
      ),
    );
    searchBeams(rows, blank, beamWidth)
      .slice(0, topPaths)
      .forEach((beam, p) => {
        decoded.set(beam.labels, (p * batch + b) * steps);
        scores[b * topPaths + p] = logSum(beam.blank, beam.label);
      });
  }
  return [
    giveBack(new Tensor(decoded, [topPaths, batch, steps]), builder),
    giveBack(new Tensor(scores, [batch, topPaths]), builder),
  ];
}

/**
 * The labels that the output says, filled up with -1, int32 [paths, batch, steps], and their scores: greedy the negative
 * sum of the largest outputs [batch, 1], beam search ln of the probabilities [batch, paths] (of tensors only: not while
 * tracing).
 */
export function ctcDecode(
  inputs: OperandLike,
  sequenceLengths: OperandLike,
  options: CtcDecodeOptions = {},
): [decoded: Operand, scores: Operand] {
  const { strategy = "greedy", beamWidth = 100, topPaths = 1, mergeRepeated = true } = options;
  const known = ["greedy", "beam_search"];
  if (!known.includes(strategy)) failUnknownName("ctcDecode", "strategy", strategy, known);
  const { x } = floatOperand("ctcDecode", inputs);
  if (x.rank !== 3)
    fail("shape", {
      where: "ctcDecode",
      expected: "[batch, steps, classes]",
      received: formatShape(x.shape),
    });
  const classes = x.shape[2]!;
  const given = options.maskIndex === undefined ? 0 : (options.maskIndex ?? classes - 1);
  const blank = given < 0 ? given + classes : given;
  const lengths = cast(toOperand(sequenceLengths), "int32");
  return strategy === "greedy"
    ? greedy(x, lengths, blank, mergeRepeated)
    : beamSearch(x, lengths, blank, beamWidth, topPaths);
}
