import fc from "fast-check";
import { expect, test } from "vitest";
import { aligned, place, type Lifetime } from "./plan.ts";

const lifetimes = fc.array(
  fc.record({ bytes: fc.integer({ min: 1, max: 500 }), first: fc.nat(20), length: fc.nat(8) }),
  { maxLength: 30 },
);

test("what is alive at the same time never overlaps, and the peak holds everything", () => {
  fc.assert(
    fc.property(lifetimes, (parts) => {
      const all: Lifetime[] = parts.map(({ bytes, first, length }) => ({
        bytes,
        first,
        last: first + length,
      }));
      const { offsets, bytes } = place(all);
      all.forEach((a, i) => {
        const start = offsets.get(a)!;
        expect(start % 64).toBe(0);
        expect(start + a.bytes).toBeLessThanOrEqual(bytes);
        for (const b of all.slice(i + 1)) {
          if (a.last < b.first || b.last < a.first) continue;
          const other = offsets.get(b)!;
          expect(start + a.bytes <= other || other + b.bytes <= start).toBe(true);
        }
      });
    }),
  );
});

test("memory is used again", () => {
  const chain: Lifetime[] = Array.from({ length: 50 }, (_, i) => ({
    bytes: 1000,
    first: i,
    last: i + 1,
  }));
  expect(place(chain).bytes).toBe(2 * aligned(1000));
});
