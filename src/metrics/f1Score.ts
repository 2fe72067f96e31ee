import { FScore, type F1ScoreOptions } from "./fBetaScore.ts";
import { metricConstructor, type MetricConstructor } from "./metricFactory.ts";

/** 2 · precision · recall / (precision + recall), of targets and outputs [batch, classes]. */
export class F1Score extends FScore<F1ScoreOptions> {
  static override readonly className = "F1Score";

  constructor(options: F1ScoreOptions = {}) {
    super(options, { name: "f1_score", average: null, threshold: null }, 1);
  }
}

/** `f1Score({ average: "macro" })` */
export const f1Score: MetricConstructor<F1ScoreOptions, F1Score> = metricConstructor(F1Score);
