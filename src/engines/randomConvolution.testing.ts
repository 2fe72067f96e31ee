import type { Sliding } from "../graph/alphabet.ts";
import type { GraphBuilder } from "../graph/builder.ts";
import type { Value } from "../graph/value.ts";
import { conv } from "../ops/primitives/convolution.ts";
import { placesOf, slidingOfFactors, slidingOfInput, still } from "../graph/window.ts";
import { planConvolution } from "../kernels/convolution/plan.ts";
import { planWinograd } from "../kernels/winograd/plan.ts";
import type { Engine } from "./engine.ts";
import type { TestGroup } from "./groupRunner.testing.ts";
import { GraphWriter, operand, type Choices } from "./randomGraph.testing.ts";

/** A window along an axis of `extent` that fits at least once now and then. */
export function randomSliding(choices: Choices): Sliding {
  return {
    stride: choices.integer(1, 3),
    low: choices.integer(-1, 3),
    high: choices.integer(-1, 3),
    inputDilation: choices.pick([1, 1, 1, 2, 3]),
    dilation: choices.pick([1, 1, 2]),
  };
}

/** A convolution with letters in random order. */
export function randomConv(graph: GraphBuilder, choices: Choices): readonly Value[] {
  const writer = new GraphWriter(graph, choices, "float32");
  const extents = new Map<string, number>();
  const some = (letters: string, most: number, largest: number): string[] => {
    const found = [...letters].slice(0, choices.integer(0, most));
    for (const letter of found) extents.set(letter, choices.integer(1, largest));
    return found;
  };
  const slides = some("hwd", 3, choices.pick([3, 9]));
  const [n, g, i, o] = [
    some("n", 1, 5),
    some("g", 1, choices.pick([3, 9])),
    some("ij", 2, 7),
    some("op", 2, choices.pick([3, 19])),
  ];
  const ordered = (letters: readonly string[]): string[] =>
    choices.real() < 0.6 ? [...letters] : choices.shuffled(letters);
  const [x, y, out] = [
    ordered([...n, ...slides, ...g, ...i]),
    ordered([...slides, ...g, ...i, ...o]),
    ordered([...n, ...slides, ...g, ...o]),
  ];
  const sizes = new Map(slides.map((letter) => [letter, choices.integer(1, 4)]));
  const windows = Object.fromEntries(
    slides.map((letter) => [letter, choices.real() < 0.5 ? still : randomSliding(choices)]),
  );
  const shape = (letters: readonly string[], own: ReadonlyMap<string, number>): number[] =>
    letters.map((letter) => own.get(letter) ?? extents.get(letter)!);
  const root = graph.emit(
    conv,
    [operand(writer, shape(x, new Map())), operand(writer, shape(y, sizes))],
    { x: x.join(""), y: y.join(""), out: out.join(""), windows },
  ) as Value;
  if (root.size === 0 || choices.real() < 0.3) return [root];
  const sum = graph.emit("add", [root, writer.expression(root.shape, choices.integer(0, 2))], {});
  return choices.real() < 0.5 ? [sum] : [sum, root];
}

/** A convolution of square images, or the gradient of its images (1) or filters (2). */
export function convolution(
  [n, extent, channels, filters, size]: readonly number[],
  stride: number,
  which: number,
): (graph: GraphBuilder) => readonly Value[] {
  return (graph) => {
    const window = {
      ...still,
      stride,
      low: Math.floor((size! - 1) / 2),
      high: Math.floor(size! / 2),
    };
    const places = placesOf(extent!, size!, window);
    const extents = { extent: extent!, size: size!, places };
    const x = (): Value => graph.parameter("x", [n!, extent!, extent! + 1, channels!], "float32");
    const y = (): Value => graph.parameter("y", [size!, 1, channels!, filters!], "float32");
    const dOut = (): Value => graph.parameter("d", [n!, places, extent! + 1, filters!], "float32");
    const [images, kernel, results] = ["nhwi", "hwio", "nhwo"] as const;
    const windows = (h: Sliding): Record<string, Sliding> => ({ h, w: still });
    if (which === 0)
      return [
        graph.emit(conv, [x(), y()], {
          x: images,
          y: kernel,
          out: results,
          windows: windows(window),
        }),
      ];
    if (which === 1) {
      const turned = graph.emit("reverse", [y()], { axes: [0, 1] });
      const own = windows(slidingOfInput(window, extents));
      return [
        graph.emit(conv, [dOut(), turned], { x: results, y: kernel, out: images, windows: own }),
      ];
    }
    const own = windows(slidingOfFactors(window, extents));
    return [graph.emit(conv, [x(), dOut()], { x: images, y: results, out: kernel, windows: own })];
  };
}

