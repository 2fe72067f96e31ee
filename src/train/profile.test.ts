import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { dense, dropout } from "hornet/layers";
import { setRandomSeed } from "../base/random.ts";
import { setEngine } from "../eager/engines.ts";
import { bitsOf, classifier, threeClasses } from "./train.testing.ts";

const { x, y } = threeClasses(40);

beforeEach(() => {
  setRandomSeed(4);
});

test.each(["wasm", "reference"] as const)(
  "%s: every launch of a step, by layer",
  async (engine) => {
    setEngine(engine);
    const model = classifier([dense(16, { activation: "relu", name: "hidden" }), dropout(0.5)]);
    await model.fit(x, y, { verbose: 0 });
    const before = bitsOf(model);
    const profile = await model.profile(x, y, { steps: 2 });
    expect(bitsOf(model)).toBe(before);
    expect(profile.program).toBe("train batch of 32");
    const layers = profile.layers.map(({ name }) => name);
    expect(layers).toContain(`${model.name}/hidden`);
    expect(layers).toContain("loss");
    const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
    expect(sum(profile.layers.map(({ share }) => share))).toBeCloseTo(1, 9);
    expect(sum(profile.launches.map(({ milliseconds }) => milliseconds))).toBeCloseTo(
      profile.milliseconds,
      9,
    );
    // x·w forward and xᵀ·dy back; nobody asks for the gradient of x.
    const hidden = profile.layers.find(({ name }) => name.endsWith("hidden"))!;
    expect(hidden.multiplyAdds).toBe(2 * 32 * 2 * 16);
    const text = String(profile);
    expect(text).toContain("one thread: ");
    for (const { name } of profile.launches) expect(text).toContain(name);
  },
);

test("a profile leaves a training as it was", async () => {
  setEngine("wasm");
  const [alone, watched] = [0, 1].map(() => {
    setRandomSeed(9);
    return classifier([dropout(0.5)]);
  });
  await alone!.fit(x, y, { verbose: 0, epochs: 2, shuffle: false });
  await watched!.fit(x, y, { verbose: 0, shuffle: false });
  await watched!.profile(x, y, { steps: 1 });
  await watched!.profile(x, undefined, { steps: 1 });
  await watched!.fit(x, y, { verbose: 0, shuffle: false });
  expect(bitsOf(watched!)).toBe(bitsOf(alone!));
});

test("a trace for Chrome", async () => {
  setEngine("reference");
  const profile = await classifier().profile(x, undefined, { steps: 1 });
  const folder = await mkdtemp(join(tmpdir(), "hornet-"));
  try {
    const path = join(folder, "trace.json");
    await profile.saveTrace(path);
    const { traceEvents } = JSON.parse(await readFile(path, "utf8")) as {
      traceEvents: { ph: string; ts: number; dur: number; name: string }[];
    };
    expect(traceEvents.map(({ name }) => name)).toEqual(profile.launches.map(({ name }) => name));
    let end = 0;
    for (const { ph, ts, dur } of traceEvents) {
      expect(ph).toBe("X");
      expect(ts).toBeCloseTo(end, 6);
      end = ts + dur;
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("bad options are errors", async () => {
  const model = classifier();
  await expect(model.profile(x, y, { steps: 0 })).rejects.toThrow(/steps to be a whole number/);
  await expect(model.profile([[1, 2, 3]], y)).rejects.toThrow(/profile: x/);
});
