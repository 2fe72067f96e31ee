// ONNX Runtime's side of the bench, native or WebAssembly: predictions of what peers/export_onnx.py wrote.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { answer, cannot, inputShape, madeUp, repeat, request, versionOf } from "./protocol.mjs";

const { variant, threads, batch, rows } = request;
const require = createRequire(import.meta.url);
const ort = require(`onnxruntime-${variant}`);

const file = join(request.folder, `${request.model}.onnx`);
if (!existsSync(file)) exportModel();

/** Once for all contenders of a run. */
function exportModel() {
  const environment = fileURLToPath(new URL(".venv/bin/python", import.meta.url));
  const python = process.env.PYTHON ?? (existsSync(environment) ? environment : "python3");
  const script = fileURLToPath(new URL("export_onnx.py", import.meta.url));
  try {
    execFileSync(python, [script, request.model, file], { stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    const reason = `${error.stderr ?? error.message}`.trim().split("\n").at(-1);
    cannot(`PyTorch could not write the model: ${reason}`);
  }
}

if (variant === "web") ort.env.wasm.numThreads = threads;
const session = await ort.InferenceSession.create(
  variant === "web" ? new Uint8Array(await readFile(file)) : file,
  variant === "web"
    ? { executionProviders: ["wasm"], graphOptimizationLevel: "all" }
    : { intraOpNumThreads: threads, interOpNumThreads: 1, graphOptimizationLevel: "all" },
);

// PyTorch's layout; the values do not matter.
const [height, width, channels] = inputShape;
const x = new ort.Tensor("float32", madeUp(batch).x, [batch, channels, height, width]);
const feeds = { [session.inputNames[0]]: x };
const stepSeconds = await repeat(async () => {
  for (let call = 0; call < rows / batch; call++) await session.run(feeds);
});
answer(`onnxruntime-${variant} ${versionOf(`onnxruntime-${variant}`)}`, stepSeconds);