/**
 * A convolution with a window of 3 along one or two axes, padded in any way, or the gradient of its images or filters,
 * with an epilogue now and then; often with enough places and channels to be worth transforms.
 */
export function transformedConvolution(graph: GraphBuilder, choices: Choices): readonly Value[] {
  const axes = choices.pick([["w"], ["h", "w"], ["h", "w"]] as const);
  const [least, most] = axes.length === 1 ? [30, 90] : [7, 21];
  const images = choices.pick([1, 2, 3, 5]);
  const [channels, filters] = [choices.pick([16, 32, 48]), choices.pick([16, 32, 64])];
  const slidings = axes.map((): Sliding => {
    const [low, high] = choices.pick([[0, 0], [1, 1], [1, 1], [0, 1], [2, 2], [-1, 3]] as const); // prettier-ignore
    return { ...still, low, high };
  });
  const extents = axes.map(() => choices.integer(least, most));
  const places = extents.map((extent, i) => placesOf(extent, 3, slidings[i]!));
  const windows = (turn?: typeof slidingOfInput): Record<string, Sliding> =>
    Object.fromEntries(
      axes.map((letter, i) => {
        const sizes = { extent: extents[i]!, size: 3, places: places[i]! };
        return [letter, turn === undefined ? slidings[i]! : turn(slidings[i]!, sizes)];
      }),
    );
  const along = axes.join("");
  const [inputs, kernel, results] = [`n${along}i`, `${along}io`, `n${along}o`];
  const x = (): Value => graph.parameter("x", [images, ...extents, channels], "float32");
  const y = (): Value => graph.parameter("y", [...axes.map(() => 3), channels, filters], "float32");
  const dOut = (): Value => graph.parameter("d", [images, ...places, filters], "float32");
  const which = choices.integer(0, 2);
  const root =
    which === 0
      ? graph.emit(conv, [x(), y()], { x: inputs, y: kernel, out: results, windows: windows() })
      : which === 1
        ? graph.emit(
            conv,
            [dOut(), graph.emit("reverse", [y()], { axes: axes.map((_, axis) => axis) })],
            { x: results, y: kernel, out: inputs, windows: windows(slidingOfInput) },
          )
        : graph.emit(conv, [x(), dOut()], {
            x: inputs,
            y: results,
            out: kernel,
            windows: windows(slidingOfFactors),
          });
  const value = root as Value;
  const kind = choices.integer(0, 2);
  if (kind === 0) return [value];
  const shape = kind === 1 ? value.shape.map((extent, axis) => (axis === value.rank - 1 ? extent : 1)) : value.shape; // prettier-ignore
  const other = graph.parameter("other", shape, "float32");
  const stretched = graph.emit("broadcast", [other], { shape: value.shape });
  const sum = graph.emit("add", [value, stretched], {}) as Value;
  return choices.real() < 0.5 ? [sum] : [sum, value];
}

/** Axes of a depthwise convolution with their extents, windows and places. */
interface DepthwiseAxes {
  readonly letters: string;
  readonly extents: readonly number[];
  readonly sizes: readonly number[];
  readonly places: readonly number[];
  readonly windows: Readonly<Record<string, Sliding>>;
}

