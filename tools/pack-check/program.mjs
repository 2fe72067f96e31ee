// A user's first ten lines, run against the installed package.
import { sequential, setRandomSeed } from "hornet";
import { dense, input } from "hornet/layers";

setRandomSeed(1);
const x = Array.from({ length: 64 }, (_, i) => [i % 2, i % 3, i % 5, i % 7].map((v) => v / 7));
const y = x.map(([a, b, c, d]) => [a - 2 * b + 0.5 * c + d]);
const model = sequential([input([4]), dense(8, { activation: "relu" }), dense(1)]);
model.compile({ loss: "mse", optimizer: "sgd" });
const { history } = await model.fit(x, y, { epochs: 5, verbose: 0 });
const [first, last] = [history.loss[0], history.loss[4]];
if (!(last < first)) throw new Error(`the loss did not fall: ${history.loss.join(", ")}`);
console.log(`installed package: loss ${first.toFixed(4)} -> ${last.toFixed(4)}`);
