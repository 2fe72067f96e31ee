import { fail } from "../base/errors.ts";

/** Throws unless height and width are whole numbers of 1 or more. */
export function expectExtents(
  where: string,
  { height, width }: { readonly height: number; readonly width: number },
): void {
  for (const [name, extent] of Object.entries({ height, width })) {
    if (Number.isInteger(extent) && extent >= 1) continue;
    fail("value", {
      where: `${where}: ${name}`,
      expected: "a whole number of 1 or more",
      received: String(extent),
    });
  }
}
