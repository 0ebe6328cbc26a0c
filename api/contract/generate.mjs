// Writes the contract as C tables, and as JSON for the other generators, the reference pages and
// the tests.
//   node api/contract/generate.mjs openapi.yaml build/gen
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { compile } from "./compile.mjs";
import { ContractError } from "./document.mjs";

const [source, folder] = process.argv.slice(2);
if (!source || !folder) {
  console.error("usage: generate.mjs <openapi.yaml> <output folder>");
  process.exit(2);
}

try {
  const { c, json } = compile(readFileSync(source, "utf8"));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "contract.c"), c);
  writeFileSync(join(folder, "openapi.json"), json);
} catch (error) {
  if (!(error instanceof ContractError)) throw error;
  console.error(`${source}: ${error.message}`);
  process.exit(1);
}
