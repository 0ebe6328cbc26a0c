// Completeness: who owes a report, and where each stands.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { expectProblem, expectStatus } from "./harness/expect.mjs";
import { expectReach } from "./harness/people.mjs";
import { expectRefusals } from "./main_job/expectations.mjs";
import { indicator, issuedPlan, openPeriod, overseer, plannedPeriod,
  plant } from "./main_job/family.mjs";
import { accepted, begun, corrected, returned, step, submitted,
  withdrawn } from "./main_job/report.mjs";

const { province, uppers, grassroots } = await plant(4, 3);
const page = await indicator(
  province, { kind: "binary", reporting_levels: ["upper", "grassroots"] });
const plan = await issuedPlan(
  province, { targets: [
  { indicator_id: page.id, phase_code: "t1", comparator: "=", threshold: "100" }] });
const values = { [page.code]: { flag: true } };
const viewer = await province.as("viewer");

const NOTHING = { owed: 0, draft: 0, submitted: 0, returned: 0, accepted: 0, late: 0, missing: 0 };

async function counts(period, unit = province) {
  const client = await overseer(unit);
  const answer = expectStatus(
    await client.get(`/v1/plans/${plan.id}/completeness`,
    { query: { period_id: period.id, organisation_id: unit.id } }), 200);
  assert.deepEqual([answer.plan.id, answer.organisation.id, answer.period.id],
    [plan.id, unit.id, period.id]);
  return answer.counts;
}

for (const [what, operation] of [["completeness", "plans_completeness"],
  ["completeness/children", "plans_completeness_children"]]) {
  const path = `/v1/plans/${plan.id}/${what}`;

  test(`${what}: refused where the contract says so`, async () => {
    await expectRefusals(operation, { by: viewer, subject: plan.id });
  });

  test(`${what}: for a visible plan, the own subtree, a period of the family`, async () => {
    await expectReach(province, "viewer", (client) => client.get(path),
      { own: 200, root: 200, sibling: 404, unrelated: 404 });
    const below = await uppers[0].as("approver");
    const deeper = await grassroots[0].as("approver");
    for (const client of [below, deeper]) expectStatus(await client.get(path), 200);
    expectProblem(await deeper.get(path, { query: { organisation_id: grassroots[1].id } }), 404,
      "not-found");
    for (const organisation_id of [province.id, uppers[1].id, randomUUID()]) {
      expectProblem(await below.get(path, { query: { organisation_id } }), 404, "not-found");
    }
    const foreign = await plannedPeriod(province, await issuedPlan(province));
    expectProblem(await viewer.get(path, { query: { period_id: foreign.id } }), 404, "not-found");
  });
}

test("without a period nobody owes anything", async () => {
  const family = await issuedPlan(province);

  const { period, counts: found } = expectStatus(
    await viewer.get(`/v1/plans/${family.id}/completeness`), 200);

  assert.deepEqual([period, found], [null, NOTHING]);
});

test("every duty stands in one place, and what is not sent is missing", async () => {
  const period = await openPeriod(province, plan, { due_at: "2026-01-01T00:00:00Z" });
  assert.deepEqual(await counts(period), { ...NOTHING, owed: 9, missing: 9 });

  await begun(grassroots[0], period);
  await submitted(grassroots[1], period, values);
  await returned(grassroots[2], period, values);
  await accepted(grassroots[3], period, values);
  await withdrawn(grassroots[4], period, values);
  await accepted(uppers[1], period, values);

  assert.deepEqual(
    await counts(period),
    { owed: 9, draft: 1, submitted: 1, returned: 1, accepted: 2, late: 4, missing: 6 });
  assert.deepEqual(await counts(period, uppers[0]),
    { owed: 5, draft: 1, submitted: 1, returned: 1, accepted: 1, late: 3, missing: 3 });
  assert.deepEqual(await counts(period, uppers[1]),
    { ...NOTHING, owed: 4, accepted: 1, late: 1, missing: 3 });
  assert.deepEqual(await counts(period, grassroots[3]),
    { ...NOTHING, owed: 1, accepted: 1, late: 1 });
  assert.deepEqual(await counts(period, grassroots[4]), { ...NOTHING, owed: 1, missing: 1 });
});

test("counts follow a report along its whole way, at once, at every level", async () => {
  const period = await openPeriod(province, plan);
  const [unit] = grassroots;
  const reporter = await unit.as("approver");
  const approver = await unit.parent.as("approver");
  const stands = async (expected) => {
    const open = { ...NOTHING, ...expected };
    const missing = (owed) => owed - open.submitted - open.accepted;
    assert.deepEqual(await counts(period, unit), { ...open, owed: 1, missing: missing(1) });
    assert.deepEqual(await counts(period, unit.parent), { ...open, owed: 5, missing: missing(5) });
    assert.deepEqual(await counts(period), { ...open, owed: 9, missing: missing(9) });
  };

  let report = await begun(unit, period, { values });
  await stands({ draft: 1 });
  report = await step(reporter, report, "withdraw", { reason: "Nhầm" });
  await stands({});
  report = await step(reporter, await begun(unit, period, { values }), "submit");
  await stands({ submitted: 1 });
  report = await step(approver, report, "return", { reason: "Sửa" });
  await stands({ returned: 1 });
  report = await step(reporter, report, "submit");
  await stands({ submitted: 1 });
  report = await step(approver, report, "accept");
  await stands({ accepted: 1 });
  report = await corrected(unit, report);
  await stands({ accepted: 1 });
  report = await step(reporter, report, "submit");
  await stands({ accepted: 1 });
  report = await step(approver, report, "return", { reason: "Sửa" });
  await stands({ accepted: 1 });
  report = await step(approver, await step(reporter, report, "submit"), "accept");
  await stands({ accepted: 1 });
  const again = await step(reporter, await corrected(unit, report), "withdraw", { reason: "Thôi" });
  assert.equal(again.number, 4);
  await stands({ accepted: 1 });
});

test("the children's counts add up to their parent's without its own duty", async () => {
  const period = await openPeriod(province, plan);
  await submitted(grassroots[0], period, values);
  await accepted(grassroots[5], period, values);
  await begun(uppers[0], period);

  for (const [unit, children, own] of [[province, uppers, NOTHING],
    [uppers[0], grassroots.slice(0, 4), { ...NOTHING, owed: 1, draft: 1, missing: 1 }],
    [uppers[1], grassroots.slice(4), { ...NOTHING, owed: 1, missing: 1 }]]) {
    const client = await unit.as("approver");
    const items = await client.walk(`/v1/plans/${plan.id}/completeness/children`,
      { query: { period_id: period.id, limit: 2 } });
    assert.deepEqual(items.map((i) => i.organisation.id), children.map((c) => c.id));
    const whole = await counts(period, unit);
    for (const name of Object.keys(NOTHING)) {
      assert.equal(items.reduce((sum, i) => sum + i.counts[name], own[name]), whole[name],
        `${unit.level} ${name}`);
    }
  }
});
