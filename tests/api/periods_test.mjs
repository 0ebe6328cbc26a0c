// Periods: planned by the owner of a family's first plan, opened, closed; opening makes the duties.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { expectProblem, expectStatus, fault } from "./harness/expect.mjs";
import { expectReach, found } from "./harness/people.mjs";
import { expectCached, expectOvertaken, expectRefusals, expectReplayed, expectTrail }
  from "./main_job/expectations.mjs";
import { command, draftPlan, indicator, issuedFollowing, issuedPlan, openPeriod, periodBody,
  plannedPeriod, plant, populate,
  setPeriod } from "./main_job/family.mjs";

const { province, uppers: [upper, second], grassroots: [union] } = await plant(2, 1);
const approver = await upper.as("approver");
const viewer = await upper.as("viewer");
const models = await indicator(province, { kind: "unit_share" });
const plan = await issuedPlan(
  upper, { targets: [{ indicator_id: models.id, year: 2026, comparator: ">=", threshold: "80" }] });

async function counts(unit, family, period_id, organisation_id) {
  const client = await unit.as("viewer");
  return expectStatus(
    await client.get(`/v1/plans/${family.id}/completeness`,
    { query: { period_id, organisation_id } }),
    200).counts;
}

// ---- planning -----------------------------------------------------------------------------------

test("planning a period is refused where the contract says so", async () => {
  await expectRefusals("periods_create", { by: approver, viewer, body: periodBody(plan) });
});

test("planning names every fault of the body", async () => {
  const create = (body) => approver.post("/v1/periods", body);

  expectProblem(
    await create({ code: "a b", kind: "week", starts_on: "x", ends_on: 1, due_at: "soon" }), 422,
    "validation-failed",
    [fault("/plan_id", "required"), fault("/code", "pattern"), fault("/kind", "enum"),
      fault("/starts_on", "format_date"), fault("/ends_on", "type"),
      fault("/due_at", "format_date_time")]);
  expectProblem(await create(periodBody(plan, { starts_on: "2026-12-15" })), 422,
    "validation-failed",
    [fault("/ends_on", "dates_reversed")]);
  expectProblem(await create(periodBody({ id: randomUUID() })), 422, "validation-failed",
    [fault("/plan_id", "not_found")]);
});

test("a period's code is given once in a family, its id once", async () => {
  const other = await issuedPlan(upper);
  const there = await plannedPeriod(upper, plan, { code: "2026-Q1" });

  expectProblem(await approver.post("/v1/periods", periodBody(plan, { code: "2026-Q1" })), 409,
    "duplicate-key",
    [fault("/code", "duplicate")]);
  expectProblem(await approver.post("/v1/periods", periodBody(plan, { id: there.id })), 409,
    "duplicate-key",
    [fault("/id", "duplicate")]);
  await plannedPeriod(upper, other, { code: "2026-Q1" });
});

test("the owner of a family's first plan alone plans its periods", async () => {
  const create = (family, unit = upper) => unit.as("approver")
    .then((c) => c.post("/v1/periods", periodBody(family)));
  const invisible = [fault("/plan_id", "not_found")];

  expectProblem(await create(plan, union), 403, "role-required");
  expectProblem(await create(plan, province), 403, "role-required");
  expectProblem(await create(plan, second), 422, "validation-failed", invisible);
  expectProblem(await create(plan, upper.unrelated()), 422, "validation-failed", invisible);
  const above = await issuedPlan(province);
  expectProblem(await create(above), 403, "role-required");
  expectProblem(await create(await issuedFollowing(upper, above)), 422, "validation-failed",
    [fault("/plan_id", "not_allowed")]);
  for (const name of ["close", "withdraw"]) {
    const ended = await command(upper, await issuedPlan(upper), name, { reason: "Lý do" });
    expectProblem(await create(ended), 422, "validation-failed",
      [fault("/plan_id", "wrong_state")]);
  }
  expectStatus(await create(await draftPlan(upper)), 201);
});

test("a period is planned once, and the trail says so", async () => {
  const body = { ...periodBody(plan), cut_off_on: "2026-11-30",
    due_at: "2026-12-05T17:00:00+07:00" };

  const answer = await expectReplayed("periods_create",
    { by: approver, body, other: periodBody(plan) });

  const period = expectStatus(await viewer.get(answer.headers.location), 200);
  assert.deepEqual(period, answer.body);
  assert.deepEqual(
    [period.plan_id, period.code, period.kind, period.starts_on, period.ends_on, period.cut_off_on],
    [plan.id, body.code, "year", "2025-12-15", "2026-12-14", "2026-11-30"]);
  assert.deepEqual([period.due_at, period.state, period.opened_at, period.version],
    ["2026-12-05T10:00:00.000Z", "planned", null, 1]);
  await expectTrail(approver, period.id, ["period.create"]);
});

