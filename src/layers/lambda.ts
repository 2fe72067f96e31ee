import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { Layer, layerOptions, type CallContext, type LayerOptions } from "./layer.ts";
import type { SavedLayer } from "./saved.ts";

/** What a lambda layer computes; written with ops, without weights of its own. */
export type LambdaFunction = (x: Operand, context: CallContext) => Operand;

type LambdaConfig = LayerOptions & { readonly function: LambdaFunction };

/** Applies a function of one's own. It cannot be saved: a function has no form that is safe to load. */
export class Lambda extends Layer<LambdaConfig> {
  static override readonly className = "Lambda";

  constructor(options: LayerOptions & { readonly function: LambdaFunction }) {
    const { function: own, ...rest } = options;
    super({ ...layerOptions("Lambda", {}, rest), function: own });
    if (typeof own !== "function") {
      fail("option", { where: this.label, expected: "a function", received: typeof own });
    }
  }

  override call(x: Operand, context: CallContext): Operand {
    return this.options.function(x, context);
  }

  override toJSON(): SavedLayer {
    return fail("unsupported", {
      where: this.label,
      expected: "a layer that can be saved",
      received: "a function",
      advice: "Make it a class of its own and register it with registerSerializable",
    });
  }
}

/** `lambda((x) => ops.square(x))` */
export const lambda = (own: LambdaFunction, options: LayerOptions = {}): Lambda =>
  new Lambda({ ...options, function: own });
