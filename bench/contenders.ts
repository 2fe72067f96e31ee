import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Command } from "./peer.ts";
import type { ModelName, Work } from "./works.ts";

/** Somebody to measure. */
export interface Contender {
  /** For `--only`, with the number of threads at its end. */
  readonly name: string;
  /** For the tables. */
  readonly label: string;
  /** Which of its ways the program takes. */
  readonly variant: string;
  /** The way it computes: Hornet's engine, or what a peer consists of. "floor": nothing at all. */
  readonly side: "hornet-wasm" | "hornet-native" | "native" | "web" | "floor";
  readonly command: Command;
  readonly threads: number;
  /** Whether it may be the fastest at this work: such are measured before the others. */
  readonly leads: (work: Work) => boolean;
  /** Whether it knows this work. It may still find that it cannot do it. */
  readonly does: (work: Work) => boolean;
  /** Whether it takes so long for this work that fewer rows are enough. */
  readonly slow: (work: Work) => boolean;
  readonly installed: () => boolean;
  /** The command that installs it. */
  readonly install: string;
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const environment = here("peers/.venv/bin/python");
const python = process.env["PYTHON"] ?? (existsSync(environment) ? environment : "python3");

const found = new Map<string, boolean>();

/** Whether Python has a module; asked once. */
function hasModule(module: string): boolean {
  const known = found.get(module);
  if (known !== undefined) return known;
  const probe = `import importlib.util, sys; sys.exit(importlib.util.find_spec('${module}') is None)`;
  const has = spawnSync(python, ["-c", probe], { stdio: "ignore" }).status === 0;
  found.set(module, has);
  return has;
}

const hasPackage = (name: string): boolean => existsSync(here(`peers/node_modules/${name}`));

const installPython =
  "python3 -m venv bench/peers/.venv && bench/peers/.venv/bin/pip install -r bench/peers/requirements.txt";
const installPackages = "npm install --prefix bench/peers";

const plural = (threads: number): string => `${threads} thread${threads === 1 ? "" : "s"}`;
const never = (): boolean => false;
const always = (): boolean => true;

/** What contenders have in common, by kind; the entry says the rest. */
type Entry = Pick<Contender, "name" | "label" | "variant" | "side" | "command"> &
  Partial<Omit<Contender, "threads">>;

const withThreads = (threads: number, entry: Entry): Contender => ({
  threads,
  leads: always,
  does: always,
  slow: never,
  installed: always,
  install: "",
  ...entry,
  name: `${entry.name}-${threads}`,
  label: `${entry.label}, ${plural(threads)}`,
});

const hornet = (engine: "wasm" | "native"): Entry => ({
  name: `hornet-${engine}`,
  label: `Hornet ${engine}`,
  variant: engine,
  side: `hornet-${engine}`,
  command: [process.execPath, here("hornet.mjs")],
  installed: () => existsSync(here("../dist/exports/index.js")),
  install: "npm run build",
});

const inPython = (
  name: string,
  label: string,
  [file, variant, module]: readonly [string, string, string],
): Entry => ({
  name,
  label,
  variant,
  side: "native",
  command: [python, here(`peers/${file}`)],
  installed: () => hasModule(module),
  install: installPython,
});

const inNode = (
  name: string,
  label: string,
  [file, variant, module]: readonly [string, string, string],
): Entry => ({
  name,
  label,
  variant,
  side: "web",
  command: [process.execPath, here(`peers/${file}`)],
  installed: () => hasPackage(module),
  install: installPackages,
});

const oneOf =
  (...models: readonly ModelName[]) =>
  ({ model }: Work): boolean =>
    models.includes(model);
/** Networks of convolutions, and those whose convolutions are most of their time. */
const isImage = oneOf("cnn", "lenet", "resnet50", "mobilenetv2");
const isLarge = oneOf("cnn", "resnet50", "mobilenetv2");
const isPredict = ({ task }: Work): boolean => task === "predict";

/** Networks of dense layers; what the slowest can do in time. */
const isDense = oneOf("mlp", "autoencoder");

/** Once for each number of threads. */
const onAllThreads: readonly Entry[] = [
  hornet("wasm"),
  hornet("native"),
  inPython("pytorch", "PyTorch", ["pytorch.py", "eager", "torch"]),
  {
    ...inPython("jax-jit", "jax.jit", ["jax_scan.py", "scan", "jax"]),
    leads: isDense,
    does: (work) => !oneOf("resnet50", "mobilenetv2")(work),
  },
  {
    ...inNode("onnxruntime-node", "onnxruntime-node", ["onnx.mjs", "node", "onnxruntime-node"]),
    side: "native",
    does: (work) => isPredict(work) && isLarge(work),
  },
  {
    ...inNode("onnxruntime-web", "onnxruntime-web", ["onnx.mjs", "web", "onnxruntime-web"]),
    does: (work) => isPredict(work) && isLarge(work),
  },
  {
    ...inNode("tfjs-wasm", "TensorFlow.js wasm", [
      "tfjs.mjs",
      "wasm",
      "@tensorflow/tfjs-backend-wasm",
    ]),
    does: (work) => isDense(work) || (isPredict(work) && isLarge(work)),
    leads: isDense,
    slow: isDense,
  },
];

/** With the most threads only. */
const onMostThreads: readonly Entry[] = [
  {
    ...inPython("pytorch-compile", "torch.compile", ["pytorch.py", "compile", "torch"]),
    // Elsewhere compiling gains less than it takes.
    does: oneOf("lenet", "lstm", "transformer"),
  },
  {
    ...inPython("pytorch-channels-last", "PyTorch channels last", [
      "pytorch.py",
      "channels-last",
      "torch",
    ]),
    does: isLarge,
  },
  {
    ...inPython("keras-tensorflow", "Keras on TensorFlow", [
      "keras_fit.py",
      "tensorflow",
      "tensorflow",
    ]),
    leads: isImage,
  },
  {
    ...inPython("keras-tensorflow-xla", "Keras on TensorFlow, XLA", [
      "keras_fit.py",
      "tensorflow-xla",
      "tensorflow",
    ]),
    leads: oneOf("lstm", "transformer"),
  },
  {
    ...inPython("keras-jax", "Keras on JAX", ["keras_fit.py", "jax", "jax"]),
    leads: isDense,
  },
];

/** JavaScript has one thread. */
const onOneThread: readonly Entry[] = [
  {
    ...inNode("jax-js", "jax-js wasm", ["jaxjs.mjs", "wasm", "@jax-js/jax"]),
    // A step of convolutions takes it minutes.
    does: (work) => oneOf("lenet", "lstm", "transformer")(work) || isDense(work),
    slow: always,
  },
  {
    ...inNode("tfjs-cpu", "TensorFlow.js cpu", ["tfjs.mjs", "cpu", "@tensorflow/tfjs"]),
    leads: never,
    does: oneOf("mlp", "lenet", "lstm"),
    slow: always,
  },
];

/** The floor under the cold starts of JavaScript. */
const emptyNode: Contender = {
  ...withThreads(1, {
    name: "node",
    label: "Node, nothing else",
    variant: "",
    side: "floor",
    command: [process.execPath, "-e", 'console.log("first step done")'],
    does: ({ unit }) => unit === "s",
  }),
  name: "node",
  label: "Node, nothing else",
};

/** All who can be measured with so many threads, Hornet first. */
export function contendersFor(threads: readonly number[]): readonly Contender[] {
  const most = Math.max(...threads);
  return [
    ...onAllThreads.flatMap((entry) =>
      threads.map((count) => {
        const contender = withThreads(count, entry);
        const canLead = count === most || contender.side.startsWith("hornet");
        return { ...contender, leads: canLead ? contender.leads : never };
      }),
    ),
    ...onMostThreads.map((entry) => withThreads(most, entry)),
    ...onOneThread.map((entry) => withThreads(1, entry)),
    emptyNode,
  ];
}
