import { expect, test } from "vitest";
import { plotHistory } from "./plotHistory.ts";

const history = {
  accuracy: [0.76, 0.84, 0.88],
  loss: [0.72, 0.45, 0.36],
  val_accuracy: [0.81, 0.86, 0.85],
  val_loss: [0.52, 0.4, 0.43],
};

/** The attributes of every path that is a series, not an axis or a line of the legend. */
function linesOf(
  svg: string,
): { points: string[]; stroke: string | undefined; dash: string | undefined }[] {
  return [...svg.matchAll(/<path d="(M[\d.-]+ [\d.-]+L[^"]*)"([^>]*)>/g)].map(([, d, rest]) => ({
    points: d!.split(/[ML]/).slice(1),
    stroke: /stroke="([^"]*)"/.exec(rest!)?.[1],
    dash: /stroke-dasharray="([^"]*)"/.exec(rest!)?.[1],
  }));
}

const textsOf = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text!);

/** The place of a text in the figure. */
function placeOf(svg: string, text: string): { x: number; y: number } {
  const [, x, y] = new RegExp(`<text x="([\\d.]+)" y="([\\d.]+)"[^>]*>${text}<`).exec(svg)!;
  return { x: Number(x), y: Number(y) };
}

test("a list of numbers an epoch gives a curve per place", () => {
  const f1_score = [
    [0.1, 0.2],
    [0.3, 0.2],
  ];
  const { svg } = plotHistory({ history: { f1_score, val_f1_score: f1_score, loss: [2, 1] } });
  expect(linesOf(svg)).toHaveLength(5);
  const chosen = plotHistory({ history: { f1_score, loss: [2, 1] } }, { metrics: ["f1_score"] });
  expect(linesOf(chosen.svg)).toHaveLength(2);
  expect(textsOf(svg)).toEqual(
    expect.arrayContaining(["f1_score[0]", "val_f1_score[0]", "f1_score[1]", "val_f1_score[1]"]),
  );
});

test("S4.15 four series with own line styles, a legend in 2 columns, a title", () => {
  const { svg } = plotHistory({ history, epoch: [0, 1, 2] }, { title: "Fashion-MNIST" });
  const lines = linesOf(svg);
  expect(lines.map(({ points }) => points.length)).toEqual([3, 3, 3, 3]);
  expect(new Set(lines.map(({ stroke, dash }) => `${stroke} ${dash}`)).size).toBe(4);
  expect(lines.map(({ dash }) => dash)).toEqual([undefined, "6 4", undefined, "6 4"]);
  expect(textsOf(svg)).toEqual(
    expect.arrayContaining(["Fashion-MNIST", "epoch \u2192", "0", "1", "2"]),
  );
  const [trained, held, lossTrained, lossHeld] = [
    "accuracy",
    "val_accuracy",
    "loss",
    "val_loss",
  ].map((name) => placeOf(svg, name));
  expect([held!.y, lossHeld!.y, lossTrained!.x, lossHeld!.x]).toEqual([
    trained!.y,
    lossTrained!.y,
    trained!.x,
    held!.x,
  ]);
  expect(held!.x).toBeGreaterThan(trained!.x);
  expect(lossTrained!.y).toBeGreaterThan(trained!.y);
});

test("points stand where the axes say", () => {
  const { svg } = plotHistory(
    { history: { loss: [0.2, 0.6, 0.3] }, epoch: [4, 5, 6] },
    { yDomain: [0, 1] },
  );
  const [line] = linesOf(svg);
  const points = line!.points.map((point) => point.split(" ").map(Number));
  const [zero, one] = ["0.0", "1.0"].map((text) => placeOf(svg, text).y);
  for (const [i, y] of [0.2, 0.6, 0.3].entries())
    expect(points[i]![1]).toBeCloseTo(zero! + y * (one! - zero!), 1);
  for (const [i, x] of ["4", "5", "6"].entries())
    expect(points[i]![0]).toBeCloseTo(placeOf(svg, x).x, 1);
});

test("NaN leaves a gap, a point alone is a dot, one epoch is enough", () => {
  const { svg } = plotHistory({ history: { loss: [3, NaN, 2, 1, Infinity] } });
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  expect(linesOf(svg).map(({ points }) => points.length)).toEqual([2]);
  expect(svg.match(/<circle/g)?.length).toBe(1);
  expect(
    plotHistory({ history: { loss: [0.5], val_loss: [0.4] } }).svg.match(/<circle/g)?.length,
  ).toBe(2);
});

test("the best epoch is the least loss or the largest accuracy", () => {
  const at = (best: string): string | undefined =>
    textsOf(plotHistory({ history, epoch: [1, 2, 3] }, { best }).svg).at(-1);
  expect(at("val_loss")).toBe("best val_loss 0.4 at epoch 2");
  expect(at("val_accuracy")).toBe("best val_accuracy 0.86 at epoch 2");
  expect(at("loss")).toBe("best loss 0.36 at epoch 3");
  expect(() => at("val_los")).toThrow(
    'plotHistory, option best: expected a known series, received "val_los". Did you mean "val_loss"?',
  );
});

test("only chosen metrics are drawn, an unknown one is an error", () => {
  const { svg } = plotHistory({ history }, { metrics: ["loss"] });
  expect(linesOf(svg).length).toBe(2);
  expect(textsOf(svg)).not.toContain("accuracy");
  expect(() => plotHistory({ history }, { metrics: ["acuracy"] })).toThrow(
    'Did you mean "accuracy"?',
  );
});

test("an empty history is an error", () => {
  for (const empty of [{}, { loss: [] }]) {
    expect(() => plotHistory({ history: empty })).toThrow(
      "plotHistory: expected a history of one epoch or more, received an empty one. Call fit first.",
    );
  }
  expect(() => plotHistory({ history: { loss: [NaN] } })).toThrow(/at least one finite point/);
});

test("the drawing is the one that was looked at", () => {
  expect(
    plotHistory({ history }, { title: "a < b & c", best: "val_loss" }).svg.replaceAll("><", ">\n<"),
  ).toMatchSnapshot();
});
