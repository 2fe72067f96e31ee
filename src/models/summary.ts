import { checkOptions } from "../base/config.ts";
import { bytesPerElement } from "../base/dtype.ts";
import { fail, failUnknownName } from "../base/errors.ts";
import type { Variable } from "../graph/variable.ts";
import type { Layer } from "../layers/layer.ts";
import type { Node, PartialShape } from "../layers/symbolic.ts";
import { standardSink } from "../train/sink.ts";
import { drawTable, roundHalfEven, type Alignment } from "./table.ts";

/** Options of `summary`. */
export interface SummaryOptions {
  /** Characters of a line. Default: 88 (108 where connections are shown), at most the terminal's width less 4. */
  readonly lineLength?: number | undefined;
  /** Shows the layers of models inside the model. Default false. */
  readonly expandNested?: boolean | undefined;
  /** Shows which layers are trained. Default false. */
  readonly showTrainable?: boolean | undefined;
  /** Where the columns end, as shares of the line: the last one 1. Default: Keras's. */
  readonly positions?: readonly number[] | undefined;
  /** Shows the layers from the first whose name begins so to the last whose name begins so; regular expressions too. */
  readonly layerRange?: readonly [first: string | RegExp, last: string | RegExp] | undefined;
  /** Takes the text. Default: prints it. */
  readonly printFn?: ((text: string) => void) | undefined;
}

/** What a summary needs of a model. */
export interface SummarizedModel {
  readonly name: string;
  readonly weights: readonly Variable[];
  readonly trainableWeights: readonly Variable[];
  /** Layers in order; of a functional model with its inputs. */
  readonly summaryLayers: readonly Layer[];
  /** The uses of layers that make up the model; undefined of a chain that needs no connections. */
  readonly summaryNodes: readonly Node[] | undefined;
  /** The optimizer's state, if there is one. */
  readonly optimizerVariables: readonly Variable[];
}

const units = ["B", "KB", "MB", "GB", "TB", "PB"];

/** "1.02 MB": bytes in powers of 1024, two decimals. */
export function formatBytes(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1024 && unit < units.length - 1) [value, unit] = [value / 1024, unit + 1];
  return `${(roundHalfEven(value * 100) / 100).toFixed(2)} ${units[unit]}`;
}

const grouped = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ",");
const countOf = (variables: readonly Variable[]): number =>
  variables.reduce((sum, { size }) => sum + size, 0);

/** Bytes of variables; Keras keeps counters as int64. */
function bytesOf(variables: readonly Variable[]): number {
  return variables.reduce(
    (sum, { size, dtype }) => sum + size * (dtype === "int32" ? 8 : bytesPerElement(dtype)),
    0,
  );
}

function formatOutput(shape: PartialShape): string {
  return `(${shape.map((extent) => extent ?? "None").join(", ")})`;
}

function className(layer: Layer): string {
  return (layer.constructor as typeof Layer).className;
}

function outputOf(layer: Layer): string {
  const node = layer.nodes.at(-1);
  const { builtShape } = layer;
  if (node === undefined && (builtShape === undefined || !isPartialShape(builtShape))) return "?";
  const outputs = node?.outputs ?? [
    { shape: layer.computeOutputShape(builtShape as PartialShape) },
  ];
  const shapes = outputs.map(({ shape }) => formatOutput(shape));
  return shapes.length === 1 ? shapes[0]! : `[${shapes.join(", ")}]`;
}

function isPartialShape(shape: PartialShape | readonly PartialShape[]): shape is PartialShape {
  return shape.every((extent) => !Array.isArray(extent));
}

function parametersOf(layer: Layer): string {
  return layer.built ? grouped(layer.countParams()) : "0 (unbuilt)";
}

function connectionsOf(layer: Layer, nodes: readonly Node[]): string {
  const parts = layer.nodes
    .filter((node) => nodes.includes(node))
    .flatMap((node) => node.inputs)
    .map((tensor) => {
      const { node } = tensor;
      if (node === undefined) return tensor.name;
      return `${node.layer.name}[${node.layer.nodes.indexOf(node)}][${node.outputs.indexOf(tensor)}]`;
    });
  return parts.length === 0 ? "-" : parts.join(", ");
}

function isModel(layer: Layer): layer is Layer & SummarizedModel {
  return "summaryLayers" in layer;
}

function positionsOf({ positions }: SummaryOptions, usual: readonly number[]): readonly number[] {
  if (positions === undefined) return usual;
  const rises = positions.every((own, i) => own > (positions[i - 1] ?? 0));
  if (positions.length === usual.length && rises && positions.at(-1) === 1) return positions;
  return fail("option", {
    where: "summary: positions",
    expected: `${usual.length} rising shares, the last one 1`,
    received: JSON.stringify(positions),
  });
}

