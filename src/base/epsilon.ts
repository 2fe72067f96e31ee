import { fail } from "./errors.ts";

let chosen = 1e-7;

/** Keras's fuzz factor: probabilities stay this far from 0 and 1, divisors from 0. Default 1e-7. */
export function epsilon(): number {
  return chosen;
}

/**
 * Sets the fuzz factor of losses, metrics, constraints, ops and layers that have none of their own; it counts where they
 * compute from now on. What is compiled already keeps its own; optimizers' and normalisations' `epsilon` are their options.
 */
export function setEpsilon(value: number): void {
  if (!(Number.isFinite(value) && value >= 0)) {
    fail("option", {
      where: "setEpsilon",
      expected: "a finite number of 0 or more",
      received: String(value),
    });
  }
  chosen = value;
}
