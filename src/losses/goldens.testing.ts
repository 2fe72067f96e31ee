import { describe, expect, test } from "vitest";
import { fromConfig } from "../base/config.ts";
import type { Operand, Value } from "../graph/value.ts";
import { newGraph } from "../ops/primitives/cards.ts";
import {
  compute,
  computeGradients,
  difference,
  elementsOf,
  readGoldens,
  type GoldenTensor,
  type Tolerance,
} from "../../test/golden/support.ts";
import { lossClasses } from "./getLoss.ts";
import type { Loss, LossOptions } from "./loss.ts";
import { reductions } from "./reduction.ts";

/** A loss case of the goldens. */
export interface LossCase {
  readonly name: string;
  readonly loss: {
    readonly class_name: string;
    readonly config: Readonly<Record<string, unknown>>;
  };
  readonly y_true: GoldenTensor;
  readonly y_pred: GoldenTensor;
  readonly sample_weight: GoldenTensor | null;
  readonly none_cotangent: GoldenTensor;
  readonly expected: Readonly<Record<string, GoldenTensor>> & {
    readonly values: Readonly<Record<string, GoldenTensor>>;
  };
  readonly tolerance: Readonly<Record<string, Tolerance>>;
}

/** Options that Keras does not write into the config. */
const unsaved: Readonly<Record<string, object>> = {
  Huber_delta: { delta: 0.3 },
  CosineSimilarity_axis1: { axis: 1 },
};

/** All of them. */
export const lossCases: readonly LossCase[] = readGoldens<LossCase>("losses");

function lossOf(golden: LossCase, reduction: string): Loss {
  const lossClass = lossClasses.get(golden.loss.class_name)!;
  return new lossClass({
    ...fromConfig(golden.loss.config),
    ...unsaved[golden.name],
    reduction,
  } as LossOptions);
}

/** Traces the loss of a case and computes it. */
function trace(
  golden: LossCase,
  reduction: string,
): { value: Operand; yPred: Value; graph: ReturnType<typeof newGraph> } {
  const graph = newGraph();
  const constant = (x: GoldenTensor): Value => graph.constant(elementsOf(x), x.shape, x.dtype);
  const yPred = graph.parameter("yPred", golden.y_pred.shape, golden.y_pred.dtype);
  const weights = golden.sample_weight === null ? undefined : constant(golden.sample_weight);
  return {
    value: lossOf(golden, reduction).call(constant(golden.y_true), yPred, weights),
    yPred,
    graph,
  };
}

/** Values and gradients are Keras's. */
export function lossCase(golden: LossCase): void {
  describe(`case ${golden.name}`, () => {
    test.each(reductions)("reduction %s has Keras's value", (reduction) => {
      const { value, yPred, graph } = trace(golden, reduction);
      const [found] = compute([value], graph, new Map([[yPred, elementsOf(golden.y_pred)]]));
      expect(
        difference(found!, golden.expected.values[reduction]!, golden.tolerance["values"]),
      ).toBeUndefined();
    });

    test.each(["sum_over_batch_size", "mean_with_sample_weight", "none"])(
      "reduction %s has Keras's gradient",
      (reduction) => {
        const { value, yPred, graph } = trace(golden, reduction);
        const one: GoldenTensor = { shape: [], dtype: "float32", data: [1] };
        const cotangent = reduction === "none" ? golden.none_cotangent : one;
        const given = new Map([[yPred, elementsOf(golden.y_pred)]]);
        const [found] = computeGradients([value], [cotangent], [yPred], graph, given);
        const field = `grad_${reduction}`;
        expect(
          difference(found!, golden.expected[field]!, golden.tolerance[field]),
        ).toBeUndefined();
      },
    );
  });
}
