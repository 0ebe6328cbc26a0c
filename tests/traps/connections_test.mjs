// Connections to the database are opened once and kept, whatever is asked and refused on them.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, test } from "node:test";
import { expectProblem, expectStatus, uniqueCode } from "../api/harness/expect.mjs";
import { as, fixture, found } from "../api/harness/people.mjs";
import { eventually } from "../api/harness/service.mjs";
import { logFromHere, psql, running } from "./lib/processes.mjs";

before(() => running());

// Who is connected, and since when.
const connected = async () =>
  (
    await psql(
      "postgres",
      `select application_name, pid, backend_start from pg_stat_activity
  where application_name like 'thidua-%' and usename = 'thidua_api' order by pid`,
    )
  ).map((row) => row.join(" "));

// How many connections there have ever been, ours with psql among them.
const sessions = async () =>
  Number(
    (
      await psql("postgres", "select sessions from pg_stat_database where datname = 'thidua'")
    )[0][0],
  );

test("each worker has its lanes and one that listens", async () => {
  const names = (await connected()).map((line) => line.split(" ")[0]);

  const counted = Object.fromEntries(
    [...new Set(names)].map((name) => [name, names.filter((n) => n === name).length]),
  );
  assert.deepEqual(counted, {
    "thidua-fast": 4,
    "thidua-listen": 2,
    "thidua-slow": 4,
    "thidua-write": 16,
  });
});

test("thousands of requests, many of them refused, open no connection", async () => {
  const client = await as("administrator.1");
  const unit = await found(fixture("111"));
  const taken = {
    parent_id: fixture("111").id,
    level: "grassroots",
    kind: "enterprise_union",
    name: "Đã có",
    code: unit.code,
  };
  const [before, ever] = [await connected(), await sessions()];
  const said = logFromHere("database");

  for (let round = 0; round < 50; round += 1) {
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        expectStatus(await client.get(`/v1/organisations/${unit.id}`), 200);
        expectProblem(await client.get(`/v1/organisations/${randomUUID()}`), 404, "not-found");
        expectProblem(await client.post("/v1/organisations", taken), 409, "duplicate-key");
        expectProblem(
          await client.post("/v1/organisations", {
            ...taken,
            level: "central",
            code: uniqueCode(),
          }),
          422,
          "validation-failed",
        );
        expectProblem(
          await client.patch(`/v1/organisations/${unit.id}`, { name: "x" }, { version: 99 }),
          412,
          "version-mismatch",
        );
      }),
    );
  }

  assert.deepEqual(await connected(), before);
  // Each psql of this test is one itself.
  const [now, again] = [await sessions(), await sessions()];
  assert.ok(now - ever <= 2 * (again - now) + 2, `${now - ever} connections were opened`);
  assert.doesNotMatch(said(), /canceling statement due to user request/);
});

// Every parsing and every execution is written to the database's log while `work` is done.
async function logged(work) {
  const setting = "log_min_duration_statement";
  const inForce = async (value) =>
    eventually(`${setting} is ${value}`, async () => {
      const [[now]] = await psql("postgres", `show ${setting}`);
      return now === value;
    });
  const [[usual]] = await psql("postgres", `show ${setting}`);
  await psql("postgres", `alter system set ${setting} = 0; select pg_reload_conf()`);
  try {
    await inForce("0");
    return await work(logFromHere("database"));
  } finally {
    await psql("postgres", `alter system reset ${setting}; select pg_reload_conf()`);
    await inForce(usual);
  }
}

test("a statement is prepared once a connection, not once a request", async () => {
  const client = await as("administrator.1");
  const path = `/v1/organisations/${fixture("1").id}`;

  const text = await logged(async (said) => {
    for (let round = 0; round < 30; round += 1) {
      await Promise.all(Array.from({ length: 10 }, () => client.get(path)));
    }
    return said();
  });

  const times = (what) => [...text.matchAll(new RegExp(`thidua_api@.* ${what}`, "g"))].length;
  // A backend may finish what it was at before it looks at its settings again.
  assert.ok(times("execute organisations_get: ") > 200, `${times("execute organisations_get: ")}`);
  assert.equal(times("parse "), 0);
});
