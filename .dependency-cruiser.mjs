// The import rules of src, made from one table. tools/check-imports.ts runs them.
//
// Parsed by swc: with TypeScript 7 dependency-cruiser's own parser reads no module at all and is green.
// swc does not tell type imports from others, so a type import counts like any other here; the few rooms that
// may see another only as types are in `typesOnly`, which tools/check-imports.ts enforces.

const ground = ["base", "graph", "tensor", "ops"];
const bricks = ["initializers", "regularizers", "constraints"];
const pipeline = [...ground, "grad", "program", "compiler", "engines", "eager"];
const words = [...bricks, "losses", "metrics", "optimizers", "layers"];
const clock = [...pipeline, ...words];

/** room -> the rooms it may import, besides itself. From low to high. */
export const rooms = {
  base: [],
  graph: ["base"],
  tensor: ["base", "graph"],
  program: ["base", "graph"],
  kernels: ["base", "graph", "program"],
  // The card of a rare primitive brings its kernels along, and a loop or branch the steps of its program.
  ops: ["base", "graph", "tensor", "program", "kernels"],
  grad: ground,
  compiler: [...ground, "program"],
  engines: ["base", "graph", "program", "kernels"],
  eager: [...ground, "grad", "program", "kernels", "compiler", "engines"],
  initializers: ground,
  regularizers: ground,
  constraints: ground,
  losses: [...ground, ...bricks],
  metrics: [...ground, ...bricks, "losses"],
  optimizers: [...ground, ...bricks],
  layers: [...ground, ...bricks],
  formats: ["base"],
  data: ["base", "tensor", "eager", "formats"],
  // The clock runs anything that looks like a model; models stand on it and hand themselves over.
  train: clock,
  models: [...clock, "train", "formats"],
  callbacks: [...clock, "train"],
  plot: ["base", "tensor", "ops", "eager", "formats"],
  start: ["base"],
  cli: ["base"],
};

/** What a room sees as types only (`import type`), though the table above opens it. */
export const typesOnly = [
  // The reference engine is the interpreter; nothing else in an engine touches a graph.
  { from: "^src/engines/", to: "^src/graph/(?!interpret/)" },
  // Passes read the cards of the primitives, never a composed op.
  { from: "^src/compiler/", to: "^src/ops/(?!primitives/)" },
  // A callback extends the base class, and knows nothing else of the clock.
  { from: "^src/callbacks/", to: "^src/train/(?!callback[.]ts$)" },
];

/** Unit tests and their helpers may import any room; rings and missing files are forbidden to them too. */
export const unitTest = "[.](test|testing)[.]ts$";

const any = (names) => `^src/(${names.join("|")})/`;

/** What a room may not open: every other room, known or not, and loose files of src. */
const roomRules = Object.entries(rooms).map(([room, open]) => ({
  name: `room-${room}`,
  comment: `src/${room} may import: ${open.join(", ") || "nothing"}.`,
  severity: "error",
  from: { path: any([room]), pathNot: unitTest },
  to: { path: "^src/", pathNot: any([room, "exports", ...open]) },
}));

export default {
  forbidden: [
    ...roomRules,
    {
      name: "no-barrel-inside",
      comment: "Barrels (src/exports) are for users. Inside src, import the file itself.",
      severity: "error",
      from: { path: "^src/", pathNot: [unitTest, "^src/exports/"] },
      to: { path: "^src/exports/" },
    },
    {
      name: "no-engine-to-engine",
      comment:
        "An engine never sees another engine; what they share lies in src/engines itself or lower.",
      severity: "error",
      from: { path: "^src/engines/([^/]+)/", pathNot: unitTest },
      to: { path: "^src/engines/[^/]+/", pathNot: "^src/engines/$1/" },
    },
    {
      name: "no-ring",
      comment: "No file may reach itself through its imports, type imports included.",
      severity: "error",
      from: { path: "^src/" },
      to: { circular: true },
    },
    {
      name: "no-missing-file",
      comment: "An import of a file that is not there.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "node-stays-in-node-files",
      comment:
        "src runs in browsers too: Node's modules are imported by *.node.ts only, chosen by `#files`.",
      severity: "error",
      from: { path: "^src/", pathNot: ["[.]node[.](ts|js)$", unitTest] },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "no-dependency-in-core",
      comment: "The core has no runtime dependency.",
      severity: "error",
      from: { path: "^src/", pathNot: unitTest },
      to: { path: "node_modules/" },
    },
    {
      name: "no-src-to-outside",
      comment: "src never imports tests, tools, benchmarks or examples.",
      severity: "error",
      from: { path: "^src/", pathNot: unitTest },
      to: { path: "^(test|tools|bench|examples)/" },
    },
  ],
  options: {
    parser: "swc",
    moduleSystems: ["es6", "cjs"],
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|out|data)/" },
    enhancedResolveOptions: {
      extensions: [".ts", ".mts", ".mjs", ".js", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["source", "node", "import", "types", "default"],
      mainFields: ["module", "main", "types"],
    },
  },
};
