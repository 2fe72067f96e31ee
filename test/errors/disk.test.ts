import { mkdtemp, readdir, readFile, rm, writeFile, type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sequential, setEngine, tensor, type Sequential } from "hornet";
import { csvLogger } from "hornet/callbacks";
import { dense, input } from "hornet/layers";

const disk = vi.hoisted(() => ({ isFull: false }));
vi.mock("node:fs/promises", async (original) => {
  const real = await original<{ open: (path: string, flags: string) => Promise<FileHandle> }>();
  const open = async (path: string, flags: string): Promise<FileHandle> => {
    const file = await real.open(path, flags);
    const write = file.writeFile.bind(file);
    file.writeFile = async (data) => {
      if (!disk.isFull) return write(data);
      throw Object.assign(new Error("no space left on device, write"), { code: "ENOSPC" });
    };
    return file;
  };
  return { ...real, open };
});

let folder: string;
beforeEach(async () => {
  setEngine("reference");
  folder = await mkdtemp(join(tmpdir(), "hornet-full-"));
});
afterEach(async () => {
  disk.isFull = false;
  await rm(folder, { recursive: true });
});

function line(): Sequential {
  const model = sequential([input([1]), dense(1)]);
  model.compile({ loss: "mse" });
  return model;
}

const weightsOf = (model: Sequential): unknown =>
  model.getWeights().map((weight) => weight.array());

test("weights that find no space: the older file stays, and so do the weights", async () => {
  const model = line();
  const path = join(folder, "weights.safetensors");
  await model.saveWeights(path);
  const [old, weights] = [await readFile(path), weightsOf(model)];
  await model.fit(tensor([[1], [2]]), [1, 2], { verbose: 0 });
  const later = weightsOf(model);
  disk.isFull = true;
  await expect(model.saveWeights(path)).rejects.toMatchObject({
    code: "file",
    message: `${path}: expected to write the file, received a full disk (ENOSPC). Free some space and write again; an older file is unchanged.`,
  });
  expect(weightsOf(model)).toEqual(later);
  expect(await readFile(path)).toEqual(old);
  expect(await readdir(folder)).toEqual(["weights.safetensors"]);
  await model.loadWeights(path);
  expect(weightsOf(model)).toEqual(weights);
});

test("a log that finds no space: the training does not begin", async () => {
  const model = line();
  const path = join(folder, "log.csv");
  await writeFile(path, "older");
  const before = weightsOf(model);
  disk.isFull = true;
  const run = model.fit(tensor([[1], [2]]), [1, 2], { verbose: 0, callbacks: [csvLogger(path)] });
  await expect(run).rejects.toMatchObject({
    code: "file",
    message: expect.stringContaining("a full disk (ENOSPC)"),
  });
  expect(weightsOf(model)).toEqual(before);
  expect(await readFile(path, "utf8")).toBe("older");
});
