import { playwright } from "@vitest/browser-playwright";
import { defineConfig, type ViteUserConfig, type TestProjectConfiguration } from "vitest/config";

const chromium = process.env["HORNET_CHROMIUM"] ?? "/usr/bin/chromium";

/** Without these, Chromium waits for a network that a test machine may not have. */
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** The engine's contract and a training, in a page with or without shared memory. */
function project(name: "isolated" | "plain"): TestProjectConfiguration {
  return {
    resolve: { conditions: ["source", "module", "browser", "development|production"] },
    ...(name === "isolated" ? { server: { headers: isolation } } : {}),
    test: {
      name,
      include: ["test/browser/*.browser.ts", "src/engines/wasm/{arena,groups,pointwise}.test.ts"],
      globalSetup: ["test/browser/globalSetup.ts"],
      testTimeout: 120_000,
      provide: { isolated: name === "isolated" },
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({ launchOptions: { executablePath: chromium, args: flags } }),
        instances: [{ browser: "chromium" }],
      },
    },
  };
}

const config: ViteUserConfig = defineConfig({
  test: { projects: [project("isolated"), project("plain")] },
});

export default config;