test("left open, a period is cut off at its end and due two days later at 17:00", async () => {
  const { due_at: _, ...body } = periodBody(plan);

  const plain = expectStatus(await approver.post("/v1/periods", body), 201);
  const cut = expectStatus(await approver.post("/v1/periods",
    { ...body, code: `${body.code}-2`, cut_off_on: "2026-11-15" }), 201);

  assert.deepEqual([plain.cut_off_on, plain.due_at], ["2026-12-14", "2026-12-16T10:00:00.000Z"]);
  assert.deepEqual([cut.cut_off_on, cut.due_at], ["2026-11-15", "2026-11-17T10:00:00.000Z"]);
});

// ---- reading ------------------------------------------------------------------------------------

test("reading a period is refused where the contract says so", async () => {
  const { id } = await plannedPeriod(upper, plan);

  await expectRefusals("periods_get", { by: viewer, subject: id });
});

test("a period is seen with its family's first plan", async () => {
  const { id } = await plannedPeriod(upper, plan);
  const draft = await plannedPeriod(upper, await draftPlan(upper));
  const table = { own: 200, parent: 200, root: 200, child: 200, sibling: 404, unrelated: 404 };

  await expectReach(upper, "viewer", (client) => client.get(`/v1/periods/${id}`), table);
  await expectReach(upper, "viewer", (client) => client.get(`/v1/periods/${draft.id}`),
    { ...table, child: 404 });
});

test("a period is not sent again while it has not changed", async () => {
  const { id } = await plannedPeriod(upper, plan);

  await expectCached(viewer, `/v1/periods/${id}`);
});

test("listing periods is refused where the contract says so", async () => {
  await expectRefusals("periods_list", { by: viewer });
  expectProblem(await viewer.get("/v1/periods", { query: { state: "shut" } }), 400,
    "invalid-parameter");
});

test("periods of a family are listed by any of its plans, the latest first", async () => {
  const above = await issuedPlan(province);
  const below = await issuedFollowing(upper, above);
  const made = [];
  for (const year of [2027, 2025, 2026]) {
    made.push(await plannedPeriod(province, above,
      { code: `${year}`, starts_on: `${year}-01-01`, ends_on: `${year}-12-31` }));
  }
  await setPeriod(province, made[1], "open");
  const list = async (query, client = viewer) => (await client.walk("/v1/periods", { query }))
    .map((p) => p.code);

  assert.deepEqual(await list({ plan_id: above.id }), ["2027", "2026", "2025"]);
  assert.deepEqual(await list({ plan_id: below.id, limit: 1 }), ["2027", "2026", "2025"]);
  assert.deepEqual(await list({ plan_id: below.id, state: "open" }), ["2025"]);
  assert.deepEqual(await list({ plan_id: randomUUID() }), []);
  assert.deepEqual(await list({ plan_id: above.id }, await upper.unrelated().as("reporter")), []);
  assert.ok((await list({})).length > 3);
});

// ---- opening and closing ------------------------------------------------------------------------

for (const [name, before] of [["open", plannedPeriod], ["close", openPeriod]]) {
  test(`${name}: refused where the contract says so`, async () => {
    const period = await before(upper, plan);

    await expectRefusals(
      `periods_${name}`, { by: approver, viewer, subject: period.id, version: period.version });
    await expectOvertaken(`periods_${name}`, { by: approver, subject: period.id });
  });

  test(`${name}: once, by the owner alone, and the trail says so`, async () => {
    const period = await before(upper, plan);
    const path = `/v1/periods/${period.id}:${name}`;
    await expectReach(
      upper, "approver", (client) => client.post(path, undefined, { version: period.version }),
      { sibling: 404, unrelated: 404, child: 403, parent: 403, root: 403 });

    const { body } = await expectReplayed(`periods_${name}`,
      { by: approver, subject: period.id, version: period.version });

    assert.deepEqual([body.state, body.version],
      [name === "open" ? "open" : "closed", period.version + 1]);
    assert.notEqual(body.opened_at, null);
    const { state } = expectProblem(await approver.post(path, undefined, { version: body.version }),
      409,
      "invalid-state-transition");
    assert.equal(state, body.state);
    await expectTrail(
      approver, period.id, ["period.create", "period.open", "period.close"].slice(0, body.version));
  });
}

