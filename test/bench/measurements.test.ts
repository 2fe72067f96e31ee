import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { Contender } from "../../bench/contenders.ts";
import { Measurements, type Row } from "../../bench/measurements.ts";
import type { Peak } from "../../bench/peak.ts";
import { report } from "../../bench/report.ts";
import { type Work, works, worksNamed } from "../../bench/works.ts";

const peak: Peak = { gigaflops: new Map([[1, 100]]), origin: "made up" };

const workOf = (goals: Work["goals"]): Work => ({
  name: "lenet-train-64",
  title: "LeNet",
  model: "lenet",
  task: "train",
  unit: "ms/step",
  batch: 64,
  rows: 640,
  slowRows: 128,
  quickRows: 64,
  seconds: 3,
  flops: 4e7,
  goals,
});

/** A contender that runs a line of JavaScript; `request` is what it was asked. */
const contender = (
  name: string,
  side: Contender["side"],
  program: string,
  more: Partial<Contender> = {},
): Contender => ({
  name,
  label: name,
  variant: "",
  side,
  command: [
    process.execPath,
    "-e",
    `const request = JSON.parse(process.argv[1]);
     const say = (seconds, more) => console.log(JSON.stringify(
       { version: "${name} 1", stepSeconds: seconds, peakMemoryBytes: 5e6, ...more }));
     ${program}`,
  ],
  threads: 1,
  leads: () => true,
  does: () => true,
  slow: () => false,
  installed: () => true,
  install: "",
  ...more,
});

async function measure(
  contenders: readonly Contender[],
  {
    goals = [],
    folder = "",
    ...amount
  }: Partial<Work & { quick: boolean; limit: number; processes: number; folder: string }> = {},
): Promise<readonly Row[]> {
  vi.spyOn(console, "log").mockImplementation(() => {});
  const deadline = performance.now() + 60_000;
  const measurements = new Measurements(
    [workOf(goals)],
    contenders,
    { processes: 2, quick: false, limit: 20, deadline, ...amount },
    { images: "", labels: "", folder },
  );
  await measurements.run(() => Promise.resolve());
  return measurements.rows;
}

describe("measurements of the bench", () => {
  it("takes all epochs of each process", async () => {
    const [row] = await measure([contender("peer", "native", "say([0.003, 0.002])")]);
    expect(row).toMatchObject({ values: [3, 2, 3, 2], failed: false, reason: undefined });
  });

  it("lets contenders take turns by epochs", async () => {
    const folder = await mkdtemp(join(tmpdir(), "hornet-turns-"));
    const program = (name: string, epochs: number): string => `
      let left = ${epochs};
      const goOn = () => {
        if (left-- === 0) { say([0.001]); process.exit(); }
        console.log("turn");
        process.stdin.once("data", () => {
          require("node:fs").appendFileSync(request.folder + "/order", "${name}");
          goOn();
        });
      };
      goOn();`;
    const both = [
      contender("a", "native", program("a", 3)),
      contender("b", "web", program("b", 2)),
    ];
    await measure(both, { folder, processes: 1 });
    expect(await readFile(join(folder, "order"), "utf8")).toBe("ababa");
    await rm(folder, { recursive: true });
  });

  it("asks slow ones for fewer rows, and for a batch when only a look is wanted", async () => {
    const program = "say([request.rows / 1000])";
    const both = [
      contender("peer", "native", program),
      contender("snail", "web", program, { slow: () => true }),
    ];
    expect((await measure(both)).map(({ values }) => values[0])).toEqual([640, 128]);
    expect((await measure(both, { quick: true })).map(({ values }) => values[0])).toEqual([64, 64]);
  });

  it("tells those that cannot from those that fail, and asks neither again", async () => {
    const rows = await measure([
      contender("cannot", "web", 'console.log(JSON.stringify({ cannot: "no gradient" }))'),
      contender("fails", "web", 'throw new Error("broken")'),
      contender("absent", "web", "", { installed: () => false, install: "get it" }),
    ]);
    expect(rows.map(({ reason, failed }) => [reason, failed])).toEqual([
      ["no gradient", false],
      ["exit code 1: Error: broken", true],
      ["not installed: get it", false],
    ]);
  });

  it("stops what takes too long", async () => {
    const [row] = await measure([contender("sleeps", "web", "setInterval(() => {}, 1000)")], {
      limit: 0.50007,
    });
    expect(row).toMatchObject({ failed: true, reason: "it took more than 1 s" });
  });

  it("compares Hornet with the fastest of a kind, and says which goals are met", async () => {
    const rows = await measure(
      [
        contender("hornet-native-1", "hornet-native", "say([0.002])"),
        contender("hornet-wasm-1", "hornet-wasm", "say([0.004])"),
        contender("quick-peer", "native", "say([0.003], { loss: 0.5, accuracy: 0.75 })"),
        contender("slow-peer", "native", "say([0.5])"),
      ],
      {
        goals: [
          { engine: "native", over: "native", atLeast: 1.4 },
          { engine: "wasm", over: "hornet-native", atLeast: 0.6 },
          { engine: "wasm", over: "web", atLeast: 2 },
          { engine: "any", atMost: 2 },
        ],
      },
    );
    const lines = report(rows, peak)
      .split("\n")
      .map((line) => line.replaceAll(/ +/g, " "));
    expect(lines).toEqual(
      expect.arrayContaining([
        "| lenet-train-64 | native / Hornet native | at least 1.4 | 1.50 | met | 1.50 | quick-peer / hornet-native-1 |",
        "| lenet-train-64 | hornet-native / Hornet wasm | at least 0.6 | 0.500 | NOT MET | 0.500 | hornet-native-1 / hornet-wasm-1 |",
        "| lenet-train-64 | web / Hornet wasm | at least 2 | | not measured | | |",
        "| lenet-train-64 | Hornet, ms/step | at most 2 | 2.00 | met | 2.00 | hornet-native-1 |",
        // 4e7 operations in 3 ms.
        "| quick-peer | 3.000 | 3.000 | 2 | 1.50 | 0.750 | 13.3 | 13 % | 5 | 0.500 |",
        "- Accuracy: quick-peer 0.750",
      ]),
    );
  });
});

describe("works of the bench", () => {
  it("are named one by one, by model, or all", () => {
    expect(worksNamed("all")).toBe(works);
    expect(worksNamed("mlp").map(({ name }) => name)).toEqual(["mlp-32", "mlp-512"]);
    expect(worksNamed("cold-start").map(({ unit }) => unit)).toEqual(["s"]);
    expect(worksNamed("ml")).toEqual([]);
    expect(new Set(works.map(({ name }) => name)).size).toBe(works.length);
  });

  it("count a step of training without the gradient of the data", () => {
    const flops = new Map(works.map(({ name, flops }) => [name, flops]));
    // 784 x 300 twice, 300 x 100 and 100 x 10 three times, 32 rows, a multiplication and an addition.
    const products = 2 * 784 * 300 + 3 * (300 * 100 + 100 * 10);
    expect(flops.get("mlp-32")).toBe(2 * 32 * products);
  });
});
