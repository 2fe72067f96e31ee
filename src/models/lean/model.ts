import { floatx } from "../../base/floatx.ts";
import { atOnce, partsWithin, type Work } from "../../base/eventLoop.ts";
import { fail, HornetError, nearestName } from "../../base/errors.ts";
import { tensor as eagerTensor } from "../../eager/tensor.ts";
import { Operand } from "../../graph/value.ts";
import type { Variable } from "../../graph/variable.ts";
import type { HostLayer } from "../../layers/hostLayer.ts";
import {
  Layer,
  type CallContext,
  type LayerLoader,
  type LayerOptions,
} from "../../layers/layer.ts";
import { SymbolicTensor, type Node, type PartialShape } from "../../layers/symbolic.ts";
import type { LayerWords } from "../../layers/words.ts";
import { optionsBeside, type BatchSource, type InputSource } from "../../train/batches.ts";
import { Compiled, type CompileOptions } from "../../train/compiled.ts";
import type { Optimizer } from "../../optimizers/optimizer.ts";
import type { Logs } from "../../train/callback.ts";
import type { DataLike, InputLike, Slot } from "../../train/data.ts";
import { evaluate } from "../../train/evaluate.ts";
import { fit } from "../../train/fit.ts";
import type { History } from "../../train/history.ts";
import type { StepBatch, StepTools, TrainableModel } from "../../train/model.ts";
import { onBatch, type BatchOptions } from "../../train/onBatch.ts";
import type { EvaluateOptions, FitOptions, PredictOptions } from "../../train/options.ts";
import { predict } from "../../train/predict.ts";
import type { Profile, ProfileOptions } from "../../train/profile.ts";
import { Trainer } from "../../train/trainer.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Metric } from "../../metrics/metric.ts";
import type { OutputType } from "../../layers/traceShapes.ts";
import { structureVersion } from "../../layers/structure.ts";
import { objectsOnly } from "../../train/words.ts";
import type { MemoryPlan, MemoryPlanOptions } from "../memoryPlan.ts";
import { run, type Network } from "../network.ts";
import type { SummarizedModel, SummaryOptions } from "../summary.ts";
import type { Equipment } from "./equipment.ts";

/** Stands in where `fromConfig` of a model is not told how to make the layers inside. */
export const needsLoader: LayerLoader = ({ class_name }) =>
  fail("state", {
    where: "fromConfig",
    expected: "a function that makes layers of their saved form",
    received: `none, for a model with a ${class_name} inside`,
    advice: "Use deserialize(saved) instead",
  });

/** Options of every model. */
export type ModelOptions = LayerOptions;

