// Maintenance: every worker refuses changes from the moment that the operator says so until he
// takes it back, whatever dies meanwhile.
import assert from "node:assert/strict";
import { afterEach, before, test } from "node:test";
import { expectStatus } from "../api/harness/expect.mjs";
import { anonymous } from "../api/harness/client.mjs";
import { as, fixture, found, password } from "../api/harness/people.mjs";
import { eventually, korePort } from "../api/harness/service.mjs";
import {
  kill,
  koreWorkers,
  part,
  ready,
  replaced,
  signal,
  startAnew,
  thiduactl,
} from "./lib/processes.mjs";
import { Load } from "./lib/load.mjs";

let client;
let unit;
let version = 1;

before(async () => {
  await startAnew();
  client = await as("administrator.1");
  unit = await found(fixture("111"));
});

afterEach(async () => {
  await ready();
  await thiduactl("maintenance-off");
  await eventually("changes are made again", async () => (await rename()).status === 200);
});

async function rename() {
  const answer = await client.patch(
    `/v1/organisations/${unit.id}`,
    { name: `Lần ${version}` },
    { version, target: korePort },
  );
  if (answer.status === 200) ({ version } = answer.body);
  if (answer.status === 412) version = answer.body.current_version;
  return answer;
}

async function begin() {
  assert.equal((await thiduactl("maintenance-on")).code, 0);
  await eventually("every worker knows", async () => (await refusals(20)) === 20, 5);
}

// Of so many changes, each on a connection of its own, how many are refused because of maintenance.
async function refusals(times) {
  const answers = await Promise.all(Array.from({ length: times }, () => rename()));
  return answers.filter((answer) => answer.status === 503 && answer.body.code === "maintenance")
    .length;
}

test("every worker refuses changes while it lasts; reading and signing in go on", async () => {
  await begin();

  assert.equal(await refusals(100), 100);
  const answer = await rename();
  assert.ok(Number(answer.headers["retry-after"]) > 0);
  expectStatus(await client.get(`/v1/organisations/${unit.id}`), 200);
  expectStatus(await client.get("/v1/organisations"), 200);
  expectStatus(
    await anonymous.post("/v1/auth/token", {
      grant_type: "password",
      username: "reporter.111",
      password,
    }),
    200,
  );

  assert.equal((await thiduactl("maintenance-off")).code, 0);
  await eventually("every worker knows", async () => (await refusals(20)) === 0, 5);
});

// Changes are tried all the time while something dies; none may be made.
async function refusedMeanwhile(strike) {
  await begin();
  const made = [];
  const load = new Load({ breaks: true });
  load.start(10, async () => {
    const answer = await load.ask(client, "PATCH", `/v1/organisations/${unit.id}`, {
      version,
      body: { name: "Đã sửa" },
    });
    if (answer && answer.status !== 503) made.push(answer.status);
  });
  await strike();
  await ready();
  await eventually("changes are refused again", async () => (await refusals(20)) === 20);
  await load.finish();
  assert.deepEqual(made, []);
  expectStatus(await client.get(`/v1/organisations/${unit.id}`), 200);
}

test("workers that lose the database during maintenance still refuse", () =>
  refusedMeanwhile(async () => {
    const postmaster = part("database");
    signal(postmaster, "SIGINT");
    await replaced("database", postmaster);
  }));

test("workers that start during maintenance refuse from their first request on", () =>
  refusedMeanwhile(async () => {
    for (let round = 0; round < 2; round += 1) {
      for (const worker of koreWorkers()) {
        await kill(worker);
        await eventually("both workers refuse", async () => (await refusals(40)) === 40);
      }
    }
  }));

test("an end of maintenance that comes while a worker has no database is not missed", async () => {
  await begin();
  const postmaster = part("database");
  signal(postmaster, "SIGINT");
  await replaced("database", postmaster);
  await eventually("maintenance ends", async () => (await thiduactl("maintenance-off")).code === 0);

  await eventually("every worker knows", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => rename()));
    return answers.every((answer) => answer.status !== 503);
  });
});
