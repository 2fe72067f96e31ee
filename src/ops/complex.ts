import { fail } from "../base/errors.ts";
import { formatShape, sameShape, type Shape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { absolute, multiply, negative } from "./add.ts";
import { stack } from "./concatenate.ts";
import {
  align,
  floatOf,
  floatOperand,
  resultDType,
  toOperand,
  type OperandLike,
} from "./convert.ts";
import { unstack } from "./hstack.ts";
import { hypot } from "./hypot.ts";
import { cos, sin } from "./sin.ts";
import { arctan2 } from "./tan.ts";
import { equal } from "./equal.ts";
import { onesLike, zerosLike } from "./zeros.ts";

/** Complex numbers as two tensors of one shape. Ops that take them say so; all others want real ones. */
export class Complex {
  readonly dtype = "complex64";
  readonly real: Operand;
  readonly imag: Operand;

  /** Throws if the shapes differ. */
  constructor(real: Operand, imag: Operand) {
    if (!sameShape(real.shape, imag.shape)) {
      fail("shape", {
        where: "complex",
        expected: "real and imaginary parts of one shape",
        received: `${formatShape(real.shape)} and ${formatShape(imag.shape)}`,
      });
    }
    this.real = real;
    this.imag = imag;
  }

  get shape(): Shape {
    return this.real.shape;
  }
}

/** Pairs of real and imaginary part on the last axis as complex numbers: [.., 2] -> [..]. */
export function viewAsComplex(x: OperandLike): Complex {
  const { x: operand } = floatOperand("viewAsComplex", x);
  if (operand.shape.at(-1) !== 2) {
    fail("shape", {
      where: "viewAsComplex",
      expected: "a last axis of 2",
      received: formatShape(operand.shape),
    });
  }
  const [real, imag] = unstack(operand, { axis: -1 });
  return new Complex(real!, imag!);
}

/** Complex numbers as pairs of real and imaginary part: [..] -> [.., 2]. */
export function viewAsReal(x: Complex): Operand {
  return stack([x.real, x.imag], { axis: -1 });
}

/** The complex numbers of that magnitude and angle. */
export function polar(abs: OperandLike, angle: OperandLike): Complex {
  const { operands } = align("polar", [abs, angle], floatOf(resultDType([abs, angle])));
  const [length, turn] = operands as [Operand, Operand];
  return new Complex(multiply(length, cos(turn)), multiply(length, sin(turn)));
}

/** The real part; a real tensor itself. */
export function real(x: OperandLike | Complex): Operand {
  return x instanceof Complex ? x.real : toOperand(x);
}

/** The imaginary part; zeros of a real tensor. */
export function imag(x: OperandLike | Complex): Operand {
  return x instanceof Complex ? x.imag : zerosLike(x);
}

/** The same number with the sign of its imaginary part changed; a real tensor itself. */
export function conj(x: OperandLike): Operand;
/** The same number with the sign of its imaginary part changed; a real tensor itself. */
export function conj(x: Complex): Complex;
export function conj(x: OperandLike | Complex): Operand | Complex {
  return x instanceof Complex ? new Complex(x.real, negative(x.imag)) : toOperand(x);
}

/** The angle in the complex plane, in radians from -π to π; of a negative real number π. */
export function angle(x: OperandLike | Complex): Operand {
  if (x instanceof Complex) return arctan2(x.imag, x.real);
  const { x: operand } = floatOperand("angle", x);
  return arctan2(zerosLike(operand), operand);
}

/** The magnitude of complex numbers; of real ones |x|. */
export function magnitude(x: OperandLike | Complex): Operand {
  return x instanceof Complex ? hypot(x.real, x.imag) : absolute(x);
}

/** Whether the imaginary part is 0, element by element: true of all real numbers. */
export function isreal(x: OperandLike | Complex): Operand {
  return x instanceof Complex ? equal(x.imag, 0) : onesLike(x, { dtype: "bool" });
}
