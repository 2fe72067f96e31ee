/**
 * Its instances are functions: calling one calls its `invoke`. The constructor returns a function that carries the
 * prototype of the class, on which the subclasses' fields are then defined.
 */
export abstract class Callable {
  constructor() {
    const self = (...inputs: readonly unknown[]): unknown =>
      (self as unknown as Callable).invoke(...inputs);
    Object.setPrototypeOf(self, new.target.prototype);
    // The one place where an object is made a function.
    return self as unknown as this;
  }

  /** What a call does. */
  protected abstract invoke(...inputs: readonly unknown[]): unknown;
}
