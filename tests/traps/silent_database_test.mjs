// A database that says nothing, or has more to do than it can: requests are refused in time, and
// what does not need it goes on.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { anonymous } from "../api/harness/client.mjs";
import { expectStatus } from "../api/harness/expect.mjs";
import { as, fixture, found, password } from "../api/harness/people.mjs";
import { eventually, korePort } from "../api/harness/service.mjs";
import { stream } from "./lib/load.mjs";
import {
  backends,
  databaseProcesses,
  frozen,
  koreWorkers,
  lives,
  logFromHere,
  metrics,
  ready,
  session,
  running,
} from "./lib/processes.mjs";

const own = `/v1/organisations/${fixture("1").id}`;

before(() => running());

// Asks again and again while something lasts; how often it was answered 200.
async function meanwhile(work, ask) {
  let over = false;
  let answered = 0;
  const asking = (async () => {
    while (!over) {
      expectStatus(await ask(), 200);
      answered += 1;
    }
  })();
  const result = await work;
  over = true;
  await asking;
  return [result, answered];
}

// What a refused request is told: later, and when. The client holds every answer against the
// contract.
function expectLater(answer) {
  assert.equal(answer.status, 503, answer.text);
  assert.ok(["timeout", "overloaded"].includes(answer.body.code), answer.text);
  assert.ok(Number(answer.headers["retry-after"]) > 0);
}

test("a silent database", async (t) => {
  const client = await as("administrator.1");
  const unit = await found(fixture("111"));
  const workers = koreWorkers();
  const waiting = new Set();
  const forgotten = [];
  const change = () => client.patch(`/v1/organisations/${unit.id}`, { name: "Ờ" }, { version: 1 });

  // One each 50 ms. A read is refused after 2.5 s; who still waits when 80 others have come after
  // it was forgotten.
  const late = () =>
    stream(110, 50, async (n) => {
      waiting.add(n);
      if (waiting.has(n - 80)) forgotten.push(n - 80);
      const answer = await client.get(own, { target: korePort });
      waiting.delete(n);
      return answer;
    });
  const [answers, healthy] = await frozen(databaseProcesses(), async () => {
    const told = await meanwhile(
      Promise.all([
        ...Array.from({ length: 200 }, () => client.get(own)),
        ...Array.from({ length: 40 }, change),
        ...Array.from({ length: 10 }, () => client.get("/v1/organisations")),
        late(),
      ]),
      () => anonymous.get("/healthz"),
    );
    assert.equal((await anonymous.get("/readyz")).status, 503);
    return told;
  });

  await t.test("every request is refused, and told when to come again", () =>
    answers.flat().forEach(expectLater),
  );
  await t.test(
    "no request waits longer than its deadline, however often its connection is given up",
    () => assert.deepEqual(forgotten, []),
  );
  await t.test("health is told all the time", () => assert.ok(healthy > 0));
  await t.test("all is well when it speaks again", async () => {
    await ready();
    expectStatus(await client.get(own), 200);
    assert.deepEqual(koreWorkers(), workers);
  });
});

test("one silent lane does not stop the others, and gets new connections", async () => {
  const client = await as("administrator.1");
  const unit = await found(fixture("111"));
  const silent = await backends("fast");

  await frozen(silent, async () => {
    const all = Promise.all(Array.from({ length: 50 }, () => client.get(own)));
    let version = 1;
    const [answers, others] = await meanwhile(all, async () => {
      expectStatus(await client.get("/v1/organisations"), 200);
      const made = await client.patch(
        `/v1/organisations/${unit.id}`,
        { name: `Lần ${version}` },
        { version },
      );
      version += 1;
      return made;
    });
    answers.forEach(expectLater);
    assert.ok(others > 1);
    await eventually(
      "new connections answer, the old ones still silent",
      async () => (await client.get(own)).status === 200,
    );
    assert.ok(silent.every(lives));
  });
});

test("a long statement holds up its own lane only", async () => {
  const client = await as("administrator.1");
  const holder = await session("postgres");
  await holder.say("begin; lock table thidua.audit_event in access exclusive mode");

  const lists = Promise.all(Array.from({ length: 20 }, () => client.get("/v1/audit-events")));
  let reads = 0;
  await eventually("reads are answered meanwhile", async () => {
    reads += (await client.get(own)).status === 200;
    return reads === 100;
  });
  assert.equal(await Promise.race([lists, Promise.resolve("waiting")]), "waiting");
  await holder.end();

  for (const answer of await lists) expectStatus(answer, 200);
});

test("a change that waits too long is taken back and told; its connection stays", async () => {
  const client = await as("administrator.1");
  const unit = await found(fixture("111"));
  const path = `/v1/organisations/${unit.id}`;
  const before = await backends("write");
  const holder = await session("postgres");
  await holder.say(`begin; select from thidua.organisation where id = '${unit.id}' for update`);

  const answer = await client.patch(path, { name: "Quá lâu" }, { version: 1 });
  await holder.end();

  expectLater(answer);
  assert.equal(answer.body.code, "timeout");
  assert.equal(expectStatus(await client.get(path), 200).version, 1);
  expectStatus(await client.patch(path, { name: "Lần này được" }, { version: 1 }), 200);
  assert.deepEqual((await backends("write")).sort(), before.sort());
});

test("a flood beyond the queue is refused at once and hangs nobody", async (t) => {
  const client = await as("administrator.1");
  const workers = koreWorkers();
  const said = logFromHere("kore");

  // More than both workers can keep: 2 × (1024 queued + 2 × 64 under way).
  const [answers, healthy] = await frozen(await backends("fast"), () =>
    meanwhile(
      Promise.all(Array.from({ length: 2600 }, () => client.get(own, { target: korePort }))),
      () => anonymous.get("/healthz"),
    ),
  );

  answers.forEach(expectLater);
  assert.ok(healthy > 0);
  const full = said()
    .split("\n")
    .filter((line) => line.includes('"log":"queue full"')).length;
  t.diagnostic(`${full} of ${answers.length} found the queue full`);
  assert.ok(full > 0);
  await ready();
  assert.deepEqual(koreWorkers(), workers);
  await eventually("nothing is queued", async () =>
    [...(await metrics())].every(
      ([name, value]) => !/^thidua_database_(queued|in_flight)/.test(name) || value === 0,
    ),
  );
});

test("a flood of sign-ins is refused beyond the queue, and reading goes on", async (t) => {
  const client = await as("administrator.1");
  const flood = Promise.all(
    Array.from({ length: 300 }, () =>
      anonymous.post(
        "/v1/auth/token",
        { grant_type: "password", username: "reporter.1111", password },
        { target: korePort },
      ),
    ),
  );

  const [answers, reads] = await meanwhile(flood, () => client.get(own));

  const statuses = answers.map((answer) => answer.status);
  t.diagnostic(
    `${statuses.filter((s) => s === 200).length} of 300 signed in, ${reads} reads meanwhile`,
  );
  assert.ok(statuses.every((status) => status === 200 || status === 503));
  assert.ok(statuses.includes(200) && statuses.includes(503));
  assert.ok(reads > 0);
});
