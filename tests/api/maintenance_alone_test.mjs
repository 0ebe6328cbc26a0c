// While the service is under maintenance it answers, but changes nothing.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { afterEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { anonymous } from "./harness/client.mjs";
import { operations } from "./harness/contract.mjs";
import { expectProblem, expectStatus } from "./harness/expect.mjs";
import { as, fixture, password } from "./harness/people.mjs";
import { eventually, state } from "./harness/service.mjs";

const program = fileURLToPath(new URL("../../build/thiduactl", import.meta.url));
const run = promisify(execFile);
const PATH = `/v1/organisations/${fixture("111").id}`;

// Every worker process is told; a connection of its own reaches each in turn.
async function maintenance(word) {
  await run("bash", [
    "-c",
    '. "$1"; exec "$2" "maintenance-$3"',
    "bash",
    `${state}/run/environment`,
    program,
    word,
  ]);
  const client = await as("administrator.111");
  const refuses = async () => (await client.patch(PATH, {}, { version: 1 })).status === 503;
  await eventually(`maintenance is ${word}`, async () => {
    const seen = [];
    for (let n = 0; n < 20; n++) seen.push(await refuses());
    return seen.every((refused) => refused === (word === "on"));
  });
}

afterEach(() => maintenance("off"));

test("under maintenance reading goes on, and signing in", async () => {
  const client = await as("reporter.111");
  await maintenance("on");

  expectStatus(await client.get(PATH), 200);
  expectStatus(await client.get("/v1/organisations"), 200);
  expectStatus(await anonymous.get("/readyz"), 200);
  expectStatus(
    await anonymous.post("/v1/auth/token", {
      grant_type: "password",
      username: "reporter.111",
      password,
    }),
    200,
  );
});

test("under maintenance every change is refused, and said to be possible later", async () => {
  const client = await as("administrator.111");
  await maintenance("on");

  for (const operation of operations.filter((o) => !o.public && o.method !== "GET")) {
    const answer = await client.call(
      operation.method,
      operation.path.replaceAll(/\{[^}]+\}/g, fixture("111").id),
    );
    expectProblem(answer, 503, "maintenance");
    assert.match(answer.headers["retry-after"], /^[0-9]+$/);
  }
});

test("after maintenance changes are made again", async () => {
  const client = await as("administrator.111");
  await maintenance("on");
  await maintenance("off");
  const { version } = expectStatus(await client.get(PATH), 200);

  expectStatus(await client.patch(PATH, { short_name: "CĐ" }, { version }), 200);
});
