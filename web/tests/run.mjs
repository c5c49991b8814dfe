// Runs the unit tests: bundles them, since the oldest Node we build with reads no TypeScript.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = mkdtempSync(join(tmpdir(), "khabar-page-"));
const tests = readdirSync(here).filter((name) => name.endsWith(".test.ts"));
await build({
  configFile: false,
  publicDir: false,
  logLevel: "error",
  build: { ssr: true, outDir: out, rollupOptions: { input: tests.map((name) => join(here, name)) } },
});
const made = readdirSync(out).filter((name) => /\.test\.m?js$/.test(name)).map((name) => join(out, name));
const { status } = spawnSync(process.execPath, ["--test", ...made], { stdio: "inherit" });
rmSync(out, { recursive: true });
process.exit(status ?? 1);
