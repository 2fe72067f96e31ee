import type { Variable } from "../../graph/variable.ts";
import type { LayerWords } from "../../layers/words.ts";
import type { Optimizer } from "../../optimizers/optimizer.ts";
import type { CompileOptions } from "../../train/compiled.ts";
import type { DataLike, InputLike } from "../../train/data.ts";
import type { TrainableModel } from "../../train/model.ts";
import type { Profile, ProfileOptions } from "../../train/profile.ts";
import type { Trainer } from "../../train/trainer.ts";
import type { Words } from "../../train/words.ts";
import type { MemoryPlan, MemoryPlanOptions, PlannedModel } from "../memoryPlan.ts";
import type { SummarizedModel, SummaryOptions } from "../summary.ts";

/** What models have beside training, evaluating and predicting. */
export interface Equipment {
  /** What `compile` understands. */
  readonly words: Words;
  /** What weights of one's own may be given by. */
  readonly layerWords: LayerWords;
  summary(model: SummarizedModel, options: SummaryOptions): void;
  memoryPlan(model: PlannedModel, trainer: Trainer, options: MemoryPlanOptions): MemoryPlan;
  profile(
    model: TrainableModel,
    trainer: Trainer,
    data: { readonly x: InputLike; readonly y: DataLike | undefined },
    options: ProfileOptions,
  ): Promise<Profile>;
  /** What was given to `compile`, as Keras saves it. */
  saveCompile(options: CompileOptions, optimizer: Optimizer): Readonly<Record<string, unknown>>;
  writeWeights(path: string, model: string, weights: readonly Variable[]): Promise<void>;
  readWeights(path: string, model: string, weights: readonly Variable[]): Promise<void>;
}
