import type { Arithmetic } from "../arithmetic.ts";
import { constant, type Expression } from "../ir.ts";

const rotations = [13, 15, 26, 6, 17, 29, 16, 24];

/** One word of Threefry-2x32 with 20 rounds: Salmon et al. 2011, https://doi.org/10.1145/2063384.2063405. */
export function threefry(
  m: Arithmetic,
  [k0, k1, c0, c1]: readonly Expression[],
  word: 0 | 1,
): Expression {
  const keys = [k0!, k1!, m.binary("xor", m.binary("xor", k0!, k1!), constant("u32", 0x1bd11bda))];
  let x = m.add(c0!, keys[0]!);
  let y = m.add(c1!, keys[1]!);
  for (let round = 0; round < 20; round++) {
    x = m.add(x, y);
    const r = rotations[round % 8]!;
    const left = m.binary("shiftLeft", y, constant("i32", r));
    y = m.binary("xor", m.or(left, m.binary("shiftRight", y, constant("i32", 32 - r))), x);
    if (round % 4 !== 3) continue;
    const group = (round + 1) / 4;
    x = m.add(x, keys[group % 3]!);
    y = m.add(m.add(y, keys[(group + 1) % 3]!), group);
  }
  return word === 0 ? x : y;
}
