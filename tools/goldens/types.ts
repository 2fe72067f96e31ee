import type { DType, TypedArray } from "../../src/base/dtype.ts";
import type { Shape } from "../../src/base/shape.ts";

/** The engines that cases run on. */
export const testedEngines = ["reference", "wasm"] as const;

/** An engine that cases can run on: "native" where it is asked for, since it compiles each case with the C compiler. */
export type TestedEngine = (typeof testedEngines)[number] | "native";

/** How far a number may be from the expected one: |x - y| <= abs + rel · |expected|. */
export interface Tolerance {
  readonly abs: number;
  readonly rel: number;
}

/** Elements with their shape and dtype. */
export interface HostTensor {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly data: TypedArray;
}

/** Plain JSON. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** A record of JSON. */
export type JsonRecord = { readonly [key: string]: Json };

/** One case of an area, as its file writes it. */
export interface GoldenCase {
  readonly name: string;
  /** What Keras answered, field by field; of `ops_errors` there is no answer. */
  readonly expected: JsonRecord;
  readonly tolerance: Readonly<Record<string, Tolerance>>;
  /** Answers of other backends, by field and backend. */
  readonly disagreement: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  /** The case itself, with everything that was given. */
  readonly given: JsonRecord;
}

/** One file: an area and its cases. */
export interface Area {
  readonly area: string;
  readonly cases: readonly GoldenCase[];
  /** Functions by name, as text (of ops that take functions). */
  readonly functions: Readonly<Record<string, string>>;
}

/** Runs a case on the engine that is set. Returns what differs, in words; throws `Missing` where something is not built. */
export type CaseRunner = (
  golden: GoldenCase,
  area: Area,
) => readonly string[] | Promise<readonly string[]>;

/** How a case ended. */
export type Outcome =
  | { readonly status: "passed" }
  | { readonly status: "failed"; readonly reasons: readonly string[] }
  | { readonly status: "skipped"; readonly missing: string };
