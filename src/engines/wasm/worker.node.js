// A thread of the pool in Node. It sleeps at a bell instead of in an event loop, which wakes it several times sooner.
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { receive, transfersOf, work } from "./worker.js";

/** Looks at the bell before sleeping: some tens of microseconds, for the next call often comes at once. */
const looks = 20_000;

const { port, bell } = workerData;
let runs = 0;
parentPort.postMessage({ kind: "up" });
for (;;) {
  const rung = Atomics.load(bell, 0);
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) {
    const answer = receive(next.message);
    if (answer !== undefined) parentPort.postMessage(answer, transfersOf(answer));
  }
  if (Atomics.load(bell, 1) === runs) {
    let left = looks;
    while (left > 0 && Atomics.load(bell, 0) === rung) left--;
    Atomics.wait(bell, 0, rung);
  } else {
    runs = Atomics.load(bell, 1);
    const [, , program, steps, thread, threads, report] = bell;
    const answer = work({ program, steps, thread, threads, report: report === 1 });
    if (answer !== undefined) parentPort.postMessage(answer);
  }
}
