// Every door of the installed package opens, and the small data sets came along.
import { readFileSync } from "node:fs";

const home = new URL("./node_modules/hornet/", import.meta.url);
const { exports } = JSON.parse(readFileSync(new URL("package.json", home), "utf8"));
const doors = Object.keys(exports).filter((door) => door !== "./package.json");
for (const door of doors) {
  const names = Object.keys(await import(door.replace(".", "hornet")));
  if (names.length === 0) throw new Error(`${door} exports nothing`);
}
const { digits, iris } = await import("hornet/datasets");
await iris();
await digits();
console.log(`installed package: ${doors.length} doors open, iris and digits load`);
