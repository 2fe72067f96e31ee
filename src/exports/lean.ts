/**
 * Models for small pages: `hornet/lean`. They are built, trained, evaluated and asked as those of `hornet` are, and
 * `compile` takes objects and functions, `adam()`, not names. They print no summary, plan no memory and keep no files.
 */
export { Functional, type FunctionalOptions, model } from "../models/lean/functional.ts";
export { Model, type ModelOptions } from "../models/lean/model.ts";
export { Sequential, sequential, type SequentialPart } from "../models/lean/sequential.ts";
