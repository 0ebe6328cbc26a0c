// Deltas are folded by processes that may end at any moment: every figure stays exact.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { before, test } from "node:test";
import { eventually, state } from "../api/harness/service.mjs";
import { Load } from "./lib/load.mjs";
import { kill, part, psql, running } from "./lib/processes.mjs";
import { reportingFamily, startReporters } from "./lib/reports.mjs";

before(() => running());

// One more background worker beside the supervised one; any number may run.
function startWorker() {
  const { uid, gid } = statSync(`${state}/run`);
  const lines = readFileSync(`${state}/run/environment`, "utf8");
  const dsn = /^export THIDUA_WORKER_DSN=(.*)$/m.exec(lines)[1].replaceAll("\\", "");
  return spawn(`${state}/bin/thidua-worker`, {
    cwd: "/",
    uid,
    gid,
    stdio: "ignore",
    env: { ...process.env, THIDUA_WORKER_DSN: dsn },
  });
}

// For a while no fold can write its totals, and the database's side of each that waits there is
// ended; how many those were.
async function interruptFolds(seconds) {
  const [[count]] = await psql(
    "postgres",
    `
    create or replace function pg_temp.interrupt() returns integer language plpgsql as $$
    declare
      v_until timestamptz := clock_timestamp() + interval '${seconds} seconds';
      v_ended integer := 0;
    begin
      lock table thidua.rollup_total in share mode;
      while clock_timestamp() < v_until loop
        perform pg_stat_clear_snapshot();
        v_ended := v_ended + (select count(*) from (
          select pg_terminate_backend(pid) from pg_stat_activity
          where usename = 'thidua_worker' and state = 'active' and query ~ 'rollup_fold') ended);
        perform pg_sleep(0.002);
      end loop;
      return v_ended;
    end $$;
    select pg_temp.interrupt()`,
  );
  return Number(count);
}

test("killed workers and folds that are broken off leave every figure exact", async (t) => {
  const family = await reportingFamily(4);
  const load = new Load();
  const reporters = startReporters(load, family);
  const supervised = part("worker");
  await load.answered(100);

  const interrupted = await interruptFolds(3);
  for (let n = 0; n < 10; n += 1) {
    const worker = startWorker();
    await eventually(
      "both workers are connected",
      async () =>
        (
          await psql(
            "postgres",
            "select pid from pg_stat_activity where application_name = 'thidua-worker'",
          )
        ).length > 1,
    );
    await kill(worker.pid);
  }
  await load.answered(100);
  await load.finish();

  t.diagnostic(`${interrupted} folds broken off; ${load.summary()}`);
  assert.ok(interrupted > 0);
  assert.equal(part("worker"), supervised);
  await reporters.check();
});
