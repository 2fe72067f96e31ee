/** Elements of a shape read from a file: 0 when any extent is 0, Infinity when the product overflows. */
export function elementCount(shape: readonly number[]): number {
  if (shape.includes(0)) return 0;
  return shape.reduce((product, extent) => product * extent, 1);
}
