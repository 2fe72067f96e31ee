import { allocate, type TypedArray } from "../../base/dtype.ts";
import { sizeOf } from "../../base/shape.ts";
import type { PartsOf } from "./numbers.ts";

/** Step by step, last step first if reversed; what each gives besides what it carries is stacked. */
export const scan: PartsOf<"scan"> = (inputs, attributes, functionOf) => {
  const { body, carries, sequences, length, reverse } = attributes;
  const run = functionOf(body);
  let carry: readonly TypedArray[] = inputs.slice(0, carries);
  const stacked = inputs.slice(carries, carries + sequences);
  const captured = inputs.slice(carries + sequences);
  const sizes = body.results.slice(carries).map(({ shape }) => sizeOf(shape));
  const out = sizes.map((size, i) => allocate(body.results[carries + i]!.dtype, size * length));
  for (let step = 0; step < length; step++) {
    const t = reverse ? length - 1 - step : step;
    const entries = stacked.map((data) => {
      const size = data.length / length;
      return data.subarray(t * size, (t + 1) * size);
    });
    const given = run([...carry, ...entries, ...captured]);
    carry = given.slice(0, carries);
    given.slice(carries).forEach((data, i) => out[i]!.set(data, t * sizes[i]!));
  }
  return [...carry, ...out];
};

/** Step by step, as long as the condition holds. */
export const whileLoop: PartsOf<"whileLoop"> = (inputs, attributes, functionOf) => {
  const { condition, body, carries, limit } = attributes;
  const [holds, run] = [functionOf(condition), functionOf(body)];
  let carry: readonly TypedArray[] = inputs.slice(0, carries);
  const ofCondition = inputs.slice(carries, condition.parameters.length);
  const ofBody = inputs.slice(condition.parameters.length);
  for (let step = 0; step < (limit ?? Infinity); step++) {
    if (holds([...carry, ...ofCondition])[0]![0] === 0) break;
    carry = run([...carry, ...ofBody]);
  }
  return [...carry];
};

/** The chosen one alone. */
export const branch: PartsOf<"branch"> = ([index, ...rest], { branches }, functionOf) => {
  const chosen = Math.min(Math.max(index![0]!, 0), branches.length - 1);
  const { parameters } = branches[chosen]!;
  const start = branches.slice(0, chosen).reduce((sum, body) => sum + body.parameters.length, 0);
  return functionOf(branches[chosen]!)(rest.slice(start, start + parameters.length));
};