function depthwiseAxes(choices: Choices): DepthwiseAxes {
  const axes = choices.pick([["w"], ["h", "w"], ["h", "w"], ["d", "h", "w"]] as const);
  const windows: Record<string, Sliding> = {};
  const [extents, places]: [number[], number[]] = [[], []];
  const sizes = axes.map(() => choices.integer(1, 4));
  axes.forEach((letter, axis) => {
    const size = sizes[axis]!;
    const dilation = choices.pick([1, 1, 2]);
    const window = {
      stride: choices.pick([1, 1, 2, 3]),
      low: choices.integer(-1, 3),
      high: choices.integer(-1, 3),
      inputDilation: 1,
      dilation,
    };
    const extent = choices.integer(2, axes.length === 1 ? 60 : 13) + dilation * size;
    extents.push(extent);
    places.push(placesOf(extent, size, window));
    windows[letter] = window;
  });
  return { letters: axes.join(""), extents, sizes, places, windows };
}

const depthwiseChannels = [8, 16, 24, 48, 7] as const;

/** A depthwise convolution with filters as they are, turned around or scaled, and what follows it. */
export function depthwise(graph: GraphBuilder, choices: Choices): readonly Value[] {
  const { letters, extents, sizes, windows } = depthwiseAxes(choices);
  const channels = choices.pick(depthwiseChannels);
  const x = graph.parameter("x", [choices.integer(1, 3), ...extents, channels], "float32");
  const plain: Value = graph.parameter("filters", [...sizes, channels], "float32");
  const kind = choices.pick(["plain", "turned", "scaled"] as const);
  const turned = (): Value =>
    graph.emit("reverse", [plain], { axes: sizes.map((_, axis) => axis) });
  const scaled = (): Value => {
    const scale = graph.parameter("scale", [...sizes.map(() => 1), channels], "float32");
    const wide = graph.emit("broadcast", [scale], { shape: plain.shape });
    return graph.emit("mul", [plain, wide], {});
  };
  const filters = kind === "plain" ? plain : kind === "turned" ? turned() : scaled();
  const attributes = { x: `n${letters}g`, y: `${letters}g`, out: `n${letters}g`, windows };
  const root: Value = graph.emit(conv, [x, filters], attributes);
  if (choices.real() < 0.4) return [root];
  const bias = graph.parameter(
    "bias",
    [...root.shape.slice(0, -1).map(() => 1), channels],
    "float32",
  );
  const sum = graph.emit("add", [root, graph.emit("broadcast", [bias], { shape: root.shape })], {});
  return [sum];
}

/** The gradient of depthwise filters, whose channels often fill whole vectors; with an epilogue now and then. */
export function depthwiseGradient(graph: GraphBuilder, choices: Choices): readonly Value[] {
  const { letters, extents, sizes, places, windows: forward } = depthwiseAxes(choices);
  const channels = choices.pick(depthwiseChannels);
  const windows = Object.fromEntries(
    [...letters].map((letter, i) => {
      const along = { extent: extents[i]!, size: sizes[i]!, places: places[i]! };
      return [letter, slidingOfFactors(forward[letter]!, along)];
    }),
  );
  const images = choices.integer(1, 4);
  const x = graph.parameter("x", [images, ...extents, channels], "float32");
  const dOut = graph.parameter("d", [images, ...places, channels], "float32");
  const attributes = { x: `n${letters}g`, y: `n${letters}g`, out: `${letters}g`, windows };
  const gradient: Value = graph.emit(conv, [x, dOut], attributes);
  if (choices.real() < 0.5) return [gradient];
  const filters = graph.parameter("filters", gradient.shape, "float32");
  return [graph.emit("sub", [filters, gradient], {})];
}

/** Whether these engines compute the convolution of a group by transforms. */
export function isTransformed(
  { graph, parameters, results }: TestGroup,
  engines: readonly Engine[],
): boolean {
  const root = graph.values.find((value) => value.is("conv"))!;
  const group = { values: graph.values, parameters, results };
  return engines.every(
    ({ traits }) => planWinograd(group, root, planConvolution(root)!, traits) !== undefined,
  );
}
