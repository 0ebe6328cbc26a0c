// PostgreSQL goes away under load and comes back: nobody waits for ever, nothing that was
// acknowledged is lost or doubled.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { as, fixture, found } from "../api/harness/people.mjs";
import { eventually } from "../api/harness/service.mjs";
import { Load, holdFounders, startFounders, startReaders, startRenamers } from "./lib/load.mjs";
import {
  databaseAnswers,
  koreWorkers,
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

// From the moment that the database answers until the service does, in milliseconds.
async function recovery(client) {
  await eventually("the database answers", databaseAnswers, 30);
  const begin = performance.now();
  await eventually(
    "the service answers",
    async () => (await client.get("/v1/me")).status === 200,
    30,
  );
  return performance.now() - begin;
}

for (const [how, name] of [
  ["fast", "SIGINT"],
  ["immediate", "SIGQUIT"],
]) {
  test(`a restart of the database, ${how}, ends, hangs, loses and doubles nothing`, async (t) => {
    const client = await as("administrator.1");
    const units = [];
    for (let n = 0; n < 4; n += 1) units.push(await found(fixture("122")));
    const workers = koreWorkers();
    const postmaster = part("database");
    const load = new Load();
    startReaders(
      load,
      8,
      client,
      ["1", "11", "121", "1222"].map((digits) => fixture(digits).id),
    );
    const founders = await startFounders(load, 12, parents);
    const renamers = await startRenamers(load, units);
    const reporters = startReporters(load, family);
    await load.answered(300);
    const held = await holdFounders(parents);

    signal(postmaster, name);
    await replaced("database", postmaster);
    t.diagnostic(`the service answers ${Math.round(await recovery(client))} ms after the database`);
    await held.release();
    await load.answered(300);
    await load.finish();

    t.diagnostic(`${load.summary()}, ${founders.acknowledged.size} founded`);
    assert.deepEqual(koreWorkers(), workers);
    assert.ok(founders.acknowledged.size > 0);
    await founders.check();
    await renamers.check();
    await reporters.check();
    await ready();
  });
}
