import { defineConfig, type ViteUserConfig } from "vitest/config";

// "source" makes "hornet", "hornet/layers" and "#files" mean src, so the tests need no build.
const conditions = ["source", "module", "node", "development|production"];

const config: ViteUserConfig = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    environment: "node",
    pool: "threads",
    maxWorkers: 2,
    reporters: ["default"],
    testTimeout: 180_000,
  },
});

export default config;