function layersInRange(
  layers: readonly Layer[],
  range: SummaryOptions["layerRange"],
): readonly Layer[] {
  if (range === undefined) return layers;
  const isRange = Array.isArray(range) && range.length === 2;
  const matches = (pattern: string | RegExp): number[] => {
    const begins = new RegExp(`^(?:${pattern instanceof RegExp ? pattern.source : pattern})`, "u");
    const found = layers.flatMap(({ name }, i) => (begins.test(name) ? [i] : []));
    if (found.length > 0) return found;
    const known = layers.map(({ name }) => name);
    return failUnknownName("summary: layerRange", "layer", String(pattern), known);
  };
  if (!isRange) {
    fail("option", {
      where: "summary: layerRange",
      expected: "two names of layers",
      received: JSON.stringify(range),
    });
  }
  const [first, last] = [matches(range[0]), matches(range[1])];
  // As in Keras, the two may stand the other way around.
  return first[0]! > last.at(-1)!
    ? layers.slice(last[0], first.at(-1)! + 1)
    : layers.slice(first[0], last.at(-1)! + 1);
}

/** The text of Keras's summary: a table of the layers, and the totals. */
export function formatSummary(
  model: SummarizedModel,
  options: SummaryOptions,
  terminalColumns: number,
): string {
  const { expandNested = false, showTrainable = false } = options;
  const nodes = model.summaryNodes;
  const positions = positionsOf(
    options,
    nodes === undefined ? [0.45, 0.8, 1] : [0.3, 0.56, 0.74, 1],
  );
  const alignments: Alignment[] = [
    "left",
    "left",
    "right",
    ...(nodes === undefined ? [] : (["left"] as const)),
  ];
  const header = [
    "Layer (type)",
    "Output Shape",
    "Param #",
    ...(nodes === undefined ? [] : ["Connected to"]),
  ];
  const widest = (nodes === undefined ? 88 : 108) + (showTrainable ? 12 : 0);

  const rows: string[][] = [];
  const addRow = (layer: Layer, depth: number): void => {
    const prefix = depth === 0 ? "" : `${" ".repeat(3 * depth)}└ `;
    const row = [
      `${prefix}${layer.name} (${className(layer)})`,
      outputOf(layer),
      parametersOf(layer),
    ];
    if (nodes !== undefined) row.push(connectionsOf(layer, nodes));
    if (showTrainable) row.push(layer.weights.length === 0 ? "-" : layer.trainable ? "Y" : "N");
    rows.push(row);
    if (expandNested && isModel(layer))
      for (const inner of layer.summaryLayers) addRow(inner, depth + 1);
  };
  for (const layer of layersInRange(model.summaryLayers, options.layerRange)) addRow(layer, 0);

  const table = drawTable({
    lineLength: options.lineLength ?? Math.min(widest, terminalColumns - 4),
    positions: showTrainable ? [...positions.map((position) => position * 0.9), 1] : positions,
    alignments: showTrainable ? [...alignments, "center"] : alignments,
    header: showTrainable ? [...header, "Trainable"] : header,
    rows,
  });
  const trained = model.trainableWeights;
  const frozen = model.weights.filter((variable) => !trained.includes(variable));
  const total = (words: string, variables: readonly Variable[]): string =>
    ` ${words}: ${grouped(countOf(variables))} (${formatBytes(bytesOf(variables))})`;
  const state = model.optimizerVariables;
  const lines = [
    `Model: "${model.name}"`,
    table,
    total("Total params", [...model.weights, ...state]),
    total("Trainable params", trained),
    total("Non-trainable params", frozen),
    ...(state.length === 0 ? [] : [total("Optimizer params", state)]),
  ];
  return `${lines.join("\n")}\n`;
}

/** Columns of the terminal; 80 where there is none. */
function terminalColumns(): number {
  const output = (globalThis as { process?: { stdout?: { columns?: number } } }).process?.stdout;
  return output?.columns ?? 80;
}

/** Prints a model's layers; see `summary` of the models. */
export function printSummary(model: SummarizedModel, options: SummaryOptions): void {
  checkOptions("summary", options, [
    "lineLength",
    "positions",
    "expandNested",
    "showTrainable",
    "layerRange",
    "printFn",
  ]);
  const text = formatSummary(model, options, terminalColumns());
  if (options.printFn === undefined) standardSink().write(`${text}\n`);
  else options.printFn(text);
}
