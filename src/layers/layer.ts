import { checkOptions } from "../base/config.ts";
import type { DType } from "../base/dtype.ts";
import { policyOf, withDtypePolicy, type DTypePolicy } from "../base/dtypePolicy.ts";
import { fail, HornetError } from "../base/errors.ts";
import { snakeCase, uniqueName } from "../base/names.ts";
import { nextKey } from "../base/random.ts";
import { formatShape, type Shape } from "../base/shape.ts";
import { GraphBuilder } from "../graph/builder.ts";
import { inScope } from "../graph/scope.ts";
import { Operand, type Builder } from "../graph/value.ts";
import { Variable } from "../graph/variable.ts";
import type { Constraint, ConstraintLike } from "../constraints/constraint.ts";
import type { InitializerLike } from "../initializers/getInitializer.ts";
import { divide } from "../ops/divide.ts";
import { maskOf, setMask } from "../ops/mask.ts";
import type { Regularizer, RegularizerLike } from "../regularizers/regularizer.ts";
import { Tensor, toTensor, type TensorLike } from "../tensor/tensor.ts";
import { Callable } from "./callable.ts";
import { checkShapes, type InputSpec } from "./inputShape.ts";
import { Precision } from "./mixedPrecision.ts";
import { countsOwnPenalty } from "./ownPenalty.ts";
import { registeredName } from "./registry.ts";
import { decodeConfig, saveConfig, type SavedLayer } from "./saved.ts";
import { SymbolicTensor, type Node, type PartialShape } from "./symbolic.ts";
import { traceShapes, type OutputType } from "./traceShapes.ts";
import { changeStructure } from "./structure.ts";
import { speaking, wordsNow, type LayerWords } from "./words.ts";

/** What every layer can be told. */
export interface LayerOptions {
  /** Default: the class's name, counted up: "dense", "dense_1". */
  readonly name?: string | undefined;
  /** Whether training changes the weights. Default true. */
  readonly trainable?: boolean | undefined;
  /** A dtype policy, such as "mixed_float16"; "int64" (held as int32) where results are whole. Default: that of `setDtypePolicy`. */
  readonly dtype?: string | undefined;
}

/** How a layer is called. */
export interface CallContext {
  /** Whether this is a step of training: dropout drops, batch normalisation uses the batch. */
  readonly training: boolean;
  /** Which steps of the input count, bool [batch, steps]. Default: what the layer that made the input says. */
  readonly mask?: Operand | undefined;
  /** What a recurrent layer begins with. Default: zeros. */
  readonly initialState?: Operand | readonly Operand[] | undefined;
  /** Attention: whether a query sees no later key. Default false. */
  readonly useCausalMask?: boolean | undefined;
  /** Attention: whether the weights are given too. Default false. */
  readonly returnAttentionScores?: boolean | undefined;
  /** Attention of several heads: which keys each query sees, bool [batch, queries, keys]. */
  readonly attentionMask?: Operand | undefined;
  /** Attention: which queries count, bool [batch, queries]. */
  readonly queryMask?: Operand | undefined;
  /** Attention: which values count, bool [batch, keys]. */
  readonly valueMask?: Operand | undefined;
  /** Attention: which keys count, bool [batch, keys]. */
  readonly keyMask?: Operand | undefined;
  /** Reversible embedding: whether numbers are brought back to scores of the indices. Default false. */
  readonly reverse?: boolean | undefined;
  /** Category encoding in mode "count": what each number counts for. */
  readonly countWeights?: Operand | undefined;
}

/** What a use of a layer in a model can fix. */
export type CallOptions = Partial<
  Pick<CallContext, "training" | "useCausalMask" | "returnAttentionScores" | "reverse">
>;

/** What a use of a layer in a model can be told. */
export interface UseOptions extends CallOptions {
  /** Of recurrent layers: what they begin with. Default: zeros. */
  readonly initialState?: SymbolicTensor | readonly SymbolicTensor[] | undefined;
}

/** What a use of a layer was called with, as it is saved. */
export interface SavedCall {
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
}

