import { beforeEach, describe, expect, test } from "vitest";
import {
  activation,
  add,
  batchNormalization,
  concatenate,
  dense,
  flatten,
  input,
} from "hornet/layers";
import { readGoldens } from "../../test/golden/support.ts";
import { clearSession } from "../base/names.ts";
import { deserialize, layerClasses } from "./deserialize.ts";
import { model } from "./functional.ts";
import type { Model } from "./model.ts";
import { type Sequential, sequential } from "./sequential.ts";
import { formatBytes, formatSummary, type SummaryOptions } from "./summary.ts";

interface SummaryCase {
  readonly name: string;
  readonly terminal_columns: number;
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly model: unknown;
  readonly expected: {
    readonly text: string;
    readonly params: {
      readonly total: number;
      readonly trainable: number;
      readonly non_trainable: number;
    };
  };
}

function optionsOf(kwargs: SummaryCase["kwargs"]): SummaryOptions {
  const names = {
    line_length: "lineLength",
    expand_nested: "expandNested",
    show_trainable: "showTrainable",
  };
  return Object.fromEntries(
    Object.entries(kwargs).map(([key, value]) => [names[key as keyof typeof names], value]),
  );
}

/** Whether all layers of a saved model are built. */
function isBuilt(saved: unknown): boolean {
  const text = JSON.stringify(saved);
  const names = [...text.matchAll(/"module":"keras\.(?:layers|src[^"]*)","class_name":"(\w+)"/g)];
  return names.every(([, name]) => Object.hasOwn(layerClasses, name!));
}

const cases = readGoldens<SummaryCase>("summary");
const built = cases.filter(({ model: saved }) => isBuilt(saved));

/** The text of a case of the goldens. */
function textOf(name: string): string {
  return cases.find((golden) => golden.name === name)!.expected.text;
}

function summaryOf(own: Model, options: SummaryOptions = {}): string {
  return formatSummary(own, options, 80);
}

beforeEach(clearSession);

describe("goldens", () => {
  test("22 cases are of layers that are built", () => expect(built).toHaveLength(22));

  for (const golden of built) {
    test(golden.name, () => {
      const own = deserialize(golden.model) as Model;
      const optimizer = golden.name.includes("after_step") ? own.optimizer : undefined;
      optimizer?.build(own.trainableWeights);
      const text = formatSummary(own, optionsOf(golden.kwargs), golden.terminal_columns);
      expect(text).toBe(golden.expected.text);
      expect(own.countParams()).toBe(golden.expected.params.total);
    });
  }
});

describe("models of the lectures", () => {
  const classifier = (): Sequential =>
    sequential([
      input([28, 28]),
      flatten(),
      dense(300, { activation: "relu" }),
      dense(100, { activation: "relu" }),
      dense(10, { activation: "softmax" }),
    ]);

  test("S0.10 a sequential model from a list, with its input in front", () => {
    const own = sequential([
      input([10]),
      dense(20, { activation: "relu" }),
      dense(3, { activation: "softmax" }),
    ]);
    expect(own.built).toBe(true);
    expect(own.layers.map(({ output }) => output.shape)).toEqual([
      [null, 20],
      [null, 3],
    ]);
  });

  test("S0.11 summary of the small model: numbers, units, automatic names", () => {
    const own = sequential([input([10]), dense(20, { activation: "relu" }), dense(3)]);
    expect(summaryOf(own)).toBe(textOf("notes_mlp_10_20_3"));
  });

  test("S0.18 the iris model has 133,635 parameters", () => {
    const own = sequential([input([4]), dense(256), dense(256), dense(256), dense(3)]);
    expect(own.countParams()).toBe(133_635);
    expect(summaryOf(own)).toContain(" Total params: 133,635 (522.01 KB)\n");
  });

  test("S3.1 summary of 784-300-100-10: 235,500 + 30,100 + 1,010, 1.02 MB", () => {
    expect(summaryOf(classifier())).toBe(textOf("fashion_300_100"));
  });

  test("S3.29 names count up over a session, until it is cleared", () => {
    for (let i = 0; i < 5; i++) classifier();
    const sixth = classifier();
    expect([sixth.name, ...sixth.layers.map(({ name }) => name)]).toEqual([
      "sequential_5",
      "flatten_5",
      "dense_15",
      "dense_16",
      "dense_17",
    ]);
    clearSession();
    expect(classifier().layers.map(({ name }) => name)).toEqual([
      "flatten",
      "dense",
      "dense_1",
      "dense_2",
    ]);
  });

  test("S4.4 input(shape) as the first entry of a sequential model", () => {
    const own = classifier();
    expect(own.inputShape).toEqual([null, 28, 28]);
    expect(own.layers.map(({ output }) => output.shape)).toEqual([
      [null, 784],
      [null, 300],
      [null, 100],
      [null, 10],
    ]);
  });

  test("S4.5 outputShape is [null, 10]", () => {
    expect(classifier().outputShape).toEqual([null, 10]);
  });

  test("S4.6 summary shows a name that was given, shapes with None, totals trained and not", () => {
    const own = sequential([input([3]), batchNormalization({ name: "norm" }), dense(2)], {
      name: "mine",
    });
    own.layers[1]!.trainable = false;
    expect(summaryOf(own)).toBe(
      [
        'Model: "mine"',
        "┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓",
        "┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃",
        "┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩",
        "│ norm (BatchNormalization)       │ (None, 3)              │            12 │",
        "├─────────────────────────────────┼────────────────────────┼───────────────┤",
        "│ dense (Dense)                   │ (None, 2)              │             8 │",
        "└─────────────────────────────────┴────────────────────────┴───────────────┘",
        " Total params: 20 (80.00 B)",
        " Trainable params: 6 (24.00 B)",
        " Non-trainable params: 14 (56.00 B)",
        "",
      ].join("\n"),
    );
  });

  test("S4.7 the table of 266,610 parameters", () => {
    const own = classifier();
    expect(own.layers.map((layer) => layer.countParams())).toEqual([0, 235_500, 30_100, 1_010]);
    expect(own.countParams()).toBe(266_610);
    expect(summaryOf(own)).toBe(textOf("fashion_300_100"));
  });

  test("S4.29 summary of the model with batch normalisation: 271,346 of which 268,978 are trained", () => {
    const own = sequential([
      input([28, 28]),
      flatten(),
      batchNormalization(),
      dense(300, { activation: "elu" }),
      batchNormalization(),
      dense(100, { activation: "elu" }),
      batchNormalization(),
      dense(10, { activation: "softmax" }),
    ]);
    expect(summaryOf(own)).toBe(textOf("fashion_bn"));
  });

  test("S4.30 summary with batch normalisation before the activation, without bias: 270,946", () => {
    const own = sequential([
      input([28, 28]),
      flatten(),
      batchNormalization(),
      dense(300, { useBias: false }),
      batchNormalization(),
      activation("elu"),
      dense(100, { useBias: false }),
      batchNormalization(),
      activation("elu"),
      dense(10, { activation: "softmax" }),
    ]);
    expect(summaryOf(own)).toBe(textOf("fashion_bn_nobias"));
    expect(own.trainableWeights.reduce((sum, { size }) => sum + size, 0)).toBe(268_578);
  });
});

