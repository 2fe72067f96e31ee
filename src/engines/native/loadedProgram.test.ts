import { expect, test } from "vitest";
import { longestAbsence } from "../engine.ts";
import { LoadedProgram, type NativeFunction } from "./loadedProgram.ts";

const memory = new Uint8Array(64);
const places = new BigInt64Array(1);

/** A function that notes where it was called with how many steps; elsewhere it ends when it is told to. */
function noting(): { f: NativeFunction; calls: string[]; ends: ((error: Error | null) => void)[] } {
  const calls: string[] = [];
  const ends: ((error: Error | null) => void)[] = [];
  const f = Object.assign(
    (...inputs: readonly unknown[]) => void calls.push(`here ${inputs[2] as number}`),
    {
      async: (...inputs: readonly unknown[]) => {
        calls.push(`elsewhere ${inputs[2] as number}`);
        ends.push(inputs.at(-1) as (error: Error | null) => void);
      },
    },
  );
  return { f, calls, ends };
}

const loaded = (f: NativeFunction): LoadedProgram =>
  new LoadedProgram({}, f, { before: [], after: [] });

test("a run is made elsewhere until it is known to be short, and then here", async () => {
  const { f, calls, ends } = noting();
  const program = loaded(f);
  const first = program.run(memory, places, 3);
  ends[0]!(null);
  await first;
  await program.run(memory, places, 3);
  expect(calls).toEqual(["elsewhere 3", "here 3"]);
  const long = program.run(memory, places, 1e9); // as many steps as surely take long
  ends[1]!(null);
  await long;
  expect(calls.at(-1)).toBe("elsewhere 1000000000");
});

test("a short run does not wait here for a long one of another program", async () => {
  const [short, long] = [noting(), noting()];
  const program = loaded(short.f);
  const first = program.run(memory, places, 1);
  short.ends[0]!(null);
  await first;
  const other = loaded(long.f).run(memory, places, 1);
  const second = program.run(memory, places, 1);
  expect(short.calls).toEqual(["elsewhere 1", "elsewhere 1"]);
  short.ends[1]!(null);
  long.ends[0]!(null);
  await Promise.all([second, other]);
  await program.run(memory, places, 1);
  expect(short.calls.at(-1)).toBe("here 1");
});

test("what takes long is made elsewhere the next time, and a failure is the run's", async () => {
  const { f, calls, ends } = noting();
  const program = loaded(f);
  const first = program.run(memory, places, 1);
  await new Promise((resolve) => setTimeout(resolve, 2 * longestAbsence));
  ends[0]!(null);
  await first;
  const second = program.run(memory, places, 1);
  expect(calls).toEqual(["elsewhere 1", "elsewhere 1"]);
  ends[1]!(new Error("no memory for the call"));
  await expect(second).rejects.toThrow("no memory for the call");
});
