// How many members and so on an organisation itself has, by day.
import assert from "node:assert/strict";
import { test } from "node:test";
import { expectProblem, expectStatus, fault, parameterFault } from "./harness/expect.mjs";
import { expectReach, fixture, found } from "./harness/people.mjs";
import { draftPlan, indicator } from "./main_job/family.mjs";

const DAY = 86400000;
const list = (unit) => `/v1/organisations/${unit.id}/populations`;
const put = (client, unit, value, { kind = "members", as_of = "2025-06-30", ...options } = {}) =>
  client.put(`${list(unit)}/${kind}/${as_of}`, { value }, options);
const inVietNam = (ms) => new Date(ms + 7 * 3600000).toISOString().slice(0, 10);

test("populations are read within the own subtree", async () => {
  await expectReach(fixture("111"), "viewer", (client) => client.get(list(fixture("111"))), {
    own: 200,
    parent: 200,
    root: 200,
    sibling: 404,
    unrelated: 404,
  });
});

test("populations of what is above are not shown", async () => {
  const client = await fixture("1111").as("viewer");

  const answer = await client.get(list(fixture("111")));

  if (answer.status === 200) assert.deepEqual(answer.body.items, []);
  else expectProblem(answer, 404, "not-found");
});

test("populations are recorded by approvers and administrators of the organisation or above", async () => {
  for (const role of ["approver", "administrator"]) {
    await expectReach(fixture("121"), role, (client) => put(client, fixture("121"), 7), {
      own: 200,
      parent: 200,
      root: 200,
      child: 404,
      sibling: 404,
      unrelated: 404,
    });
  }
});

test("a reporter records those of the own organisation alone", async () => {
  await expectReach(fixture("121"), "reporter", (client) => put(client, fixture("121"), 7), {
    own: 200,
    parent: 403,
    root: 403,
    child: 404,
    sibling: 404,
    unrelated: 404,
  });
});

test("a population is a whole number from 0 to a thousand million", async () => {
  const client = await fixture("121").as("reporter");
  const refused = async (value, code) =>
    expectProblem(await put(client, fixture("121"), value), 422, "validation-failed", [
      fault("/value", code),
    ]);

  await refused(-1, "minimum");
  await refused(1000000001, "maximum");
  await refused(1.5, "type");
  await refused("7", "type");
  await refused(null, "type");
  await refused(undefined, "required");
  for (const value of [0, 1000000000]) expectStatus(await put(client, fixture("121"), value), 200);
});

test("what is counted and the day must be known", async () => {
  const client = await fixture("121").as("approver");

  for (const other of [
    { kind: "trees" },
    { kind: "Members" },
    { as_of: "2025-02-30" },
    { as_of: "2025-2-3" },
    { as_of: "today" },
  ]) {
    expectProblem(await put(client, fixture("121"), 1, other), 404, "not-found", []);
  }
});

test("nobody knows the number of tomorrow; a day begins in Viet Nam", async () => {
  const client = await fixture("121").as("approver");

  expectStatus(await put(client, fixture("121"), 1, { as_of: inVietNam(Date.now()) }), 200);
  expectProblem(
    await put(client, fixture("121"), 1, { as_of: inVietNam(Date.now() + 2 * DAY) }),
    422,
    "validation-failed",
    [parameterFault("as_of", "not_allowed")],
  );
});

test("a recorded population is listed, by kind and the latest day first", async () => {
  const unit = await found(fixture("121"));
  const client = await unit.as("approver");
  for (const [kind, as_of, value] of [
    ["members", "2025-01-31", 1],
    ["members", "2025-03-31", 3],
    ["full_time_officials", "2025-02-28", 2],
    ["members", "2025-02-28", 2],
  ]) {
    const made = expectStatus(await put(client, unit, value, { kind, as_of }), 200);
    assert.deepEqual(
      [made.organisation_id, made.kind, made.as_of, made.value],
      [unit.id, kind, as_of, value],
    );
  }

  const { items, next_cursor } = expectStatus(await client.get(list(unit)), 200);

  assert.deepEqual(
    items.map((p) => [p.kind, p.as_of, p.value]),
    [
      ["full_time_officials", "2025-02-28", 2],
      ["members", "2025-03-31", 3],
      ["members", "2025-02-28", 2],
      ["members", "2025-01-31", 1],
    ],
  );
  assert.equal(next_cursor, null);
});

test("recorded again, a population is replaced", async () => {
  const unit = await found(fixture("121"));
  const client = await unit.as("approver");
  expectStatus(await put(client, unit, 10), 200);

  expectStatus(await put(client, unit, 12), 200);

  assert.deepEqual(
    expectStatus(await client.get(list(unit)), 200).items.map((p) => p.value),
    [12],
  );
});

test("what a period was opened with stays, and a later day may be recorded", async () => {
  const upper = await found(fixture("12"));
  const unit = await found(upper);
  const client = await unit.as("reporter");
  expectStatus(await put(client, unit, 100, { as_of: "2025-12-31" }), 200);
  const approver = await upper.as("approver");
  const { id: indicator_id } = await indicator(upper, {
    kind: "ratio",
    population_kind: "members",
  });
  const plan = await draftPlan(upper, {
    targets: [{ indicator_id, phase_code: "t1", comparator: ">=", threshold: "60" }],
  });
  expectStatus(
    await approver.post(`/v1/plans/${plan.id}:issue`, undefined, { version: plan.version }),
    200,
  );
  const period = expectStatus(
    await approver.post("/v1/periods", {
      plan_id: plan.id,
      code: "2026-Q1",
      kind: "quarter",
      starts_on: "2026-01-01",
      ends_on: "2026-03-31",
    }),
    201,
  );
  expectStatus(
    await approver.post(`/v1/periods/${period.id}:open`, undefined, { version: period.version }),
    200,
  );

  expectProblem(await put(client, unit, 90, { as_of: "2025-12-31" }), 409, "population-frozen");
  expectStatus(await put(client, unit, 100, { as_of: "2025-12-31" }), 200);
  expectStatus(await put(client, unit, 90, { as_of: "2026-04-01" }), 200);
});
