import { sequential, setRandomSeed } from "hornet";
import { fashionMnist } from "hornet/datasets";
import { dense, dropout, flatten, input, rescaling } from "hornet/layers";
let t=performance.now();
const data = await fashionMnist(); console.log("load", performance.now()-t);
const { images, labels } = data.train;
const options = { activation: "elu", kernelInitializer: "he_normal" } as const;
for (const seed of [0,1,2,3,4]) {
setRandomSeed(seed);
const model = sequential([ input([28, 28]), rescaling(1 / 255), flatten(), dropout(0.2), dense(300, options), dropout(0.2), dense(100, options), dropout(0.2), dense(10, { activation: "softmax" }) ]);
model.compile({ loss: "sparse_categorical_crossentropy", optimizer: "sgd", metrics: ["accuracy"] });
t=performance.now();
const { history } = await model.fit(images.slice(5000), labels.slice(5000), { validationData: [images.slice(0,5000), labels.slice(0,5000)], epochs: 2, verbose: 0 });
console.log(seed, performance.now()-t, JSON.stringify(history));
}
