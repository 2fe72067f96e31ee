import { atOnce, type Work } from "../base/eventLoop.ts";
import { allocate, elementsIn, isFloat, type DType, type TypedArray } from "../base/dtype.ts";
import { floatx } from "../base/floatx.ts";
import { fail } from "../base/errors.ts";
import { formatShape, sameShape, sizeOf, type Shape } from "../base/shape.ts";
import { type Builder, Operand, Value } from "./value.ts";

/** Where a variable's elements live: on the host, or in an engine's arena. */
export interface Storage {
  /** A copy of the elements. */
  read(): TypedArray;
  write(data: TypedArray): void;
}

/** Storage in a typed array of the host. */
class HostStorage implements Storage {
  #data: TypedArray;

  constructor(data: TypedArray) {
    this.#data = data;
  }

  read(): TypedArray {
    return this.#data.slice();
  }

  write(data: TypedArray): void {
    this.#data = data.slice();
  }
}

/** The trace that runs now. */
let running: Builder | undefined;

/** The trace that runs now, if one does. */
export function currentTrace(): Builder | undefined {
  return running;
}

/** Runs `action`, which writes into `builder`: ops on variables alone go there. Traces may lie inside one another. */
export function whileTracing<T>(builder: Builder, action: () => T): T {
  const outer = running;
  running = builder;
  try {
    return action();
  } finally {
    running = outer;
  }
}

/** The dtype that weights are read in now; undefined: their own. */
let readAs: DType | undefined;

/** Runs `action`, for which weights of floats are cast to `dtype` wherever they are read; undefined: not. */
export function whileReadingAs<T>(dtype: DType | undefined, action: () => T): T {
  const outer = readAs;
  readAs = dtype;
  try {
    return action();
  } finally {
    readAs = outer;
  }
}

/** How a variable is made. */
export interface VariableOptions {
  /** Name inside its layer: "kernel". */
  readonly name: string;
  readonly shape: Shape;
  /** Default: that of `floatx`. */
  readonly dtype?: DType;
  /** Whether training changes it. Default true. */
  readonly trainable?: boolean;
  /** Elements in C order, asked for when they are first needed, all at once or part by part. Default zeros. */
  readonly initialize?: () => TypedArray | Work<TypedArray>;
}

/**
 * State that outlives a program's run: a weight, a moving average, an optimizer's slot, a metric's total.
 * Read inside a trace it is a parameter of the program; assigned inside a trace it is an update of the program.
 */
export class Variable extends Operand {
  readonly name: string;
  /** Full name, "dense/kernel"; set by its owner. */
  path: string;
  readonly shape: Shape;
  /** In which its elements are kept. */
  readonly ownDType: DType;
  trainable: boolean;
  /** Where the elements are now. Moved by models; undefined until they are first needed. */
  storage: Storage | undefined;
  readonly #initialize: () => TypedArray | Work<TypedArray>;
  #isAssigned = false;

  constructor(options: VariableOptions) {
    super();
    const { name, shape, dtype = floatx(), trainable = true, initialize } = options;
    this.name = name;
    this.path = name;
    this.shape = shape;
    this.ownDType = dtype;
    this.trainable = trainable;
    this.#initialize = initialize ?? (() => allocate(dtype, sizeOf(shape)));
  }

  /** The dtype that it is read in: its own, unless a layer of mixed precision computes with it. */
  override get dtype(): DType {
    return readAs !== undefined && isFloat(this.ownDType) ? readAs : this.ownDType;
  }

  /** The trace that runs now, if one does: a weight alone belongs to it. */
  override get builder(): Builder | undefined {
    return running;
  }

  /** Whether it was given elements since it was made, other than those it began with. */
  get isAssigned(): boolean {
    return this.#isAssigned;
  }

  /** A copy of the elements. */
  override get data(): TypedArray {
    const data = this.initialize().read();
    return this.dtype === this.ownDType ? data : elementsIn(this.dtype, data);
  }

  /** Gives the variable its first elements, if it has none yet, and says where they are. */
  initialize(): Storage {
    return this.storage ?? atOnce(this.initializeInParts());
  }

  /** `initialize`, part by part where that takes long. */
  *initializeInParts(): Work<Storage> {
    if (this.storage !== undefined) return this.storage;
    const made = this.#initialize();
    const data = ArrayBuffer.isView(made) ? made : yield* made;
    // Who had a turn may have needed it at once; it is the same.
    return (this.storage ??= new HostStorage(data));
  }

  /**
   * Gives the variable a new value of its own shape: at once from a tensor or typed array, as an update of the
   * traced program from a traced value.
   */
  assign(value: Operand | TypedArray): void {
    if (value instanceof Value) {
      this.#expectShape(value.shape);
      const { builder } = value;
      if (!isTracer(builder))
        fail("state", { where: this.path, expected: "a traced value", received: value.op });
      builder.assign(this, value);
      return;
    }
    if (value instanceof Operand) this.#expectShape(value.shape);
    const data = value instanceof Operand ? value.data : value;
    if (data.length !== this.size) {
      fail("shape", {
        where: this.path,
        expected: `${this.size} elements`,
        received: `${data.length}`,
      });
    }
    const own = elementsIn(this.ownDType, data);
    this.#isAssigned = true;
    if (this.storage === undefined) this.storage = new HostStorage(own);
    else this.storage.write(own);
  }

  /** "<Variable path=dense/kernel, shape=[4, 8], dtype=float32>" */
  override toString(): string {
    return `<Variable path=${this.path}, shape=${formatShape(this.shape)}, dtype=${this.ownDType}>`;
  }

  #expectShape(shape: Shape): void {
    if (sameShape(shape, this.shape)) return;
    fail("shape", {
      where: `assign to ${this.path}`,
      expected: formatShape(this.shape),
      received: formatShape(shape),
    });
  }
}

/** A builder that can record updates of variables. */
export interface Tracer {
  assign(variable: Variable, value: Value): void;
}

function isTracer(builder: object): builder is Tracer {
  return "assign" in builder;
}