/** How a weight is made. */
export interface WeightOptions {
  /** Default: the layer's `trainable` decides. `false`: never trained, such as a moving average. */
  readonly trainable?: boolean;
  readonly regularizer?: RegularizerLike | undefined;
  readonly constraint?: ConstraintLike | undefined;
  /** Default: that of the layer's policy. */
  readonly dtype?: DType;
}

/** A weight with what watches over it. */
interface OwnedWeight {
  readonly variable: Variable;
  readonly regularizer: Regularizer | null;
  readonly constraint: Constraint | null;
}

const inference: CallContext = { training: false };

/** Names of the layers and models that are being built or called, outermost first. */
const scope: string[] = [];

/** Makes a layer of its saved form. */
export type LayerLoader = (saved: SavedLayer) => Layer;

/** The layer of a use. */
export function layerOf({ layer }: Node): Layer {
  if (layer instanceof Layer) return layer;
  fail("state", { where: layer.name, expected: "a layer", received: "something else" });
}

/** A layer's class, with what `fromConfig` needs. */
export interface LayerClass {
  readonly className: string;
  readonly prototype: object;
  readonly buildsInnerLayers: boolean;
  new (options: never): Layer;
  /** `load` makes the layers inside. */
  fromConfig(config: Readonly<Record<string, unknown>>, load?: LayerLoader): Layer;
}

/** Calling a layer applies it: to symbolic tensors while a model is put together, or to tensors at once. */
// oxlint-disable-next-line no-unsafe-declaration-merging, no-unused-vars -- what makes an instance callable for the type checker
export interface Layer<Options extends LayerOptions = LayerOptions> {
  (input: SymbolicTensor, context?: UseOptions): SymbolicTensor;
  (inputs: readonly SymbolicTensor[], context?: UseOptions): SymbolicTensor;
  (input: Operand, context?: Partial<CallContext>): Operand;
  (inputs: readonly Operand[], context?: Partial<CallContext>): Operand;
}

/**
 * A brick of models: weights made in `build` and a function of tensors in `call`. Its options are its saved config.
 * Subclass it, give it a `className`, and override `build` and `call`.
 */
export abstract class Layer<Options extends LayerOptions = LayerOptions> extends Callable {
  /** Keras's class name; the key under which a layer is saved. */
  static readonly className: string = "Layer";
  /** Whether the input shape is saved with a layer that has no `build`, as Keras does for some. */
  static readonly savesBuildShape: boolean = false;
  /** Whether a missing penalty on the output is saved as null, as Keras does for layers that state the option themselves. */
  static readonly savesActivityRegularizer: boolean = false;
  /** Whether a mask can be given with the input; Keras saves that none was. */
  static readonly takesMask: boolean = false;
  /** Whether the steps that count in the input are those that count in the output. */
  static readonly supportsMasking: boolean = false;
  /** Whether the layer builds those that it is given: their weights are named after it. */
  static readonly buildsInnerLayers: boolean = false;

  /** The dtypes that a layer of this class can be told, besides policies. */
  static readonly dtypes: readonly string[] = [];
  /** Whether 16 bits are too few inside of it: it computes in float32 then, and rounds what comes out. */
  static readonly computesInFloat32: boolean = false;
  /** Whether Keras gives the inputs one by one instead of as a list, as in `layer(query, value)`. */
  static readonly takesArguments: boolean = false;

  /** Options that were given or have a default: the saved config. */
  readonly options: Options;
  readonly name: string;
  /** Whether the weights exist. */
  built = false;
  /** What inputs fit; checked before `call`. */
  inputSpec: InputSpec = {};
  /** The uses of this layer in models, in order. */
  readonly nodes: Node[] = [];
  /** The input shape that the weights were made for. */
  builtShape: PartialShape | readonly PartialShape[] | undefined;
  /** In which dtypes it keeps its weights and computes. */
  readonly dtypePolicy: DTypePolicy;
  readonly #precision: Precision;
  readonly #words: LayerWords = wordsNow();
  #trainable: boolean;
  /** Who computed when the layer was called last. */
  #caller: Builder | undefined;
  readonly #weights: OwnedWeight[] = [];
  /** What calls move on and nobody trains, saves or counts. */
  readonly #states: Variable[] = [];

