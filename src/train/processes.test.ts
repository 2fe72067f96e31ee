import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { noNativeEngine } from "../engines/native/available.testing.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));

interface Ending {
  readonly code: number | null;
  readonly signal: string | null;
  readonly output: string;
}

/** Runs a program in a process of its own; `watch` sees all of its output so far whenever there is more. */
function runProgram(
  source: string,
  watch: (output: string, kill: (signal: "SIGINT") => void) => void = () => undefined,
  env: Readonly<Record<string, string>> = {},
): Promise<Ending> {
  const flags = ["--import", "tsx", "--conditions=source", "--input-type=module", "--eval", source];
  const child = spawn(process.execPath, flags, {
    cwd: project,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    watch(output, (signal) => void child.kill(signal));
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, output }));
  });
}

const prelude = `
  import { sequential, setEngine, setRandomSeed, tensor } from "hornet";
  import { dense, dropout, input } from "hornet/layers";
  import { lambdaCallback } from "hornet/callbacks";
  const rows = 64;
  const x = tensor(Float32Array.from({ length: 2 * rows }, (_, i) => Math.sin(1 + 1.7 * i)), { shape: [rows, 2] });
  const y = tensor(Int32Array.from({ length: rows }, (_, i) => i % 3));
  const build = () => {
    const model = sequential([input([2]), dense(16, { activation: "relu" }), dropout(0.5), dense(3, { activation: "softmax" })]);
    model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
    return model;
  };
  const bits = (model) => model.getWeights().map(({ data }) => Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("hex")).join(" ");
`;

describe("randomness in two processes", () => {
  const program = (engine: string, seed: number): string => `${prelude}
    setEngine("${engine}");
    setRandomSeed(${seed});
    const model = build();
    console.log("weights", bits(model));
    const mask = dropout(0.5);
    console.log("mask", String(mask(tensor(new Float32Array(40).fill(1)), { training: true }).array()));
    const { history } = await model.fit(x, y, { batchSize: 5, epochs: 3, verbose: 0, validationSplit: 0.2 });
    console.log("trained", bits(model));
    console.log("history", JSON.stringify(history));
  `;

  const engines = ["wasm", "reference", ...(noNativeEngine === undefined ? ["native"] : [])];

  test.each(engines)(
    "%s: the same bits of weights, masks, shuffles and numbers",
    async (engine) => {
      const [first, second, other] = await Promise.all([
        runProgram(program(engine, 5)),
        runProgram(program(engine, 5)),
        runProgram(program(engine, 6)),
      ]);
      expect(first.code).toBe(0);
      expect(second.output).toBe(first.output);
      const lines = first.output.trim().split("\n");
      expect(lines.map((line) => line.split(" ")[0])).toEqual([
        "weights",
        "mask",
        "trained",
        "history",
      ]);
      const others = other.output.trim().split("\n");
      for (const [i, line] of lines.entries()) expect(others[i]).not.toBe(line);
      expect(lines[1]).toMatch(/0,2|2,0/u);
    },
    120_000,
  );
});

describe("ctrl-C in a training", () => {
  const program = `${prelude}
    setRandomSeed(1);
    const model = build();
    const start = bits(model);
    const listeners = process.listenerCount("SIGINT");
    let epochs = 0;
    const history = await model.fit(x, y, {
      batchSize: 8,
      epochs: 1e6,
      verbose: 0,
      callbacks: [lambdaCallback({ onEpochEnd: () => { if (++epochs === 2) console.log("ready"); } })],
    });
    const trained = bits(model);
    const { loss } = await model.evaluate(x, y, { verbose: 0 });
    console.log(JSON.stringify({
      epochs,
      epoch: history.epoch.length,
      losses: history.history.loss.length,
      steps: model.optimizer.iterations.item(),
      changed: trained !== start && !/nan/i.test(String(loss)) && Number.isFinite(loss),
      listeners: process.listenerCount("SIGINT") - listeners,
    }));
  `;

  test("finishes the step, keeps the weights, returns the history so far, and the program goes on", async () => {
    let sent = false;
    const { code, output } = await runProgram(program, (text, kill) => {
      if (sent || !text.includes("ready")) return;
      sent = true;
      kill("SIGINT");
    });
    expect(code).toBe(0);
    const told = JSON.parse(output.trim().split("\n").at(-1)!) as Record<string, number | boolean>;
    expect(told["epochs"]).toBeGreaterThanOrEqual(2);
    expect(told["epochs"]).toBeLessThan(1e6);
    expect([told["epoch"], told["losses"]]).toEqual([told["epochs"], told["epochs"]]);
    // Whole epochs of 8 steps, and what was done of the last one.
    const beyond = Number(told["steps"]) - 8 * Number(told["epochs"]);
    expect(beyond).toBeGreaterThanOrEqual(0);
    expect(beyond).toBeLessThan(8);
    expect(told["changed"]).toBe(true);
    expect(told["listeners"]).toBe(0);
  });

  test("a second ctrl-C ends a program whose step does not end", async () => {
    const stuck = `${prelude}
      console.log("ready");
      await build().fit(x, y, {
        epochs: 1e6,
        verbose: 0,
        callbacks: [lambdaCallback({ onEpochEnd: async () => {
          console.log("waiting");
          await new Promise((resolve) => setTimeout(resolve, 60_000));
        } })],
      });
    `;
    let sent = 0;
    const { signal } = await runProgram(stuck, (text, kill) => {
      if (sent > 0 || !text.includes("waiting")) return;
      sent++;
      kill("SIGINT");
      setTimeout(() => kill("SIGINT"), 300);
    });
    expect(signal).toBe("SIGINT");
  });
});

describe("threads", () => {
  const program = `${prelude}
    setEngine("wasm");
    setRandomSeed(5);
    const large = sequential([input([40]), dense(120, { activation: "relu" }), dropout(0.5), dense(3, { activation: "softmax" })]);
    large.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy" });
    const images = tensor(Float32Array.from({ length: 40 * rows }, (_, i) => Math.sin(i * i)), { shape: [rows, 40] });
    const { params } = await large.fit(images, y, { epochs: 2, verbose: 0 });
    // By now the workers have been asked for; soon they are there.
    await new Promise((resolve) => setTimeout(resolve, 300));
    await large.fit(images, y, { epochs: 30, verbose: 0 });
    console.log(params.threads, bits(large));
  `;

  test("HORNET_THREADS decides how many, never a bit, and the process ends by itself", async () => {
    const endings = await Promise.all(
      ["1", "2", "3"].map((count) => runProgram(program, undefined, { HORNET_THREADS: count })),
    );
    const lines = endings.map(({ output }) => output.trim().split(" "));
    expect(endings.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(lines.map(([threads]) => threads)).toEqual(["1", "2", "3"]);
    for (const [, ...bits] of lines) expect(bits).toEqual(lines[0]!.slice(1));
  }, 60_000);

  test("a bad HORNET_THREADS is named", async () => {
    const source = `${prelude}
      try { await build().fit(x, y, { verbose: 0 }); } catch (error) { console.log(error.message); }`;
    const { output } = await runProgram(source, undefined, { HORNET_THREADS: "many" });
    expect(output).toBe(
      'HORNET_THREADS: expected a whole number of threads from 1 to 256, received "many".\n',
    );
  });
});
