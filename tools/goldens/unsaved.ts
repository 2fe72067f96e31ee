/**
 * Options that Keras leaves out of the saved form, so that only the name of a case tells them: by the beginning of
 * the name.
 */
const unsaved: readonly (readonly [prefix: string, options: Readonly<Record<string, unknown>>])[] =
  [
    ["Huber_delta", { delta: 0.3 }],
    ["CosineSimilarity_axis1", { axis: 1 }],
    ["identity_gain", { gain: 0.5 }],
    ["mlp_clipnorm_maxnorm", { delta: 0.5 }],
  ];

/** The options of a case that its saved form lacks. */
export function unsavedOptions(name: string): Readonly<Record<string, unknown>> {
  return unsaved.find(([prefix]) => name.startsWith(prefix))?.[1] ?? {};
}

/** What an optimizer's weight decay leaves alone, by the end of the case's name: "adamw_exclude_bias" -> "bias". */
export function excludedFromDecay(name: string): string | undefined {
  return /_exclude_(\w+)$/u.exec(name)?.[1];
}
