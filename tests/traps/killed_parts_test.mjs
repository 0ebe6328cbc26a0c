// Any process may be killed at any time: the supervisor, or its own parent, brings it back, and
// what was acknowledged stands.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { as, fixture, found } from "../api/harness/people.mjs";
import { eventually } from "../api/harness/service.mjs";
import { Load, holdFounders, startFounders, startReaders, startRenamers } from "./lib/load.mjs";
import {
  databaseProcesses,
  kill,
  koreWorkers,
  lives,
  nginxWorkers,
  part,
  ready,
  replaced,
  signal,
  startAnew,
} from "./lib/processes.mjs";
import { reportingFamily, startReporters } from "./lib/reports.mjs";

const parents = ["111", "112", "121", "122"].map(fixture);

let family;

before(async () => {
  await startAnew();
  family = await reportingFamily(4);
});

// Reads and changes go on while `strike` kills something; afterwards everything acknowledged must
// be there once. Some changes are under way at that moment and stay so until release().
async function underLoad(t, strike) {
  const client = await as("administrator.1");
  const units = [];
  for (let n = 0; n < 4; n += 1) units.push(await found(fixture("112")));
  const load = new Load({ breaks: true });
  startReaders(
    load,
    8,
    client,
    ["1", "11", "121", "1222"].map((digits) => fixture(digits).id),
  );
  const founders = await startFounders(load, 8, parents);
  const renamers = await startRenamers(load, units);
  const reporters = startReporters(load, family);
  await load.answered(150);
  const held = await holdFounders(parents);
  const begin = performance.now();
  await strike(load, held.release);
  await ready();
  const back = performance.now() - begin;
  await held.release();
  await load.answered(150);
  await load.finish();
  t.diagnostic(
    `back after ${Math.round(back)} ms; ${load.summary()}, ${founders.acknowledged.size} founded`,
  );
  await founders.check();
  await renamers.check();
  await reporters.check();
}

test("a killed Kore worker is replaced, and the other one goes on", (t) =>
  underLoad(t, async (load, release) => {
    // One after the other: Kore does not spread connections evenly, and one of them may have been
    // idle.
    for (const worker of koreWorkers()) {
      const others = koreWorkers().filter((pid) => pid !== worker);
      await kill(worker);
      const now = await eventually(
        "two workers again",
        () => koreWorkers().length === 2 && koreWorkers(),
      );
      assert.ok(others.every((pid) => now.includes(pid)));
    }
    await release();
    await load.answered(100);
    assert.ok(load.replayed > 0, "changes whose answers were lost are found made");
  }));

test("Kore's killed parent is replaced with its workers, and none of the old ones stays", (t) =>
  underLoad(t, async (load, release) => {
    const [parent, workers] = [part("kore"), koreWorkers()];

    await kill(parent);

    await replaced("kore", parent);
    await eventually("the old workers are gone", () => !workers.some(lives));
    await ready();
    await release();
    await load.answered(100);
    assert.ok(load.replayed > 0, "changes whose answers were lost are found made");
  }));

test("nginx's killed master is replaced with its workers, and none of the old ones stays", (t) =>
  underLoad(t, async (load, release) => {
    const [master, workers] = [part("nginx"), nginxWorkers()];

    await kill(master);

    await replaced("nginx", master);
    await eventually("the old workers are gone", () => !workers.some(lives));
    await release();
    await load.answered(100);
    assert.ok(load.replayed > 0, "changes whose answers were lost are found made");
  }));

test("a killed background worker is replaced", (t) =>
  underLoad(t, async () => {
    const worker = part("worker");

    await kill(worker);

    await replaced("worker", worker);
  }));

test("a killed postmaster is replaced, once the processes that it left have ended", (t) =>
  underLoad(t, async () => {
    const [postmaster, ...orphans] = databaseProcesses();
    const workers = koreWorkers();

    await kill(postmaster);

    await eventually("its processes are gone", () => !orphans.some(lives));
    await replaced("database", postmaster);
    await ready();
    assert.deepEqual(koreWorkers(), workers);
  }));

test("a killed database backend costs no worker and no change", (t) =>
  underLoad(t, async () => {
    const workers = koreWorkers();
    const [postmaster, ...processes] = databaseProcesses();

    // PostgreSQL ends all its other processes then, and recovers by itself.
    signal(processes.at(-1), "SIGKILL");

    await eventually("all others are new", () => !processes.some(lives));
    await ready();
    assert.equal(part("database"), postmaster);
    assert.deepEqual(koreWorkers(), workers);
  }));

test("everything is killed at one moment, and everything comes back", (t) =>
  underLoad(t, async () => {
    const parts = ["nginx", "kore", "worker", "database"].map((name) => [name, part(name)]);

    for (const [, pid] of parts) signal(pid, "SIGKILL");

    await Promise.all(parts.map(([name, pid]) => replaced(name, pid)));
  }));
