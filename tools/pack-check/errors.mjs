// Errors of many kinds, one a line: their codes and messages. short.mjs runs it with long and with short ones.
import { model, sequential, tensor } from "hornet";
import { dense, flatten, input, reshape } from "hornet/layers";
import { concatenate, matmul } from "hornet/ops";

const net = () => sequential([input([4]), dense(3, { activation: "relu" }), dense(2)]);
const compiled = () => {
  const made = net();
  made.compile({ loss: "mse" });
  return made;
};
const x = [[1, 2, 3, 4]];
const acts = [
  () => dense(0),
  () => dense(3, { activtion: "relu" }),
  () => dense(3, { kernel_initializer: "zeros" }),
  () => dense(3, { activation: "rleu" }),
  () => sequential([input([4]), reshape([5])]),
  () => sequential([input([4]), dense, flatten()]),
  () => sequential([input([4]), sequential([dense(3), reshape([2, "a b"])], { name: "inner" })]),
  () => model(dense(2), dense(3)),
  () => matmul(tensor([[1, 2]]), tensor([[1, 2]])),
  () =>
    concatenate(
      [
        tensor([[1, 2]]),
        tensor([
          [1, 2],
          [3, 4],
        ]),
      ],
      { axis: 1 },
    ),
  () => tensor([1, 2]).item(),
  () => net().fit(x, x),
  () => compiled().fit(x, [[1, 2, 3]], { verbose: 0 }),
  () => compiled().fit(x, [[1, 2]], { verbose: 0, epochs: -1 }),
  () => compiled().predict([[1, 2]]),
  () => compiled().compile({ loss: "mse", metrics: [7] }),
];
for (const act of acts) {
  try {
    await act();
    console.log(JSON.stringify(["no error", String(act)]));
  } catch (error) {
    console.log(JSON.stringify([error.name, error.code, error.message]));
  }
}
