import { fail } from "../../base/errors.ts";
import {
  checkOptions,
  fromConfig,
  optionsByPlace,
  toConfig,
  withDefaults,
} from "../../base/config.ts";
import type { Operand } from "../../graph/value.ts";

/** A learning rate as a function of the step: the int32 count of updates so far [] -> the rate []. Traced into the step. */
export type ScheduleFunction = (step: Operand) => Operand;

/** Options with their defaults filled in: the saved config. */
export type ScheduleConfig<Options> = {
  readonly [Key in keyof Options]-?: Exclude<Options[Key], undefined>;
};

/** The options that have defaults. */
type OptionalKeys<Options> = {
  [Key in keyof Options]-?: undefined extends Options[Key] ? Key : never;
}[keyof Options];

/** A learning rate that changes with the step and can be saved. */
export abstract class Schedule<Options extends object = object> {
  /** Keras's class name; the key under which a schedule is saved. */
  static readonly className: string = "LearningRateSchedule";
  /** All options with their defaults: the saved config. */
  readonly options: ScheduleConfig<Options>;

  /** `required`: the options that have no default. */
  constructor(
    options: Options,
    defaults: Pick<ScheduleConfig<Options>, OptionalKeys<Options>>,
    required: readonly (keyof Options & string)[],
  ) {
    const { className } = this.constructor as typeof Schedule;
    const known = [...required, ...Object.keys(defaults)];
    checkOptions(className, options, known);
    const all = withDefaults(defaults, options);
    this.options = Object.fromEntries(
      known.map((key) => [key, Reflect.get(all, key)]),
    ) as ScheduleConfig<Options>;
    for (const key of required) {
      const given: unknown = Reflect.get(this.options, key);
      if (given === undefined)
        fail("option", { where: className, expected: `the option ${key}`, received: "none" });
      if (key.endsWith("ecaySteps") && !(typeof given === "number" && given > 0)) {
        fail("option", {
          where: className,
          expected: `${key} above 0`,
          received: JSON.stringify(given),
        });
      }
    }
  }

  /** The learning rate [] at a step: the int32 count of updates so far []. */
  abstract rate(step: Operand): Operand;

  /** The options as Keras saves them. */
  getConfig(): Record<string, unknown> {
    return toConfig(this.options);
  }

  /** The schedule of a saved config. */
  static fromConfig(config: Readonly<Record<string, unknown>>): Schedule {
    const create = this as unknown as new (options: object) => Schedule;
    return new create(fromConfig(config));
  }

  /** "ExponentialDecay(initialLearningRate=0.1, decaySteps=10, decayRate=0.9)" */
  toString(): string {
    const given = Object.entries(this.options).filter(([key]) => key !== "name");
    return `${(this.constructor as typeof Schedule).className}(${given.map(([key, x]) => `${key}=${String(x)}`).join(", ")})`;
  }
}

/** A schedule's options, whose numbers may stand in front by place: `exponentialDecay(0.1, 1000, 0.9, { staircase: true })`. */
export function scheduleOptions<Options extends object>(
  names: readonly (keyof Options)[],
  given: readonly unknown[],
): Options {
  const [first] = given;
  return optionsByPlace(names, given, typeof first === "number" || Array.isArray(first));
}