/** A model: layers put together, which can be trained, evaluated and asked. Itself a layer of larger models. */
export abstract class Model<Options extends ModelOptions = ModelOptions>
  extends Layer<Options>
  implements TrainableModel, SummarizedModel
{
  /** What its models have beside training, evaluating and predicting. Undefined: nothing, as models of `hornet/lean`. */
  static readonly equipment: Equipment | undefined = undefined;

  /** Set to true, by a callback, to end the training after the running epoch. */
  stopTraining = false;
  #compiled: Compiled | undefined;
  #trainer: Trainer | undefined;
  /** Of a class with a `call` of its own: what comes out, and how the inputs were named. */
  #outputTypes: readonly OutputType[] | undefined;
  #givenNames: readonly string[] = ["input"];
  #trainableAtCompile: ReadonlyMap<Layer, boolean> | undefined;

  /** Names given to the inputs; undefined: their layers' names. */
  protected readonly inputNames: readonly string[] | undefined;
  /** Names given to the outputs; undefined: the names of the layers that they come from. */
  protected readonly outputNames: readonly string[] | undefined;

  /** The layers, in order: of a class of one's own those in its fields. */
  get layers(): readonly Layer[] {
    return super.innerLayers;
  }

  /** Metrics of the model's own, which its `trainStep` and `testStep` update; they are logged under their names. */
  get metrics(): readonly Metric[] {
    return [];
  }

  /** What one step of training does, instead of forward, loss, backward and update. Traced once. */
  trainStep?(batch: StepBatch, tools: StepTools): void;

  /** What one step of evaluation does, instead of forward, loss and metrics. Traced once. */
  testStep?(batch: StepBatch, tools: StepTools): void;

  override get innerLayers(): readonly Layer[] {
    return this.layers;
  }

  get structure(): number | undefined {
    return this.#hasOwnCall ? undefined : structureVersion();
  }

  /** The same model of other layers: what `clone` gives for each. */
  cloneWith(_clone: (layer: Layer) => Layer): Model {
    return fail("unsupported", {
      where: `${this.name}: cloneModel`,
      expected: "a sequential or functional model",
      received: this.className,
      advice: "Make a second one of its class, and copy its weights with setWeights(getWeights())",
    });
  }

  /** The layers' uses; undefined until the input shape is known, and of classes with a `call` of their own. */
  protected get network(): Network | undefined {
    return undefined;
  }

  /** Whether the class computes by a `call` of its own, not by layers that were put together. */
  get #hasOwnCall(): boolean {
    return this.call !== Model.prototype.call || this.callMany !== Model.prototype.callMany;
  }

  /** Of a class with a `call` of its own, it is called once on shapes, so that the layers in it make their weights. */
  override ensureBuilt(inputShapes: readonly PartialShape[]): void {
    if (this.built || !this.#hasOwnCall) return super.ensureBuilt(inputShapes);
    super.ensureBuilt(inputShapes);
    try {
      const dtypes = inputShapes.map(floatx);
      this.#outputTypes = this.computeOutputs(inputShapes, dtypes);
    } catch (error) {
      this.built = false;
      throw error;
    }
    const count = this.#outputTypes.length;
    if (this.outputNames !== undefined && this.outputNames.length === count) return;
    if (this.outputNames === undefined && count === 1) return;
    this.built = false;
    fail("state", {
      where: this.name,
      expected: `${this.outputNames?.length ?? 1} outputs`,
      received: `${count}`,
      advice: 'Name them in the class: outputNames = ["first", "second"]',
    });
  }

  get #equipment(): Equipment | undefined {
    return (this.constructor as typeof Model).equipment;
  }

  /** Of models of `hornet`: names. */
  override get words(): LayerWords {
    return (this.constructor as typeof Model).equipment?.layerWords ?? super.words;
  }

  #equipmentFor(where: string): Equipment {
    return (
      this.#equipment ??
      fail("unsupported", {
        where: `${this.name}: ${where}`,
        expected: 'a model of "hornet"',
        received: 'one of "hornet/lean", which trains, evaluates and predicts',
        advice: 'Import what makes it from "hornet"',
      })
    );
  }

  #networkOr(where: string): Network {
    return (
      this.network ??
      fail("state", {
        where: `${this.name}: ${where}`,
        expected: "a model that knows its input shape",
        received: "one that is not built",
        advice: "Begin it with input(shape), or call it on data first",
      })
    );
  }

  #expectWeights(where: string): void {
    if (!(this.#hasOwnCall && this.built)) this.#networkOr(where);
  }

  protected override get computesByPolicy(): boolean {
    return this.#hasOwnCall;
  }

  override get label(): string {
    return this.name;
  }

  /** The symbolic tensors that go in. */
  get inputs(): readonly SymbolicTensor[] {
    return this.#networkOr("inputs").inputs;
  }

  /** The symbolic tensors that come out. */
  get outputs(): readonly SymbolicTensor[] {
    return this.#networkOr("outputs").outputs;
  }

  override get input(): SymbolicTensor {
    return this.inputs[0]!;
  }

  override get output(): SymbolicTensor {
    return this.outputs[0]!;
  }

  /** Shape of the input, [null, ...]; of several inputs the first. */
  get inputShape(): PartialShape {
    return this.input.shape;
  }

  /** Shape of the output, [null, ...]; of several outputs the first. */
  get outputShape(): PartialShape {
    return this.output.shape;
  }

  /** The layer of that name, or at that place. Throws, with the nearest name, if there is none. */
  getLayer(which: string | number): Layer {
    const found =
      typeof which === "number"
        ? this.layers.at(which)
        : this.layers.find(({ name }) => name === which);
    if (found !== undefined) return found;
    const names = this.layers.map(({ name }) => name);
    const near = typeof which === "string" ? nearestName(which, names) : undefined;
    throw new HornetError(
      "name",
      `${this.name}: getLayer: expected one of ${names.join(", ")}, received ${JSON.stringify(which)}.${near === undefined ? "" : ` Did you mean "${near}"?`}`,
    );
  }

  protected override invoke(input: unknown, context: Partial<CallContext> = {}): unknown {
    const { network } = this;
    const isSymbolic = [input].flat().some((part) => part instanceof SymbolicTensor);
    const hasHost = network !== undefined && network.hostNodes.length > 0;
    const given = hasHost && !isSymbolic ? this.prepareInputs("call", input as InputLike) : input;
    return super.invoke(given as Operand, context);
  }

  override call(x: Operand, context: CallContext): Operand | readonly Operand[] {
    return this.callMany([x], context);
  }

  override callMany(
    inputs: readonly Operand[],
    context: CallContext,
  ): Operand | readonly Operand[] {
    const outputs = atOnce(run(this.name, this.#networkOr("call"), inputs, context));
    return outputs.length === 1 ? outputs[0]! : outputs;
  }

  *callInParts(inputs: readonly Operand[], training: boolean): Work<Operand[]> {
    const { network } = this;
    if (network !== undefined && !this.#hasOwnCall) {
      this.calledIn(inputs);
      const parts = run(this.name, network, inputs, { training });
      return yield* partsWithin(parts, (part) => this.locate(part));
    }
    return this.callList(inputs, training);
  }

  /** Applies the model to one batch, inside of a step of one's own; gives its outputs as a list. */
  callList(inputs: readonly Operand[], training: boolean): Operand[] {
    const result = this.apply(inputs, { training });
    return Array.isArray(result) ? [...(result as readonly Operand[])] : [result as Operand];
  }

  get inputSlots(): readonly Slot[] {
    const { network } = this;
    if (network === undefined) {
      const names = this.inputNames ?? this.#givenNames;
      return names.map((name) => ({ name, shape: undefined }));
    }
    return network.entries.map((tensor) => {
      const { shape, name, node } = tensor;
      const place = network.inputs.indexOf(tensor);
      const own = place < 0 ? (node?.layer.name ?? name) : (this.inputNames?.[place] ?? name);
      return { name: own, shape };
    });
  }

  prepareInputs(where: string, x: InputLike): DataLike {
    const { network } = this;
    if (network === undefined && this.#hasOwnCall && this.inputNames === undefined)
      this.#givenNames = namesOfInputs(x);
    if (network === undefined || network.hostNodes.length === 0) return x as DataLike;
    const names = network.inputs.map(({ name }, i) => this.inputNames?.[i] ?? name);
    const first = network.hostNodes[0]!.layer as HostLayer;
    const made = (first.constructor as typeof HostLayer).runNodes(this.name, network, x, names);
    return made.length === 1 ? made[0]! : made;
  }

  checkInputs(where: string, inputs: readonly Tensor[]): void {
    for (const { layer, entry } of this.network?.readers ?? []) {
      const data = inputs[entry];
      if (data !== undefined) layer.checkData(`${this.name}: ${where}`, data);
    }
  }

  /** Of a model inside another one: what its layers say about its one input. */
  override checkData(where: string, data: Tensor): void {
    if (this.network?.entries.length === 1) this.checkInputs(where, [data]);
  }

  get outputSlots(): readonly Slot[] {
    const { network } = this;
    if (network === undefined) {
      const names = this.outputNames ?? ["output"];
      return names.map((name, i) => ({ name, shape: this.#outputTypes?.[i]?.shape }));
    }
    return network.outputs.map(({ shape, name, node }, i) => ({
      name: this.outputNames?.[i] ?? node?.layer.name ?? name,
      shape,
    }));
  }

  /** Name, trainable, dtype and options as Keras saves them; models of `hornet/lean` are not saved. */
  override getConfig(): Record<string, unknown> {
    this.#equipmentFor("toJSON");
    return super.getConfig();
  }

  /** What was given to `compile`, as Keras saves it; empty before. */
  protected get savedCompile(): Readonly<Record<string, unknown>> {
    return this.#compiled === undefined
      ? {}
      : this.#equipmentFor("toJSON").saveCompile(this.#compiled.options, this.#compiled.optimizer);
  }

  /** Chooses what training lowers, how, and what is logged. Throws on unknown names and options. */
  compile(options: CompileOptions = {}): void {
    const compiled = new Compiled(options, {
      words: this.#equipment?.words ?? objectsOnly,
      outputNames: this.outputSlots.map(({ name }) => name),
      ownMetrics: () => this.metrics,
      policy: this.dtypePolicy.name,
    });
    this.#compiled = compiled;
    this.#trainableAtCompile = trainableFlags(this);
    this.#trainer = undefined;
  }

  /** Runs `action` with every layer as trainable or frozen as it was at `compile`. */
  asCompiled<T>(action: () => T): T {
    const then = this.#trainableAtCompile;
    if (then === undefined) return action();
    const now = trainableFlags(this);
    setTrainable(then);
    try {
      return action();
    } finally {
      setTrainable(now);
    }
  }

  /** What `compile` chose to update the weights with. Throws if it was not called. */
  get optimizer(): Optimizer {
    return this.#trainerFor().compiled("optimizer").optimizer;
  }

  #trainerFor(): Trainer {
    this.#trainer ??= new Trainer(this, this.#compiled);
    return this.#trainer;
  }

  /**
   * Trains on `x` and `y`, [samples, ...] each, and returns what was logged. Ctrl-C and an aborted signal end it after
   * the running step, with the weights and the history so far. Throws, before any weight changes, on data that do not fit.
   */
  fit(x: InputLike, y: DataLike, options?: FitOptions): Promise<History>;
  /** Trains on batches `[x, y]` or `[x, y, sampleWeight]` as a generator, or another iterable, gives them. */
  fit(batches: BatchSource, options?: FitOptions): Promise<History>;
  fit(
    x: InputLike | BatchSource,
    y?: DataLike | FitOptions,
    options?: FitOptions,
  ): Promise<History> {
    const own = optionsBeside<FitOptions>("fit", x, y, options);
    return fit(this, this.#trainerFor(), x, y as DataLike, own);
  }

  /** The loss and the metrics over `x` and `y`, in the order of `compile`. */
  evaluate(x: InputLike, y: DataLike, options?: EvaluateOptions): Promise<Logs>;
  /** The same over batches `[x, y]` or `[x, y, sampleWeight]`. */
  evaluate(batches: BatchSource, options?: EvaluateOptions): Promise<Logs>;
  evaluate(
    x: InputLike | BatchSource,
    y?: DataLike | EvaluateOptions,
    options?: EvaluateOptions,
  ): Promise<Logs> {
    const own = optionsBeside<EvaluateOptions>("evaluate", x, y, options);
    return evaluate(this, this.#trainerFor(), x, y as DataLike, own);
  }

  /**
   * What the model makes of `x`: a tensor [samples, ...]. Instead of all samples, a generator may give batches, `x` or
   * `[x, ...]` each. Of a model with several outputs use `predictAll`.
   */
  async predict(x: InputLike | InputSource, options: PredictOptions = {}): Promise<Tensor> {
    const [first] = await this.predictAll(x, options);
    return first!;
  }

  /** What the model makes of `x`, one tensor per output. */
  predictAll(x: InputLike | InputSource, options: PredictOptions = {}): Promise<Tensor[]> {
    return predict(this, this.#trainerFor(), x, options);
  }

  /** One step of training on one batch; gives its numbers. */
  trainOnBatch(x: InputLike, y: DataLike, options: BatchOptions = {}): Promise<Logs> {
    return onBatch(this, this.#trainerFor(), "train", x, y, options);
  }

  /** The numbers of one batch, without training. */
  testOnBatch(x: InputLike, y: DataLike, options: BatchOptions = {}): Promise<Logs> {
    return onBatch(this, this.#trainerFor(), "evaluate", x, y, options);
  }

  /** What the model makes of one batch. */
  predictOnBatch(x: InputLike): Promise<Tensor> {
    return this.predict(x, { verbose: 0, batchSize: Number.MAX_SAFE_INTEGER });
  }

  /**
   * Times every launch of one step, on WebAssembly on one thread, and says which layer it is for and how near it comes to
   * what this machine can: a step of training on `x` and `y`, or of prediction without `y`. The model stays as it is.
   */
  profile(x: InputLike, y?: DataLike, options: ProfileOptions = {}): Promise<Profile> {
    return this.#equipmentFor("profile").profile(this, this.#trainerFor(), { x, y }, options);
  }

  /** Forgets the batches that the metrics have seen. */
  resetMetrics(): void {
    this.#trainerFor().compiled("resetMetrics").resetMetrics();
  }

  override getWeights(): Tensor[] {
    return super.getWeights().map((weight) => eagerTensor(weight));
  }

  get summaryLayers(): readonly Layer[] {
    return this.layers;
  }

  get summaryNodes(): readonly Node[] | undefined {
    return undefined;
  }

  get optimizerVariables(): readonly Variable[] {
    const optimizer = this.#compiled?.optimizer;
    return optimizer?.built === true ? optimizer.variables : [];
  }

  /** Prints the layers with their output shapes and numbers of parameters, as Keras does. */
  summary(options: SummaryOptions = {}): void {
    this.#equipmentFor("summary").summary(this, options);
  }

  /**
   * The memory that inference and training need, exact and before anything runs, and what each layer costs: bytes,
   * and products that it sums. Training is planned once the model is compiled; inputs count as float32.
   */
  memoryPlan(options: MemoryPlanOptions = {}): MemoryPlan {
    const equipment = this.#equipmentFor("memoryPlan");
    this.#networkOr("memoryPlan");
    return equipment.memoryPlan(this, this.#trainerFor(), options);
  }

  /** Writes the weights as safetensors. A file that is there is replaced as a whole, or not at all. */
  async saveWeights(path: string): Promise<void> {
    this.#expectWeights("saveWeights");
    await this.#equipmentFor("saveWeights").writeWeights(path, this.name, this.weights);
  }

  /** Reads weights that `saveWeights` wrote. Throws, before any changes, if names or shapes do not fit. */
  async loadWeights(path: string): Promise<void> {
    this.#expectWeights("loadWeights");
    await this.#equipmentFor("loadWeights").readWeights(path, this.name, this.weights);
  }
}

/** How inputs are named that nobody has declared: by their keys, or counted. */
function namesOfInputs(x: InputLike): readonly string[] {
  const isOne = typeof x !== "object" || ArrayBuffer.isView(x) || "shape" in x;
  if (isOne) return ["input"];
  if (!Array.isArray(x)) return Object.keys(x);
  const isList = x.some((part: unknown) => part instanceof Operand || ArrayBuffer.isView(part));
  return isList && x.length > 1 ? x.map((_, i) => `input_${i + 1}`) : ["input"];
}

/** Which layers are trainable, outer ones before those inside. */
function trainableFlags(
  layer: Layer,
  flags: Map<Layer, boolean> = new Map(),
): ReadonlyMap<Layer, boolean> {
  flags.set(layer, layer.trainable);
  for (const inner of layer.innerLayers) trainableFlags(inner, flags);
  return flags;
}

/** Setting a layer sets those inside; they come later and set themselves again. */
function setTrainable(flags: ReadonlyMap<Layer, boolean>): void {
  for (const [layer, trainable] of flags) layer.trainable = trainable;
}
