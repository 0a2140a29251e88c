import { defineConfig, type TestProjectConfiguration } from "vitest/config";
import { containerImages } from "./tests/containers.ts";

const everywhere = ["crypto", "server", "web/src", "tests"];
const named = (kind: string): string[] =>
  everywhere.map((folder) => `${folder}/**/*${kind}.test.ts`);

/**
 * The kind of a test shows in its name and decides what is there for it: nothing but the code (`x.test.ts`),
 * a PostgreSQL (`x.pg.test.ts`, tests/postgres.ts), or a browser as well (`x.browser.test.ts`). Many of them wait
 * more than they compute, so four run side by side.
 * Modes: `everything` adds PostgreSQL in containers; `long` takes the large numbers (`LONG`).
 */
export default defineConfig(async ({ mode }) => {
  const long = mode === "long";
  const shared = {
    env: { NODE_ENV: "test", ...(long && { LONG: "1" }) },
    exclude: ["**/node_modules/**"],
    pool: "forks" as const,
    // A process takes one file of its project after another: what it has read and compiled serves them all.
    isolate: false,
  };
  const times = long ? 3_600_000 : 60_000;
  const projects: TestProjectConfiguration[] = [
    {
      test: {
        ...shared,
        name: "pure",
        include: named(""),
        exclude: [...shared.exclude, "**/*.{pg,browser}.test.ts"],
        testTimeout: times,
        maxWorkers: 4,
        sequence: { groupOrder: 1 },
      },
    },
    {
      test: {
        ...shared,
        name: "postgres",
        maxWorkers: 4,
        include: named(".pg"),
        globalSetup: "tests/engine.ts",
        setupFiles: "tests/quick-passphrases.ts",
        testTimeout: Math.max(times, 180_000),
        hookTimeout: 60_000,
        sequence: { groupOrder: 1 },
      },
    },
    {
      test: {
        ...shared,
        name: "browser",
        include: named(".browser"),
        globalSetup: ["tests/engine.ts", "tests/built.ts"],
        setupFiles: "tests/browser/shown.ts",
        testTimeout: Math.max(times, 300_000),
        hookTimeout: 180_000,
        expect: { poll: { timeout: 30_000 } },
        maxWorkers: 4,
        sequence: { groupOrder: 1 },
      },
    },
  ];
  const images = mode === "everything" || long ? await containerImages() : [];
  for (const [at, image] of images.entries()) {
    projects.push({
      test: {
        ...shared,
        name: image,
        include: ["tests/server/**/*.pg.test.ts"],
        globalSetup: "tests/containers.ts",
        runner: "./tests/container-runner.ts",
        testTimeout: times,
        hookTimeout: 300_000,
        sequence: { groupOrder: 3 + at },
      },
    });
  }
  return {
    test: {
      reporters: ["default", "./tests/hostile/reporter.ts", "./tests/reporter.ts"],
      projects,
    },
  };
});
