// Bundles the page's scripts into ../built: `npm ci && npm run build`.

import { build } from "esbuild";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const out = fileURLToPath(new URL("../built/", import.meta.url));
const from = fileURLToPath(new URL("./", import.meta.url));
await mkdir(out, { recursive: true });

const usual = {
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  legalComments: "none",
  metafile: true,
  absWorkingDir: from,
};
const used = new Set(["@tensorflow/tfjs-backend-wasm"]);
for (const name of ["engine", "page"]) {
  const { metafile } = await build({ ...usual, entryPoints: [`src/${name}.js`], outfile: `${out}${name}.js` });
  for (const path of Object.keys(metafile.inputs)) {
    const found = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path);
    if (found) used.add(found[1]);
  }
}
const wasm = "node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm";
await writeFile(`${out}engine.wasm`, await readFile(from + wasm));

// Whose code is in it, each with its licence.
const parts = [];
for (const name of [...used].sort()) {
  const folder = `${from}node_modules/${name}/`;
  const { version, license } = JSON.parse(await readFile(`${folder}package.json`));
  const files = await readdir(folder);
  const file = [/^licen[cs]e/i, /^readme/i].map((kind) => files.find((one) => kind.test(one))).find(Boolean);
  const own = license !== "Apache-2.0";
  const text = own ? await readFile(folder + file, "utf8") : "Apache License 2.0: the text at the end.\n";
  if (!/licen[cs]e/i.test(text)) throw new Error(`${name} has no text of ${license}`);
  parts.push(`${name} ${version} (${license})\n\n${text}`);
}
parts.push(await readFile(`${from}Apache-2.0.txt`, "utf8"));
await writeFile(`${out}LICENCES.txt`, parts.join(`\n${"-".repeat(78)}\n\n`));
