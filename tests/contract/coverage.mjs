// Whether the tests saw everything that the contract declares: every operation, and every status
// that it lists.
//   node tests/contract/coverage.mjs [file or folder…]
// Reads what the rings wrote down of their exchanges, build/test/exchanges unless told otherwise,
// all rings together. Exit 1 and a list of names: something was never called, never answered so, or
// answered against the contract.
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { contractSum, operations } from "../api/harness/contract.mjs";

const usual = fileURLToPath(new URL("../../build/test/exchanges", import.meta.url));

function filesIn(place) {
  if (!existsSync(place)) throw new Error(`${place} is not there: run a ring first`);
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place)
    .filter((name) => name.endsWith(".ndjson"))
    .map((name) => join(place, name));
}

function lines(file) {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

function read(places) {
  const entries = [];
  for (const file of places.flatMap(filesIn)) {
    const [head, ...rest] = lines(file);
    if (head.contract !== contractSum)
      console.error(`left out, made with another contract: ${file}`);
    else entries.push(...rest.map((entry) => ({ ...entry, file: head.file, ring: head.ring })));
  }
  return entries;
}

function seenStatuses(entries) {
  const seen = new Map(operations.map((o) => [o.id, new Map()]));
  for (const { operation, status } of entries) {
    const counts = seen.get(operation);
    counts?.set(status, (counts.get(status) ?? 0) + 1);
  }
  return seen;
}

function gaps(seen) {
  const found = [];
  for (const operation of operations) {
    const counts = seen.get(operation.id);
    const never = Object.keys(operation.responses).filter((status) => !counts.has(Number(status)));
    if (counts.size === 0) found.push(`${operation.id}: never called`);
    else if (never.length > 0) found.push(`${operation.id}: never ${never.join(", ")}`);
  }
  return found;
}

const entries = read(process.argv.length > 2 ? process.argv.slice(2) : [usual]);
const broken = entries.filter((entry) => entry.faults);
const missing = gaps(seenStatuses(entries));
const rings = [...new Set(entries.map((entry) => entry.ring))].sort().join(", ");

for (const { ring, file, method, path, status, faults } of broken) {
  console.log(
    `against the contract (${ring}/${file}): ${method} ${path} → ${status}: ${faults.join("; ")}`,
  );
}
for (const gap of missing) console.log(`not covered: ${gap}`);
console.log(
  `contract: ${entries.length} exchanges of ${rings || "no ring"}, ${operations.length} operations, ` +
    `${missing.length} not covered in full, ${broken.length} exchanges against it`,
);
process.exitCode = missing.length > 0 || broken.length > 0 || entries.length === 0 ? 1 : 0;
