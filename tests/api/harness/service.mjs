// The service under test, as tests/api/run.sh started it, and its database.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";

function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start the tests with tests/api/run.sh`);
  return value;
}

export const state = setting("STATE");
export const port = Number(setting("PORT"));
export const korePort = port + 10000;
export const password = setting("THIDUA_TEST_PASSWORD");
export const address = setting("THIDUA_ADDRESS");

// Every test file comes from a loopback address of its own, so that none uses up the others' quota.
const { pid } = process;
export const ownAddress = `127.${1 + ((pid >> 16) & 63)}.${(pid >> 8) & 255}.${pid & 255 || 1}`;

// The key ring: [{ kid, purpose, key }].
export function keyRing() {
  return readFileSync(`${state}/keys/ring`, "utf8")
    .split("\n")
    .filter((line) => /^[^#\s]/.test(line))
    .map((line) => {
      const [kid, purpose, key] = line.split(/\s+/);
      return { kid, purpose, key: Buffer.from(key, "base64url") };
    });
}

const run = promisify(execFile);

// For what the API rightly does not let a test do: turn back a clock, look at what is kept. Rows of
// text columns.
export async function sql(statement, variables = {}) {
  const sets = Object.entries(variables).flatMap(([name, value]) => ["--set", `${name}=${value}`]);
  const child = run("psql", [
    "--no-psqlrc",
    "--quiet",
    "--tuples-only",
    "--no-align",
    "--field-separator",
    "\t",
    "--set",
    "ON_ERROR_STOP=1",
    "--username",
    "thidua_owner",
    "--dbname",
    "thidua",
    ...sets,
  ]);
  child.child.stdin.end(`set search_path = thidua, public;\n${statement};\n`);
  const { stdout } = await child;
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split("\t"));
}

// Asks until the condition gives something true, and gives that back; an error after the deadline.
export async function eventually(what, condition, seconds = 10) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = await condition();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}
