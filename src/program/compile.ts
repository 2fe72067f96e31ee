import { Assembler } from "./assemble.ts";
import type { CompileOptions, StepGraph } from "./binding.ts";
import { formatProgram, programKey } from "./printProgram.ts";
import type { Program } from "./program.ts";
import { traceText } from "./trace.ts";

/** Compiles a traced step into a program for an engine of these traits. */
export function compile(step: StepGraph, options: CompileOptions): Program {
  const program = new Assembler(options).program(step);
  traceText("program", () => formatProgram(program));
  return { ...program, key: programKey(program) };
}