test("a period opens with an issued plan only, and closes only once open", async () => {
  const draft = await draftPlan(upper);
  const period = await plannedPeriod(upper, draft);
  const post = (name, version = 1) => approver.post(
    `/v1/periods/${period.id}:${name}`, undefined, { version });

  assert.deepEqual(expectProblem(await post("open"), 409, "invalid-state-transition")
    .allowed_actions, []);
  await command(upper, draft, "issue");
  assert.deepEqual(expectProblem(await post("close"), 409, "invalid-state-transition")
    .allowed_actions, ["open"]);
  expectStatus(await post("open"), 200);
  assert.deepEqual(expectProblem(await post("open", 2), 409, "invalid-state-transition")
    .allowed_actions, ["close"]);
});

test("a closed period opens again with the duties that it had", async () => {
  const period = await openPeriod(upper, plan);
  const before = await counts(upper, plan, period.id);
  const opened_at = period.opened_at;
  const late = await found(upper);

  const closed = await setPeriod(upper, period, "close");
  const again = await setPeriod(upper, closed, "open");

  assert.deepEqual([again.state, again.opened_at, again.version], ["open", opened_at, 4]);
  assert.deepEqual(await counts(upper, plan, period.id), before);
  assert.equal((await counts(upper, plan, period.id, late.id)).owed, 0);
});

test("opening makes a duty for every organisation below whose level is asked", async () => {
  const { province: own, uppers, grassroots } = await plant(2, 1, 0);
  const group = await found(grassroots[0]);
  const both = await indicator(own, { kind: "binary", reporting_levels: ["upper", "grassroots"] });
  const groups = await indicator(own, { kind: "binary", reporting_levels: ["group"] });
  const provinces = await indicator(own, { kind: "binary", reporting_levels: ["province"] });
  const target = (i) => ({ indicator_id: i.id, year: 2026, comparator: ">=", threshold: "80" });
  const owed = async (targets) => {
    const family = await issuedPlan(own, { targets: targets.map(target) });
    const period = await openPeriod(own, family);
    const at = async (unit) => (await counts(own, family, period.id, unit.id)).owed;
    return [await at(own), await at(uppers[0]), await at(uppers[1]), await at(uppers[2]),
      await at(grassroots[0]),
      await at(group)];
  };

  assert.deepEqual(await owed([both]), [6, 3, 2, 1, 1, 0]);
  assert.deepEqual(await owed([groups]), [1, 1, 0, 0, 1, 1]);
  assert.deepEqual(await owed([provinces]), [1, 0, 0, 0, 0, 0]);
  assert.deepEqual(await owed([both, groups, provinces]), [8, 4, 2, 1, 2, 1]);
  assert.deepEqual(await owed([]), [0, 0, 0, 0, 0, 0]);
});

test("duties take the latest population known at the period's end, and keep it", async () => {
  const { province: own, grassroots: [unit] } = await plant(1);
  const skills = await indicator(own, { kind: "ratio", population_kind: "members" });
  const family = await issuedPlan(
    own, { targets: [{ indicator_id: skills.id, year: 2026, comparator: ">=", threshold: "80" }] });
  for (const [asOf, members] of [["2024-12-31", 90], ["2025-06-30", 110], ["2025-09-30", 130]]) {
    await populate(unit, { members }, asOf);
  }
  const denominator = async (period) => {
    const client = await own.as("viewer");
    const answer = await client.get(`/v1/plans/${family.id}/progress`,
      { query: { period_id: period.id } });
    return expectStatus(answer, 200).figures[0].denominator;
  };

  const half = await openPeriod(own, family, { starts_on: "2025-01-01", ends_on: "2025-06-30" });
  const year = await openPeriod(own, family, { starts_on: "2025-01-01", ends_on: "2025-12-31" });
  await populate(unit, { members: 150 }, "2025-12-31");

  assert.deepEqual([await denominator(half), await denominator(year)], ["110", "130"]);
  const later = await openPeriod(own, family, { starts_on: "2025-12-15", ends_on: "2026-12-14" });
  assert.equal(await denominator(later), "150");
});

test("a plan issued while a period is open gets its figures from there", async () => {
  const above = await issuedPlan(
    province, { targets: [
    { indicator_id: models.id, year: 2026, comparator: ">=", threshold: "80" }] });
  const period = await openPeriod(province, above);

  const below = await issuedFollowing(upper, above, { targets: [
    { indicator_id: models.id, year: 2026, comparator: ">=", threshold: "80",
    nested_minimum: 2 }] });

  const figure = expectStatus(
    await viewer.get(`/v1/plans/${below.id}/progress`, { query: { period_id: period.id } }), 200)
    .figures[0];
  const { owed } = await counts(upper, below, period.id, upper.id);
  assert.deepEqual([figure.nested_minimum, figure.units, figure.reported], [2, owed, 0]);
  assert.ok(owed >= 2);
});
