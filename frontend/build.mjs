// Builds each src/*.ts (not src/lib) into one script of the Python package.
//
//   node build.mjs           write src/hawkari/site/static/hawkari/js/*.js and map/world.json
//   node build.mjs --check   fail when what is committed there is not what the sources give

import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { world } from "./world.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const shipped = join(here, "..", "src", "hawkari", "site", "static", "hawkari");
const target = join(shipped, "js");
const check = process.argv.includes("--check");

const sources = (await readdir(join(here, "src"))).filter((name) => name.endsWith(".ts")).sort();
const result = await build({
  entryPoints: sources.map((name) => join(here, "src", name)),
  outdir: target,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "eof",
  metafile: true,
  write: false,
});

// What is bundled of others goes with its licence.
const packages = new Set(
  Object.keys(result.metafile.inputs)
    .map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
    .filter((name) => name !== undefined),
).add("world-atlas");
const licences = [];
for (const name of [...packages].sort()) {
  const { version } = JSON.parse(await readFile(join(here, "node_modules", name, "package.json"), "utf8"));
  const text = await readFile(join(here, "node_modules", name, "LICENSE"), "utf8");
  licences.push(`${name} ${version}\n\n${text.trim()}\n`);
}
const files = [
  ...result.outputFiles.map(({ path, text }) => ({ path, text })),
  { path: join(target, "LICENSES.txt"), text: licences.join("\n\n") },
  { path: join(shipped, "map", "world.json"), text: await world(join(here, "node_modules")) },
];

const stale = [];
for (const file of files) {
  if (check) {
    const committed = await readFile(file.path, "utf8").catch(() => "");
    if (committed !== file.text) stale.push(file.path);
  } else {
    await mkdir(dirname(file.path), { recursive: true });
    await writeFile(file.path, file.text);
  }
}
if (stale.length > 0) {
  console.error(`not what the sources give; run: make frontend\n${stale.join("\n")}`);
  process.exit(1);
}
console.log(`${sources.length} scripts ${check ? "are up to date" : "built"}`);