test("a functional chain is shown with its input, without connections", () => {
  const x = input([4], { name: "x" });
  const text = summaryOf(model({ inputs: x, outputs: dense(2)(x) }));
  expect(text).toContain('Model: "functional"');
  expect(text).toContain("│ x (InputLayer) ");
  expect(text).not.toContain("Connected to");
});

test("a shared layer is shown once, with all its inputs and its last use", () => {
  const [a, b] = [input([4], { name: "a" }), input([4], { name: "b" })];
  const shared = dense(2, { name: "shared" });
  const own = model({
    inputs: [a, b],
    outputs: concatenate()([shared(a), shared(b)]),
    name: "twins",
  });
  const text = summaryOf(own);
  expect(text.match(/shared \(Dense\)/g)).toHaveLength(1);
  expect(text).toMatch(/shared \(Dense\) +│ \(None, 2\) +│ +10 │ a\[0\]\[0\], b\[0\]\[0\]/);
  expect(text).toContain("shared[0][0],");
  expect(text).toContain("shared[1][0]");
});

test("a layer used twice in a row is no chain", () => {
  const x = input([4], { name: "x" });
  const twice = dense(4, { name: "twice" });
  const text = summaryOf(model({ inputs: x, outputs: twice(twice(x)) }));
  expect(text).toMatch(/twice \(Dense\) +│ \(None, 4\) +│ +20 │ x\[0\]\[0\], +│/);
  expect(text).toContain("│ twice[0][0] ");
});

test("the shape of a layer is that of its last use", () => {
  const [rows, tables] = [input([4], { name: "rows" }), input([3, 4], { name: "tables" })];
  const shared = dense(2, { name: "shared" });
  const outputs = [shared(rows), shared(tables)];
  expect(summaryOf(model({ inputs: [rows, tables], outputs }))).toMatch(
    /shared \(Dense\) +│ \(None, 3, 2\) /,
  );
});

test("connections name the use of a layer that they come from", () => {
  const x = input([4], { name: "x" });
  const h = dense(4, { name: "h" })(x);
  const text = summaryOf(model({ inputs: x, outputs: add()([h, x]) }));
  expect(text).toMatch(/│ add \(Add\) +│ \(None, 4\) +│ +0 │ h\[0\]\[0\], x\[0\]\[0\] /);
});

test("printFn gets the whole text", () => {
  const texts: string[] = [];
  const own = sequential([input([10]), dense(20), dense(3)]);
  own.summary({ printFn: (text) => texts.push(text), lineLength: 76 });
  expect(texts).toEqual([textOf("notes_mlp_10_20_3")]);
});

test("a line too short for its columns", () => {
  expect(() => summaryOf(sequential([input([1]), dense(1)]), { lineLength: 12 })).toThrow(
    "summary: expected room for columns of 4 characters or more, received a line of 12 characters. Raise lineLength.",
  );
});

test("bytes are rounded as Python rounds: halves to the even digit", () => {
  expect([0, 1023, 1024, 1152, 1160.96, 1_066_440].map(formatBytes)).toEqual([
    "0.00 B",
    "1023.00 B",
    "1.00 KB",
    "1.12 KB",
    "1.13 KB",
    "1.02 MB",
  ]);
});
