import { threefry2x32 } from "../../base/threefry.ts";
import type { Interpreter } from "./numbers.ts";

/** One word of a block per element. */
export const randomBits: Interpreter<"randomBits"> = ([key0, key1, counter0, counter1], { word }) =>
  key0!.data.map(
    (key, i) => threefry2x32(key, key1!.data[i]!, counter0!.data[i]!, counter1!.data[i]!)[word],
  );
