import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  conv2d,
  dense,
  dropout,
  flatten,
  input,
  maxPooling2d,
  rescaling,
  reshape,
} from "hornet/layers";
import { setRandomSeed } from "../../src/base/random.ts";
import { setEngine, setThreads } from "../../src/eager/engines.ts";
import { Session, type SessionProgram } from "../../src/eager/session.ts";
import { tensor } from "../../src/eager/tensor.ts";
import { atOnce } from "../../src/base/eventLoop.ts";
import { FunctionTable, KernelCache } from "../../src/engines/kernelCalls.ts";
import { printSource } from "../../src/engines/native/source.ts";
import { wasmEngine } from "../../src/engines/wasm/engine.ts";
import { printModule } from "../../src/engines/wasm/module.ts";
import { moduleText } from "../../src/engines/wasm/text.testing.ts";
import { formatFunction } from "../../src/kernels/print.ts";
import { sequential, type Sequential } from "../../src/models/sequential.ts";
import { formatProgram } from "../../src/program/printProgram.ts";
import type { Program } from "../../src/program/program.ts";
import type { EngineTraits } from "../../src/program/traits.ts";

/*
 * The training steps of the examples, in small shapes, as a reviewer reads them: what is launched and where it lies
 * (program), the loops (kernels), C for 8 lanes, and WebAssembly. A change of the compiler shows here in full.
 */

const same = { padding: "same", activation: "relu" } as const;

/** The examples' layers, with fewer and smaller of everything. */
const examples: Readonly<Record<string, () => { model: Sequential; optimizer: "sgd" | "nadam" }>> =
  {
    "fashion-mnist": () => ({
      model: sequential([
        input([4, 4]),
        rescaling(1 / 255),
        flatten(),
        dense(12, { activation: "relu" }),
        dense(4, { activation: "relu" }),
        dense(3, { activation: "softmax" }),
      ]),
      optimizer: "sgd",
    }),
    cnn: () => ({
      model: sequential([
        input([4, 4]),
        rescaling(1 / 255),
        reshape([4, 4, 1]),
        conv2d(8, 3, same),
        maxPooling2d(2),
        flatten(),
        dense(4, { activation: "relu" }),
        dropout(0.5),
        dense(3, { activation: "softmax" }),
      ]),
      optimizer: "nadam",
    }),
  };

beforeEach(() => {
  setThreads(1);
  setEngine("wasm");
  setRandomSeed(0);
});
afterEach(() => {
  vi.restoreAllMocks();
  setEngine("auto");
});

async function programOf(name: string): Promise<Program> {
  const compiled = vi.spyOn(Session.prototype, "compileInTurns");
  const { model, optimizer } = examples[name]!();
  model.compile({ loss: "sparse_categorical_crossentropy", optimizer, metrics: ["accuracy"] });
  const images = tensor(
    Uint8Array.from({ length: 64 }, (_, i) => 4 * i),
    { shape: [4, 4, 4] },
  );
  const labels = tensor(Uint8Array.of(0, 1, 2, 0));
  await model.fit(images, labels, { batchSize: 4, epochs: 1, verbose: 0 });
  const program = (await compiled.mock.results[0]!.value) as SessionProgram;
  return program.program;
}

function kernelText(program: Program, traits: EngineTraits): string {
  const table = new FunctionTable(
    (f, indexOf) => formatFunction(f, (callee) => `f${indexOf(callee)}`),
    (text) => text,
  );
  const kernels = new KernelCache(1000);
  const nameOf: Parameters<typeof formatFunction>[1] = (f) => `f${table.indexOf(f)}`;
  const launches = program.groups.map(
    (group) => `${group.name} is ${nameOf(kernels.get(group, traits))}`,
  );
  const functions = table.codes.map((text, i) => `f${i}${text}`);
  return [...launches, "", ...functions].join("\n");
}

test.each(Object.keys(examples))("%s as program, kernels, C and WebAssembly", async (name) => {
  const program = await programOf(name);
  const traits = { ...wasmEngine({ threads: 1 }).traits, fusedMultiplyAdd: true };
  const native = { ...traits, lanes: 8, registers: 16, tileRows: 6, loadsFirst: false };
  const { files } = atOnce(printSource(program, native, new KernelCache(1000)));
  const c = files.map((file) => file.slice(file.search(/^(KERNEL|PART) /m))).join("\n");
  const bytes = atOnce(
    printModule(program, traits, {
      kernels: new KernelCache(1000),
      sharedMemory: false,
    }),
  );
  const texts = {
    "program.txt": formatProgram(program),
    "kernels.txt": kernelText(program, traits),
    c,
    "wasm.txt": moduleText(bytes),
  };
  for (const [kind, text] of Object.entries(texts))
    await expect(`${text}\n`).toMatchFileSnapshot(`__snapshots__/${name}.${kind}`);
});
