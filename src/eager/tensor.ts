import { checkOptions } from "../base/config.ts";
import type { AttributesOf, Primitive } from "../graph/alphabet.ts";
import { nameOf, type Emitted } from "../graph/signature.ts";
import type { Builder, Operand } from "../graph/value.ts";
import { attributesKey } from "../graph/attributesKey.ts";
import { Tensor, toTensor, type TensorLike, type TensorOptions } from "../tensor/tensor.ts";
import { newGraph } from "../ops/primitives/cards.ts";
import { engineForOperation } from "./engines.ts";
import { Session, type SessionProgram } from "./session.ts";

/** Compiled one-primitive programs, least recently used first. */
const programs = new Map<string, { session: Session; program: SessionProgram }>();

/** Each holds an arena of its own. */
const largestCache = 64;

/** Computes every primitive at once, in a small program that is cached by shapes and attributes. */
class EagerBuilder implements Builder {
  readonly tracing = false;

  emit<P extends Primitive>(
    primitive: Emitted<P>,
    inputs: readonly Operand[],
    attributes: AttributesOf<P>,
  ): Tensor {
    const op = nameOf(primitive);
    const names = inputs.map((_, i) => `x${i}`);
    const graph = newGraph();
    const parameters = inputs.map(({ shape, dtype }, i) =>
      graph.parameter(names[i]!, shape, dtype),
    );
    const result = graph.emit(primitive, parameters, attributes);
    const engine = engineForOperation([...inputs, result].map(({ dtype }) => dtype));
    const types = inputs.map(({ shape, dtype }) => `${dtype}[${shape.join()}]`).join();
    const key = `${engine.name} ${op} ${types} ${attributesKey({ attributes })}`;
    let entry = programs.get(key);
    if (entry === undefined) {
      const session = new Session([], engine);
      const program = session.compile({
        name: `eager ${op}`,
        inputs: Object.fromEntries(
          inputs.map(({ shape, dtype }, i) => [names[i]!, { shape, dtype }]),
        ),
        trace: (given, builder) => ({
          result: builder.emit(
            primitive,
            names.map((name) => given[name]!),
            attributes,
          ),
        }),
      });
      session.placeSync([program]);
      entry = { session, program };
      if (programs.size >= largestCache) programs.delete(programs.keys().next().value!);
    } else {
      programs.delete(key);
    }
    programs.set(key, entry);
    inputs.forEach((input, i) => entry.session.write(names[i]!, input.data));
    entry.session.runSync(entry.program);
    return new Tensor(entry.session.readSync("result"), result.shape, result.dtype, this);
  }
}

/** The builder of the tensors that users hold. */
export const eagerBuilder: Builder = new EagerBuilder();

/**
 * A tensor of a number, nested arrays, a typed array or another tensor, on which ops compute at once.
 * Default dtype: the typed array's own, "float32" for numbers, "bool" for booleans. Throws on ragged arrays.
 */
export function tensor(source: TensorLike, options: TensorOptions = {}): Tensor {
  checkOptions("tensor", options, ["shape", "dtype"]);
  return toTensor(source, options, eagerBuilder);
}
