import { expect, test } from "vitest";
import { model, tensor } from "hornet";
import { input, reversibleEmbedding } from "hornet/layers";

test("brings vectors back by its own table, or by a second one, with bounds", () => {
  const layer = reversibleEmbedding(3, 2);
  layer.ensureBuilt([[null, 1]]);
  layer.setWeights([[[1, 2], [3, 4], [5, 6]]]); // prettier-ignore
  expect(layer(tensor([[2]], { dtype: "int32" })).array()).toEqual([[[5, 6]]]);
  expect(layer(tensor([[1, 10]]), { reverse: true }).array()).toEqual([[21, 43, 65]]);
  const other = reversibleEmbedding(3, 2, { tieWeights: false, logitSoftCap: 2 });
  other.ensureBuilt([[null, 1]]);
  other.setWeights([[[1, 2], [3, 4], [5, 6]], [[1, 0, 0], [0, 0, 50]]]); // prettier-ignore
  const [scores] = other(tensor([[1, 10]]), { reverse: true }).array() as number[][];
  expect(scores!.map((x) => Number(x.toFixed(4)))).toEqual([0.9242, 0, 2]);
});

test("stands twice in one model, which saves how it is called", () => {
  const layer = reversibleEmbedding(5, 2, { name: "words" });
  const ids = input([4], { dtype: "int32" });
  const net = model({ inputs: ids, outputs: layer(layer(ids), { reverse: true }) });
  expect(net.outputShape).toEqual([null, 4, 5]);
  expect(net.countParams()).toBe(10);
  expect(JSON.stringify(net)).toContain('"kwargs":{"reverse":true}');
});
