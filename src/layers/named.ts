import { names } from "./names.ts";
import { speaking } from "./words.ts";

type Plain = (...given: readonly unknown[]) => unknown;
type Constructor = new (...given: readonly unknown[]) => object;

/** The same class, or function that makes a layer; the layers understand Keras's names. */
export function named<Make extends object>(make: Make): Make {
  const own = new Proxy(make, {
    apply: (plain, self, given: readonly unknown[]) =>
      speaking(names, () => Reflect.apply(plain as Plain, self, given)),
    construct: (plain, given: readonly unknown[], target) =>
      speaking(names, () => Reflect.construct(plain as Constructor, given, target)),
  });
  // `layer.constructor` is the class that users know.
  if ("prototype" in make) (make.prototype as { constructor: object }).constructor = own;
  return own;
}