  constructor(options: Options = {} as Options) {
    super();
    changeStructure();
    this.options = options;
    this.name = options.name ?? this.#automaticName();
    if (typeof this.name !== "string" || this.name === "" || this.name.includes("/")) {
      fail("name", {
        where: this.className,
        expected: 'a name without "/"',
        received: JSON.stringify(this.name),
      });
    }
    this.#checkParts();
    this.#trainable = options.trainable ?? true;
    const { dtypes, computesInFloat32 } = this.constructor as typeof Layer;
    const isOwn = options.dtype !== undefined && dtypes.includes(options.dtype);
    this.dtypePolicy = policyOf(this.label, isOwn ? undefined : options.dtype);
    this.#precision = new Precision(this.dtypePolicy, computesInFloat32);
  }

  /** What the options, and those of weights and of layers inside, may stand for things by. */
  get words(): LayerWords {
    return this.#words;
  }

  /** Throws on a name of an initializer, regularizer or constraint that is not known. */
  #checkParts(): void {
    const { label, words } = this;
    for (const [key, value] of Object.entries(this.options)) {
      if (typeof value !== "string") continue;
      if (key.endsWith("nitializer")) words.initializer(value, label);
      if (key.endsWith("egularizer")) words.regularizer(value, label);
      if (key.endsWith("onstraint")) words.constraint(value, label);
    }
  }

  #automaticName(): string {
    return uniqueName(snakeCase(this.className));
  }

  /** Keras's class name; of a layer that states none, the class's own. */
  get className(): string {
    const own = this.constructor as typeof Layer;
    return Object.hasOwn(own, "className") ? own.className : own.name;
  }

  /** "dense_1 (dense)": how errors name this layer. */
  get label(): string {
    const type = snakeCase(this.className);
    return this.name === type ? this.name : `${this.name} (${type})`;
  }

  /** Makes the weights for inputs of this shape. Called once, before the first `call`. */
  build(_inputShape: PartialShape): void {}

  /** Makes the weights of a layer with several inputs. */
  buildMany(inputShapes: readonly PartialShape[]): void {
    this.build(inputShapes[0]!);
  }

  /** What the layer computes; written with ops, traced once per program. */
  abstract call(input: Operand, context: CallContext): Operand | readonly Operand[];

  /** What a layer with several inputs computes. */
  callMany(inputs: readonly Operand[], context: CallContext): Operand | readonly Operand[] {
    if (inputs.length === 1) return this.call(inputs[0]!, context);
    return fail("shape", {
      where: this.label,
      expected: "one input",
      received: `${inputs.length} inputs`,
    });
  }

  /** Makes a weight, drawn from the initializer when it is first needed. */
  protected addWeight(
    name: string,
    shape: Shape,
    initializer: InitializerLike | Readonly<Record<string, unknown>>,
    options: WeightOptions = {},
  ): Variable {
    const { trainable = true, dtype = this.dtypePolicy.variableDType } = options;
    if (typeof name !== "string" || !Array.isArray(shape)) {
      fail("option", {
        where: `${this.label}: addWeight`,
        expected: "a name, a shape and an initializer",
        received: typeof name === "string" ? `${JSON.stringify(name)} and no shape` : typeof name,
        advice: 'Write this.addWeight("kernel", [3, 4], "glorot_uniform")',
      });
    }
    const source = this.words.initializer(initializer, this.label);
    const key = nextKey();
    const initialize = (): ReturnType<typeof source.drawInParts> =>
      source.drawInParts(shape, dtype, key);
    const variable = new Variable({ name, shape, dtype, trainable, initialize });
    changeStructure();
    const outside = scope.at(-1) === this.name ? scope.slice(0, -1) : scope;
    variable.path = [...outside, this.name, name].join("/");
    this.#weights.push({
      variable,
      regularizer: this.words.regularizer(options.regularizer, this.label),
      constraint: this.words.constraint(options.constraint, this.label),
    });
    return variable;
  }

  /** Makes the state of random draws: key (2 words) and counter, moved on by every draw. Not a weight. */
  protected addSeed(seed: number | null = null): Variable {
    const key =
      seed === null ? nextKey() : ([seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0] as const);
    const initialize = (): Uint32Array => Uint32Array.of(key[0], key[1], 0);
    return this.addState(
      new Variable({
        name: "seed_generator_state",
        shape: [3],
        dtype: "uint32",
        trainable: false,
        initialize,
      }),
    );
  }

  /** Keeps what calls move on: no weight, so it is neither trained nor saved nor counted. */
  protected addState(variable: Variable): Variable {
    variable.path = `${this.name}/${variable.name}`;
    this.#states.push(variable);
    changeStructure();
    return variable;
  }

  /** Adds a scalar to the loss of the program that is being traced, such as a penalty on this layer's output. */
  protected addLoss(loss: Operand): void {
    const { builder } = loss;
    if (builder instanceof GraphBuilder) builder.losses.push(builder.lift(loss));
  }

  /** A weight as an operand beside `x`: its traced value in a trace, its elements at once. */
  protected read(weight: Operand, x: Operand): Operand {
    return readWith(x.builder, weight);
  }

  /** Adds a regularizer's penalty on an output, averaged over the batch. */
  protected addActivityLoss(regularizer: Regularizer | null, output: Operand): void {
    if (regularizer === null || !countsOwnPenalty(this)) return;
    this.addLoss(divide(regularizer.call(output), output.shape[0] ?? 1));
  }

  /** Layers inside this one: those in its fields and options, alone or in lists. */
  get innerLayers(): readonly Layer[] {
    const found = new Set<Layer>();
    const look = (part: unknown): void => {
      if (part instanceof Layer) found.add(part);
    };
    for (const fields of [this.options, this as object]) {
      for (const part of Object.values(fields) as unknown[]) {
        if (Array.isArray(part)) part.forEach(look);
        else look(part);
      }
    }
    return [...found];
  }

  /** Whether training changes the weights; setting it sets it for the layers inside too. Takes effect at the next `compile`. */
  get trainable(): boolean {
    return this.#trainable;
  }

  set trainable(trainable: boolean) {
    this.#trainable = trainable;
    for (const layer of this.innerLayers) layer.trainable = trainable;
  }

  /** The weights that training changes. */
  get trainableWeights(): readonly Variable[] {
    if (!this.#trainable) return [];
    return distinct([
      ...this.#weights.map(({ variable }) => variable).filter((variable) => variable.trainable),
      ...this.innerLayers.flatMap((layer) => layer.trainableWeights),
    ]);
  }

  /** The weights that training does not change: moving averages, and everything in frozen layers. */
  get nonTrainableWeights(): readonly Variable[] {
    const trained = new Set(this.trainableWeights);
    return this.weights.filter((variable) => !trained.has(variable));
  }

  /** All weights in Keras's order: of one layer, those made to be trained come first. */
  get weights(): readonly Variable[] {
    const own = this.#weights.map(({ variable }) => variable);
    return distinct([
      ...own.filter((variable) => variable.trainable),
      ...own.filter((variable) => !variable.trainable),
      ...this.innerLayers.flatMap((layer) => layer.weights),
    ]);
  }

  /** Weights and the state of random draws. */
  get variables(): readonly Variable[] {
    return distinct([
      ...this.weights,
      ...this.#states,
      ...this.innerLayers.flatMap((layer) => layer.variables),
    ]);
  }

  /**
   * The penalties of the trained weights' regularizers, scalars written by `builder`; default: into the trace in which
   * the layer was called last.
   */
  regularizationLosses(builder: Builder | undefined = this.#caller): Operand[] {
    const trained = new Set(this.trainableWeights);
    const found = new Map<Variable, Operand>();
    for (const { variable, regularizer } of this.ownedWeights()) {
      if (regularizer === null || !trained.has(variable)) continue;
      if (builder === undefined) {
        return fail("state", {
          where: `${this.label}: regularizationLosses`,
          expected: "a layer that was called",
          received: "one that was not",
        });
      }
      if (!found.has(variable)) found.set(variable, regularizer.call(readWith(builder, variable)));
    }
    return [...found.values()];
  }

  /** The constraint of each weight that has one. */
  constraints(): ReadonlyMap<Variable, Constraint> {
    const found = new Map<Variable, Constraint>();
    for (const { variable, constraint } of this.ownedWeights())
      if (constraint !== null) found.set(variable, constraint);
    return found;
  }

  /** The weights with what watches over them, of the layers inside too. */
  protected ownedWeights(): OwnedWeight[] {
    return [...this.#weights, ...this.innerLayers.flatMap((layer) => layer.ownedWeights())];
  }

  /** Number of elements of all weights. */
  countParams(): number {
    return this.weights.reduce((sum, { size }) => sum + size, 0);
  }

  /** Copies of the weights, in the order of `weights`. */
  getWeights(): Tensor[] {
    return this.weights.map(({ data, shape, dtype }) => new Tensor(data, shape, dtype));
  }

  /** Sets the weights, in the order of `weights`. Throws, before any changes, if number or shapes do not fit. */
  setWeights(weights: readonly TensorLike[]): void {
    const own = this.weights;
    const tensors = weights.map((weight) => toTensor(weight));
    if (weights.length !== own.length) {
      fail("shape", {
        where: `${this.label}: setWeights`,
        expected: `${own.length} weights`,
        received: `${weights.length}`,
      });
    }
    own.forEach((variable, i) => {
      const given = tensors[i]!;
      if (formatShape(given.shape) === formatShape(variable.shape)) return;
      fail("shape", {
        where: `${this.label}: setWeights, ${variable.path}`,
        expected: formatShape(variable.shape),
        received: formatShape(given.shape),
      });
    });
    own.forEach((variable, i) => variable.assign(tensors[i]!));
  }

  /** The shape that comes out for inputs of this shape, found by tracing `call` with two batch sizes. */
  computeOutputShape(inputShape: PartialShape): PartialShape {
    return this.computeOutputs([inputShape], ["float32"])[0]!.shape;
  }

  /** Shapes and dtypes that come out, null where they follow the batch. */
  computeOutputs(
    inputShapes: readonly PartialShape[],
    dtypes: readonly DType[],
    options: CallOptions = {},
  ): OutputType[] {
    const context = { ...inference, ...options };
    return traceShapes((inputs) => this.apply(inputs, context), inputShapes, dtypes);
  }

  /** Makes the weights, if they do not exist yet. */
  ensureBuilt(inputShapes: readonly PartialShape[]): void {
    if (this.built) return;
    checkShapes(this.label, this.inputSpec, inputShapes);
    // Layers that are made while it is built follow its policy.
    withDtypePolicy(this.dtypePolicy.name, () =>
      this.locate(() =>
        inputShapes.length === 1 ? this.build(inputShapes[0]!) : this.buildMany(inputShapes),
      ),
    );
    this.builtShape = inputShapes.length === 1 ? inputShapes[0]! : inputShapes;
    this.built = true;
  }

  /** Throws unless the layer can take these numbers, which a model is about to be run on. Default: it can. */
  checkData(_where: string, _data: Tensor): void {}

  /** Applies the layer to operands: builds it if needed, checks the inputs, and calls it. */
  apply(given: readonly Operand[], context: CallContext): Operand | readonly Operand[] {
    const shapes = given.map(({ shape }) => shape);
    this.calledIn(given);
    checkShapes(this.label, this.inputSpec, shapes);
    if (!this.built) this.ensureBuilt(shapes.map((shape) => [null, ...shape.slice(1)]));
    const precision = this.computesByPolicy ? this.#precision : undefined;
    const inputs = precision?.inputs(given) ?? given;
    const mask = context.mask ?? maskOf(inputs[0]!);
    const { takesMask } = this.constructor as typeof Layer;
    const takes = takesMask && mask !== undefined && this.followsMask(inputs, context);
    const told = takes ? { ...context, mask } : context;
    const own = precision?.context(told) ?? told;
    const compute = (): Operand | readonly Operand[] =>
      inputs.length === 1 ? this.call(inputs[0]!, own) : this.callMany(inputs, own);
    return this.locate(() => {
      const found = precision === undefined ? compute() : precision.whileComputing(compute);
      const result = precision?.outputs(found) ?? found;
      const parts: readonly unknown[] = Array.isArray(result) ? result : [result];
      if (!parts.every((part) => part instanceof Operand)) {
        fail("value", {
          where: this.label,
          expected: "call to return a tensor",
          received: parts.map((part) => typeof part).join(", "),
        });
      }
      const masks = [mask, ...inputs.slice(1).map(maskOf)];
      const outputMask = this.computeMaskMany(inputs, masks);
      if (outputMask !== undefined) setMask(parts[0] as Operand, outputMask);
      return result;
    });
  }

  /** Remembers in which graph these operands lie: penalties are written into it. */
  protected calledIn(given: readonly Operand[]): void {
    this.#caller = given.find(({ builder }) => builder !== undefined)?.builder;
  }

  /** Whether inputs, weights and results are cast by the policy. A model of layers leaves that to them. */
  protected get computesByPolicy(): boolean {
    return true;
  }

  /** Whether `call` is told which steps of its input count where the caller does not say. Default true. */
  protected followsMask(_inputs: readonly Operand[], _context: CallContext): boolean {
    return true;
  }

  /** Which steps of the (first) output count, given which of the input's do; undefined: all. */
  computeMask(_input: Operand, mask?: Operand): Operand | undefined {
    return (this.constructor as typeof Layer).supportsMasking ? mask : undefined;
  }

  /** The same of several inputs, each with or without a mask. Default: what the first one's says. */
  protected computeMaskMany(
    inputs: readonly Operand[],
    masks: readonly (Operand | undefined)[],
  ): Operand | undefined {
    return this.computeMask(inputs[0]!, masks[0]);
  }

  /** Runs `action` in this layer's name: errors and the paths of new weights get it in front. */
  protected locate<T>(action: () => T): T {
    const isInside = scope.at(-1) === this.name;
    if (!isInside) scope.push(this.name);
    try {
      return inScope(scope.join("/"), () => speaking(this.words, action));
    } catch (error) {
      const { label } = this;
      if (!(error instanceof HornetError)) throw error;
      if (error.message.startsWith(`${label}:`) || error.message.startsWith(`${label} >`))
        throw error;
      throw new HornetError(error.code, `${label} > ${error.message}`);
    } finally {
      if (!isInside) scope.pop();
    }
  }

  protected override invoke(
    input: SymbolicTensor | Operand | readonly (SymbolicTensor | Operand)[],
    context: Partial<CallContext> = {},
  ): unknown {
    if (context instanceof SymbolicTensor || context instanceof Operand) {
      fail("value", {
        where: this.label,
        expected: "several inputs as one list",
        received: "a second one by itself",
        advice: "Write layer([x, y])",
      });
    }
    const inputs = Array.isArray(input)
      ? (input as readonly (SymbolicTensor | Operand)[])
      : [input as SymbolicTensor | Operand];
    if (inputs.length > 0 && inputs.every((part) => part instanceof SymbolicTensor))
      return this.#connect(inputs, context);
    if (inputs.length > 0 && inputs.every((part) => part instanceof Operand))
      return this.apply(inputs, { ...inference, ...context });
    return fail("value", {
      where: this.label,
      expected: "tensors, or what input() gives",
      received: inputs.map((part) => typeof part).join(", ") || "nothing",
      advice: 'Wrap arrays with tensor(x) from "hornet"',
    });
  }

  /** Records one more use of this layer. */
  #connect(
    inputs: readonly SymbolicTensor[],
    context: Partial<CallContext>,
  ): SymbolicTensor | readonly SymbolicTensor[] {
    const { training, useCausalMask, returnAttentionScores, reverse, ...others } = context;
    for (const [key, value] of Object.entries(others)) {
      if (value === undefined) continue;
      fail("unsupported", {
        where: this.label,
        expected:
          "training, useCausalMask, returnAttentionScores and reverse only, where a model is put together",
        received: key,
        advice: "Write a layer of your own that calls this one with it",
      });
    }
    const given = { training, useCausalMask, returnAttentionScores, reverse };
    const options: CallOptions = Object.fromEntries(
      Object.entries(given).filter(([, value]) => value !== undefined),
    );
    this.ensureBuilt(inputs.map(({ shape }) => shape));
    const types = this.computeOutputs(
      inputs.map(({ shape }) => shape),
      inputs.map(({ dtype }) => dtype),
      options,
    );
    const outputs = types.map(
      ({ shape, dtype }) => new SymbolicTensor(shape, dtype, uniqueName(`symbolic`)),
    );
    const node: Node = { layer: this, inputs, outputs, options };
    for (const output of outputs) output.node = node;
    this.nodes.push(node);
    return outputs.length === 1 ? outputs[0]! : outputs;
  }

  /** The symbolic tensor that came out of the first use of this layer. */
  get output(): SymbolicTensor {
    return this.#firstNode("output").outputs[0]!;
  }

  /** The symbolic tensor that went into the first use of this layer. */
  get input(): SymbolicTensor {
    return this.#firstNode("input").inputs[0]!;
  }

  #firstNode(what: string): Node {
    return (
      this.nodes[0] ??
      fail("state", {
        where: `${this.label}: ${what}`,
        expected: "a layer that is part of a model",
        received: "one that was never called",
      })
    );
  }

  /** The layer of a saved config. Unknown keys must be null. */
  static fromConfig(config: Readonly<Record<string, unknown>>, load?: LayerLoader): Layer {
    const create = this as unknown as new (options: Record<string, unknown>) => Layer;
    return new create(decodeConfig(config, load));
  }

  /** "<Dense name=dense_3, built=False>" */
  override toString(): string {
    return `<${this.className} name=${this.name}, built=${this.built ? "True" : "False"}>`;
  }

  /** Name, trainable, dtype and options as Keras saves them. */
  getConfig(): Record<string, unknown> {
    const { savesActivityRegularizer } = this.constructor as typeof Layer;
    const config = saveConfig(this, this.trainable, {
      ...this.options,
      dtype: this.options.dtype ?? this.dtypePolicy.name,
    });
    return savesActivityRegularizer ? { activity_regularizer: null, ...config } : config;
  }

  /** For which input shape the weights were made, as Keras saves it; undefined: Keras saves none for this class. */
  get savedBuild(): Readonly<Record<string, unknown>> | undefined {
    const builds =
      this.build !== Layer.prototype.build || this.buildMany !== Layer.prototype.buildMany;
    const { savesBuildShape } = this.constructor as typeof Layer;
    return this.builtShape !== undefined && (builds || savesBuildShape)
      ? { input_shape: this.builtShape }
      : undefined;
  }

  /** What a use was called with besides symbolic tensors, where that is saved; `save` saves those. Undefined: nothing. */
  savedCall(_save: (tensor: SymbolicTensor) => unknown): SavedCall | undefined {
    return undefined;
  }

  /** The layer as Keras saves it, with its class and config: what `JSON.stringify(layer)` writes. */
  toJSON(): SavedLayer {
    const { className } = this.constructor as typeof Layer;
    const registered = registeredName(this.constructor as LayerClass);
    const build = this.savedBuild;
    return {
      module: registered === null ? "keras.layers" : null,
      class_name: className,
      config: this.getConfig(),
      registered_name: registered,
      ...(build === undefined ? {} : { build_config: build }),
    };
  }

  static {
    Object.defineProperty(Layer.prototype, Symbol.for("nodejs.util.inspect.custom"), {
      value(this: Layer): string {
        return this.toString();
      },
    });
  }
}

function readWith(builder: Builder | undefined, weight: Operand): Operand {
  if (builder instanceof GraphBuilder) return builder.lift(weight);
  return new Tensor(weight.data, weight.shape, weight.dtype, builder);
}

function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}

/** The options of a layer with its defaults filled in. Throws on one that does not exist, unless it is null. */
export function layerOptions<Defaults extends object, Options extends object>(
  className: string,
  defaults: Defaults,
  options: Options,
): Defaults & Options {
  const known = new Set([...Object.keys(defaults), "name", "trainable", "dtype"]);
  const given = Object.entries(options).filter(
    ([key, value]) => value !== undefined && (known.has(key) || value !== null),
  );
  checkOptions(snakeCase(className), Object.fromEntries(given), [...known]);
  return { ...defaults, ...Object.fromEntries(given) } as Defaults & Options;
}
