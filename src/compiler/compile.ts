import { traceProgram } from "#trace";
import { atOnce, type Work } from "../base/eventLoop.ts";
import { programKey } from "../program/printProgram.ts";
import type { Program } from "../program/program.ts";
import { Assembler } from "./assemble.ts";
import type { CompileOptions, StepGraph } from "./binding.ts";

/** Compiles a traced step into a program for an engine of these traits. */
export function compile(step: StepGraph, options: CompileOptions): Program {
  return atOnce(compileInParts(step, options));
}

/** `compile`, part by part. */
export function* compileInParts(step: StepGraph, options: CompileOptions): Work<Program> {
  const program = yield* new Assembler(options).program(step);
  traceProgram(program);
  return { ...program, key: programKey(program) };
}
