import { parseSync, Visitor } from "oxc-parser";

/** A module whose objects are without the property of that name. */
export function withoutProperty(name, code) {
  const found = [];
  new Visitor({
    Property(property) {
      if (property.key.name === name) found.push(property);
    },
  }).visit(parseSync("module.js", code).program);
  return found.reduceRight(
    (text, { start, end }) => text.slice(0, start) + text.slice(end).replace(/^\s*,/, ""),
    code,
  );
}
