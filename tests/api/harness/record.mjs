// Writes down every exchange of this process, for tests/contract/coverage.mjs.
import { mkdirSync, openSync, writeSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { contractSum } from "./contract.mjs";

const directory =
  process.env.THIDUA_TEST_EXCHANGES ??
  fileURLToPath(new URL("../../../build/test/exchanges", import.meta.url));
const ring = process.env.THIDUA_TEST_RING ?? "api";
let file;

function open() {
  mkdirSync(directory, { recursive: true });
  const name = basename(process.argv[1] ?? "none", ".mjs");
  const opened = openSync(`${directory}/${ring}-${name}-${process.pid}.ndjson`, "a");
  writeSync(opened, `${JSON.stringify({ contract: contractSum, ring, file: name })}\n`);
  return opened;
}

export function record(entry) {
  file ??= open();
  writeSync(file, `${JSON.stringify(entry)}\n`);
}
