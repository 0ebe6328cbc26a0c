// The rules by which plans and submissions move, as data.
import assert from "node:assert/strict";
import { test } from "node:test";
import { expectProblem, expectStatus } from "./harness/expect.mjs";
import { as } from "./harness/people.mjs";

async function workflow(name) {
  const answer = await (await as("reporter.1111")).get(`/v1/workflows/${name}`);
  return { answer, ...expectStatus(answer, 200) };
}

function who(transitions, from, command) {
  return transitions
    .filter((t) => t.from_state === from && t.command === command)
    .map((t) => `${t.role} ${t.relation}`)
    .sort();
}

test("a report is sent by its own, accepted or returned by an approver above, and never both by one", async () => {
  const { transitions } = await workflow("submission");

  assert.deepEqual(who(transitions, "draft", "submit"), ["approver self", "reporter self"]);
  assert.deepEqual(who(transitions, "submitted", "return"), ["approver parent"]);
  assert.ok(who(transitions, "submitted", "accept").includes("approver parent"));
  assert.deepEqual(who(transitions, "accepted", "update"), []);
  assert.ok(transitions.find((t) => t.command === "accept").conditions.includes("not_own_report"));
  assert.ok(transitions.find((t) => t.command === "return").conditions.includes("reason"));
});

test("a plan is issued by an approver of its own, and changed only before that", async () => {
  const { transitions } = await workflow("plan");

  assert.deepEqual(who(transitions, "draft", "issue"), ["approver self"]);
  assert.deepEqual(who(transitions, "issued", "update"), []);
  assert.deepEqual(who(transitions, "issued", "close"), ["approver self"]);
});

test("every state that a command leads to is one that is known", async () => {
  for (const name of ["plan", "submission"]) {
    const { transitions } = await workflow(name);
    const left = new Set(transitions.map((t) => t.from_state));
    const ends = new Set(["closed", "withdrawn", "deleted", "accepted"]);
    for (const t of transitions)
      assert.ok(left.has(t.to_state) || ends.has(t.to_state), JSON.stringify(t));
  }
});

test("the rules may be kept for some minutes", async () => {
  const { answer } = await workflow("plan");

  assert.equal(answer.headers["cache-control"], "private, max-age=300");
});

test("a workflow that is not there is not found", async () => {
  const client = await as("reporter.1111");

  for (const name of ["reward", "Plan", "plan'", "x".repeat(41), "%00"]) {
    const answer = await client.get(`/v1/workflows/${name}`);
    assert.ok(
      answer.status === 404 || (name === "%00" && answer.status === 400),
      `${name} ${answer.text}`,
    );
  }
  expectProblem(await client.get("/v1/workflows/reward"), 404, "not-found");
});
