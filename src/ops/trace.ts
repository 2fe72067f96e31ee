import { GraphBuilder } from "../graph/builder.ts";
import { type Operand, Value } from "../graph/value.ts";
import { currentTrace } from "../graph/variable.ts";

/** The graph that a loop or branch over these operands is written into; undefined where all is computed at once. */
export function traceOf(operands: readonly Operand[]): GraphBuilder | undefined {
  const running = currentTrace();
  if (running instanceof GraphBuilder) return running;
  const graph = operands.find((operand) => operand instanceof Value)?.builder;
  return graph instanceof GraphBuilder ? graph : undefined;
}
