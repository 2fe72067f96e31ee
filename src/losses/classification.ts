/** Extents per axis; null where one is not known yet. */
export type OpenShape = readonly (number | null)[];

/** Shapes by which "crossentropy" is chosen; the batch axis included. */
export interface LossContext {
  /** Of the targets, [batch, ...]. */
  readonly targetShape?: OpenShape | undefined;
  /** Of the outputs, [batch, ...]. */
  readonly outputShape?: OpenShape | undefined;
}

/** The kind of classification that targets [batch, ...] and outputs [batch, ..., n] of these shapes mean, as Keras guesses it. */
export function classificationOf(
  targetShape: OpenShape,
  outputShape: OpenShape,
): "binary" | "sparse" | "categorical" {
  const outputs = outputShape.at(-1) ?? 1;
  if (outputs === 1) return "binary";
  return targetShape.length < outputShape.length || targetShape.at(-1) === 1
    ? "sparse"
    : "categorical";
}
