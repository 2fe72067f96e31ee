import type { Operand } from "../graph/value.ts";
import { L1L2 } from "../regularizers/regularizer.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";

/** Options of `activityRegularization`. */
export interface ActivityRegularizationOptions extends LayerOptions {
  /** Factor of Σ|x|. Default 0. */
  readonly l1?: number | undefined;
  /** Factor of Σx². Default 0. */
  readonly l2?: number | undefined;
}

type ActivityRegularizationConfig = LayerOptions & { readonly l1: number; readonly l2: number };

/** Passes its input on, and adds l1 · Σ|x| + l2 · Σx², averaged over the batch, to the loss. */
export class ActivityRegularization extends Layer<ActivityRegularizationConfig> {
  static override readonly className = "ActivityRegularization";
  static override readonly supportsMasking = true;

  constructor(options: ActivityRegularizationOptions = {}) {
    super(layerOptions("ActivityRegularization", { l1: 0, l2: 0 }, options));
  }

  override call(x: Operand): Operand {
    const { l1, l2 } = this.options;
    this.addActivityLoss(new L1L2({ l1, l2 }), x);
    return x;
  }
}

/** `activityRegularization({ l1: 0.01 })` */
export const activityRegularization = (
  options: ActivityRegularizationOptions = {},
): ActivityRegularization => new ActivityRegularization(options);
