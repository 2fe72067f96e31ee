import type { Operand } from "../../src/graph/value.ts";
import { checkAnswer, checkField, compareGradients } from "./compare.ts";
import { constantOf, execute, gradientsOf, named, unnamed } from "./execute.ts";
import { evaluateText } from "./opArguments.ts";
import { tensorOf, tensorsOf } from "./tensors.ts";
import type { CaseRunner, Json } from "./types.ts";

/** The names in an expression that stand for its arguments, in the order in which they first stand. */
function argumentNames(expression: string, count: number): string[] {
  const used = [...expression.matchAll(/(?<![.\w'"])([a-zA-Z]\w*)\b(?!\s*[(:])/gu)].map(
    ([, name]) => name!,
  );
  const names = [...new Set(used)].filter(
    (name) => !name.startsWith("constant") && !["true", "false", "null"].includes(name),
  );
  if (names.length !== count)
    throw new Error(`expected ${count} arguments in ${expression}, found ${names.join(", ")}`);
  const letters = ["x", "y", "z"];
  return names.every((name) => letters.includes(name)) ? names.toSorted() : names;
}

/** An expression's value, gradients, and the gradients of Σ gradient · direction. */
export const runSecondOrder: CaseRunner = (golden) => {
  const { given } = golden;
  const expression = given["expression"] as string;
  const args = tensorsOf(given, "args");
  const [constants, directions] = [tensorsOf(given, "constants"), tensorsOf(given, "directions")];
  const names = argumentNames(expression, args.length);
  const inputs = Object.fromEntries(args.map((tensor, i) => [`x${i}`, tensor]));
  const found = execute([], inputs, (values, builder) => {
    const wrt = args.map((_, i) => values[`x${i}`]!);
    const scope = Object.fromEntries([
      ...names.map((name, i) => [name, wrt[i]!] as const),
      ...constants.map((tensor, i) => [`constant${i}`, constantOf(builder, tensor)] as const),
    ]);
    const output = evaluateText(expression, scope) as Operand;
    const first = gradientsOf(builder, [output], [tensorOf(given, "cotangent")], wrt);
    const present = first.flatMap((gradient, i) =>
      gradient === null ? [] : [{ gradient, direction: directions[i]! }],
    );
    const second = gradientsOf(
      builder,
      present.map(({ gradient }) => gradient),
      present.map(({ direction }) => direction),
      wrt,
    );
    return { output, ...named("gradient", first), ...named("second", second) };
  });
  return [
    ...checkAnswer(golden, "output", found["output"]),
    ...["gradients", "second"].flatMap((field) =>
      checkField(golden, field, (expected, tolerance) =>
        compareGradients(
          unnamed(field === "second" ? "second" : "gradient", args.length, found),
          expected as readonly Json[],
          tolerance,
        ),
      ),
    ),
  ];
};
