import { Layer } from "./layer.ts";
import { speaking } from "./words.ts";

/** A new layer with the same options, some of them changed; layers among the options are new too. Weights are not copied. */
export function cloneLayer<L extends Layer>(
  layer: L,
  changes: Readonly<Record<string, unknown>> = {},
): L {
  const copy = (value: unknown): unknown => {
    if (value instanceof Layer) return cloneLayer(value);
    return Array.isArray(value) ? value.map(copy) : value;
  };
  const options = Object.fromEntries(
    Object.entries(layer.options).map(([key, value]) => [key, copy(value)]),
  );
  const create = layer.constructor as new (options: Record<string, unknown>) => L;
  const { name, trainable } = layer;
  return speaking(layer.words, () => new create({ ...options, name, trainable, ...changes }));
}
