// A thread of the pool in a browser.
import { receive, work } from "./worker.js";

addEventListener("message", ({ data }) => {
  if (data.kind === "run") {
    const answer = work(data);
    if (answer !== undefined) postMessage(answer);
  } else {
    receive(data);
  }
});
postMessage({ kind: "up" });
