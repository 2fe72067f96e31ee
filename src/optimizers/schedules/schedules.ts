import { CosineDecay } from "./cosineDecay.ts";
import { CosineDecayRestarts } from "./cosineDecayRestarts.ts";
import { ExponentialDecay } from "./exponentialDecay.ts";
import { InverseTimeDecay } from "./inverseTimeDecay.ts";
import { PiecewiseConstantDecay } from "./piecewiseConstantDecay.ts";
import { PolynomialDecay } from "./polynomialDecay.ts";
import type { Schedule } from "./schedule.ts";

/** A class of schedules, made from its saved config. */
export interface ScheduleClass {
  /** Keras's class name. */
  readonly className: string;
  new (options: never): Schedule;
}

/** The classes of schedules by Keras's class name: the key under which they are saved. */
export const scheduleClasses: ReadonlyMap<string, ScheduleClass> = new Map<string, ScheduleClass>(
  [
    ExponentialDecay,
    InverseTimeDecay,
    PolynomialDecay,
    PiecewiseConstantDecay,
    CosineDecay,
    CosineDecayRestarts,
  ].map((scheduleClass) => [scheduleClass.className, scheduleClass]),
);
