import { once } from "node:events";

/** Says that the next thing to do will be measured, and waits until it may: contenders take turns. */
export async function turn() {
  console.log("turn");
  await once(process.stdin, "data");
}
