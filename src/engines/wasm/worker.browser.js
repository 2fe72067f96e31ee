// A thread of the pool in a browser.
import { receive, transfersOf, work } from "./worker.js";

addEventListener("message", ({ data }) => {
  const answer = data.kind === "run" ? work(data) : receive(data);
  if (answer !== undefined) postMessage(answer, { transfer: transfersOf(answer) });
});
postMessage({ kind: "up" });
