// What the operator asks: are all totals what the reports say?
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const program = fileURLToPath(new URL("../../../build/thiduactl", import.meta.url));
const { PGHOST, PGPORT, PGDATABASE } = process.env;

// The last line that thiduactl verify-rollup prints; an error with all of them when it fails.
export async function verifyRollup() {
  const { stdout } = await promisify(execFile)(program, ["verify-rollup"], {
    env: { ...process.env,
      THIDUA_WORKER_DSN: `host=${PGHOST} port=${PGPORT} dbname=${PGDATABASE} user=thidua_worker` },
  });
  return stdout.trimEnd().split("\n").at(-1);
}
