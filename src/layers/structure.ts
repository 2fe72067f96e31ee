let version = 0;

/** Notes that a layer or a weight was made, or that a model's layers are others now. */
export function changeStructure(): void {
  version++;
}

/** A number that stays the same while all layers of the process have the weights that they have. */
export function structureVersion(): number {
  return version;
}
